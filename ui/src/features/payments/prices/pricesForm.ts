/** The form of an agent's prices: what is typed, what is understood of it, and what the server gets. */
import { readAmount, toAmountText } from "~/shared/money/money";
import { type Prices, TIERS } from "~/shared/money/payments";
import type { Schema } from "~/shared/api";

export type Tier = Schema<"TierPriceIn">["tier"];

/** Amounts are kept as they are typed. */
export interface PriceTexts {
  way: Prices["way"];
  currency: string;
  how_to_pay: string;
  receipt_details: string;
  private_extra: string;
  month: string;
  year: string;
  tiers: Record<Tier, { amount: string; free: number | string }>;
}

export function toTexts(prices: Prices, digits: number): PriceTexts {
  const text = (amount: number | null | undefined) => (amount ? toAmountText(amount, digits) : "");
  const ofTier = (tier: Tier) => prices.tiers.find((each) => each.tier === tier);
  return {
    way: prices.way,
    currency: prices.currency,
    how_to_pay: prices.how_to_pay,
    receipt_details: prices.receipt_details,
    private_extra: prices.private_extra === 0 ? toAmountText(0, digits) : text(prices.private_extra),
    month: text(prices.membership.month),
    year: text(prices.membership.year),
    tiers: Object.fromEntries(
      TIERS.map(({ value }) => [
        value,
        { amount: text(ofTier(value)?.amount), free: ofTier(value)?.free_per_month ?? 0 },
      ]),
    ) as PriceTexts["tiers"],
  };
}

/** What the server gets; null while an amount cannot be read. By hand there are no memberships. */
export function toPrices(texts: PriceTexts, digits: number): Schema<"PricesIn"> | null {
  const isByHand = texts.way === "by_hand";
  const typed = [
    texts.private_extra,
    ...(isByHand ? [] : [texts.month, texts.year]),
    ...TIERS.map(({ value }) => texts.tiers[value].amount),
  ];
  if (typed.some((text) => readAmount(text, digits).kind === "problem")) return null;
  const amount = (text: string) => {
    const read = readAmount(text, digits);
    return read.kind === "amount" ? read.amount : null;
  };
  return {
    way: texts.way,
    currency: texts.currency,
    how_to_pay: texts.how_to_pay,
    receipt_details: texts.receipt_details,
    private_extra: amount(texts.private_extra),
    membership: {
      month: isByHand ? null : amount(texts.month) || null,
      year: isByHand ? null : amount(texts.year) || null,
    },
    tiers: TIERS.map(({ value }) => ({
      tier: value,
      amount: amount(texts.tiers[value].amount) ?? 0,
      free_per_month: Number(texts.tiers[value].free) || 0,
    })),
  };
}
