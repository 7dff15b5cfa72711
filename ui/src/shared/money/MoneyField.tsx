/** A field for an amount, which says below what it understood. */
import { TextInput } from "@mantine/core";

import { moneyInWords, readAmount } from "~/shared/money/money";

interface Props {
  label: string;
  currency: string;
  /** Of the currency. */
  digits: number;
  text: string;
  onChange: (text: string) => void;
  /** What it means that nothing is written, such as "free". */
  empty: string;
  /** What follows the amount, such as "a month". */
  unit?: string;
  error?: string | undefined;
}

export function MoneyField({ label, currency, digits, text, onChange, empty, unit = "", error }: Props) {
  const read = readAmount(text, digits);
  const isNothing = read.kind === "empty" || (read.kind === "amount" && read.amount === 0);
  const understood = read.kind === "amount" ? `${moneyInWords({ amount: read.amount, currency })} ${unit}`.trim() : "";
  return (
    <TextInput
      label={label}
      inputMode={digits ? "decimal" : "numeric"}
      autoComplete="off"
      maxLength={20}
      dir="ltr"
      value={text}
      onChange={(event) => onChange(event.currentTarget.value)}
      inputWrapperOrder={["label", "input", "description", "error"]}
      description={isNothing ? empty : understood}
      error={read.kind === "problem" ? read.problem : error}
    />
  );
}
