/** Amounts of money: whole minor units of a currency, shown in the reader's language and read as people type them. */
export interface Money {
  /** In minor units: 500 is 5.00 EUR, and 500 JPY. */
  amount: number;
  currency: string;
}

/** The largest amount that the server takes, in minor units. */
const MOST = 99_999_999;

const formatter = (currency: string) => new Intl.NumberFormat(undefined, { style: "currency", currency });

/** How many digits of the currency are minor units: 2 for EUR, 0 for JPY. */
export function digitsOf(currency: string): number {
  return formatter(currency).resolvedOptions().maximumFractionDigits ?? 2;
}

/** Such as "€5.00". */
export function moneyInWords({ amount, currency }: Money): string {
  return formatter(currency).format(amount / 10 ** digitsOf(currency));
}

/** The amount as an amount field shows it, such as "5.00". */
export function toAmountText(amount: number, digits: number): string {
  return (amount / 10 ** digits).toFixed(digits);
}

/** What was understood of a typed amount. */
export type ReadAmount = { kind: "amount"; amount: number } | { kind: "empty" } | { kind: "problem"; problem: string };

const refuse = (problem: string): ReadAmount => ({ kind: "problem", problem });

/** Reads "5", "5.00", "5,00", "1,250.50" and "1 250,50". What could be two amounts is refused, and says why. */
export function readAmount(text: string, digits: number): ReadAmount {
  const typed = text.replace(/[\s'’]/g, "").replace(/^\p{Sc}|\p{Sc}$/gu, "");
  if (!typed) return { kind: "empty" };
  if (!/^\d[\d.,]*$/.test(typed)) return refuse(`Write an amount, such as ${digits ? "5.00" : "500"}.`);
  const parts = splitAmount(typed, digits);
  if ("problem" in parts) return refuse(parts.problem);
  const { whole, fraction } = parts;
  if (digits === 0 && /[1-9]/.test(fraction)) return refuse("This currency has no smaller unit: write a whole amount.");
  if (digits > 0 && fraction.length > digits) return refuse(`At most ${digits} digits after the point.`);
  const amount = Number(whole + fraction.slice(0, digits).padEnd(digits, "0"));
  if (amount > MOST) return refuse("This is more than can be paid at once.");
  return { kind: "amount", amount };
}

type Parts = { whole: string; fraction: string } | { problem: string };

/** The digits before and after the decimal sign. */
function splitAmount(typed: string, digits: number): Parts {
  const sign = /[.,](?=\d*$)/.exec(typed)?.[0];
  if (!sign)
    return /[.,]$/.test(typed) ? { problem: "Something is missing at the end." } : { whole: typed, fraction: "" };
  const at = typed.lastIndexOf(sign);
  const [before, after] = [typed.slice(0, at), typed.slice(at + 1)];
  const other = sign === "." ? "," : ".";
  const isGrouped = /^\d{1,3}([.,])\d{3}(\1\d{3})*$/.test(typed);
  if (before.includes(sign) || (digits === 0 && isGrouped)) {
    return isGrouped ? { whole: typed.replace(/[.,]/g, ""), fraction: "" } : { problem: "Write it as 1250.00." };
  }
  if (before.includes(other)) {
    const groups = before.split(other);
    const isRight = groups.every((each, index) => (index === 0 ? /^\d{1,3}$/ : /^\d{3}$/).test(each));
    return isRight ? { whole: groups.join(""), fraction: after } : { problem: "Write it as 1250.00." };
  }
  if (!after) return { problem: "Something is missing at the end." };
  if (isGrouped)
    return {
      problem: `This could be ${before}${after} or ${before}.${after.slice(0, 2)}: write it without “${sign}”.`,
    };
  return { whole: before, fraction: after };
}
