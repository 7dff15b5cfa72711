/** What an open offer costs, before anything is accepted: the price, when it is taken, and a private answer. */
import { Checkbox, Stack, Text } from "@mantine/core";

import type { Schema } from "~/shared/api";
import { type Money, moneyInWords } from "~/shared/money/money";
import { plural } from "~/shared/time";
import { PersonName } from "~/shared/ui/PersonText";

interface Props {
  offer: Schema<"EscalationOut">;
  creator: string;
  /** What asking this agent costs; null where nothing about money is to be shown. */
  prices: Schema<"ShownPricesOut"> | null;
  total: Money | null;
  /** People whose waiting question it would join. */
  others: number;
  isPrivate: boolean;
  setPrivate: (isPrivate: boolean) => void;
}

export function PriceTerms({ offer, creator, prices, total, others, isPrivate, setPrivate }: Props) {
  const currency = offer.price?.currency ?? prices?.currency;
  const extra = offer.private_extra;
  return (
    <Stack gap={6} mt={6}>
      {total && <Terms total={total} taking={offer.taking} way={prices?.question.way} creator={creator} />}
      {!offer.price && prices && prices.question.free_left > 0 && prices.question.amount > 0 && (
        <Text size="sm">
          This question is free for you: {freeInWords(prices.question.free_left)}. After that a question costs{" "}
          {moneyInWords({ amount: prices.question.amount, currency: prices.currency })}.
        </Text>
      )}
      {others > 0 && offer.price && !isPrivate && (
        <Text size="sm">
          Joining costs the same: everybody who waits for the answer pays the price of their own offer.
        </Text>
      )}
      {extra !== null && currency && (
        <Checkbox
          size="sm"
          label={`Only for me (${extra > 0 ? `+ ${moneyInWords({ amount: extra, currency })}` : "costs nothing more"})`}
          description={
            others > 0
              ? "The answer is given to nobody else, now or later. You then join nobody who waits already."
              : "The answer is given to nobody else, now or later."
          }
          checked={isPrivate}
          onChange={(event) => setPrivate(event.currentTarget.checked)}
        />
      )}
    </Stack>
  );
}

interface TermsProps {
  total: Money;
  taking: "hold" | "charge";
  way: "stripe" | "by_hand" | undefined;
  creator: string;
}

function Terms({ total, taking, way, creator }: TermsProps) {
  return (
    <Text size="sm" fw={500} data-testid="price">
      <PersonName>{creator}</PersonName> answers this for {moneyInWords(total)}.{" "}
      {way === "by_hand" ? (
        <>
          You pay <PersonName>{creator}</PersonName> directly, before the question goes out. If there is no answer, you
          get the money back.
        </>
      ) : taking === "charge" ? (
        "It is taken now and given back if there is no answer."
      ) : (
        <>
          You pay only if <PersonName>{creator}</PersonName> answers: the money is held until then.
        </>
      )}
    </Text>
  );
}

const freeInWords = (left: number) =>
  left === 1
    ? "it is your last free one in these 30 days"
    : `you have ${plural(left, "free question")} left in these 30 days`;
