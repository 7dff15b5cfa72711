/** What a question brings, and what becomes of its money when it is declined. */
import { type Money, moneyInWords } from "~/shared/money/money";
import type { Escalation } from "~/features/inbox/types";

/** What its asker pays or paid; null for a free one. A teammate, who sees no payment, adds what was agreed. */
export function costOf({ payment, price, is_private: isPrivate, private_extra: extra }: Escalation): Money | null {
  if (payment && (payment.status === "held" || payment.status === "captured")) return payment;
  return price ? { ...price, amount: price.amount + (isPrivate ? (extra ?? 0) : 0) } : null;
}

/** Where the money stands, for the open question; "" where there is none. */
export function moneyInInbox(question: Escalation): string {
  const cost = costOf(question);
  if (!cost) return "";
  const price = moneyInWords(cost);
  const { payment } = question;
  if (payment?.way === "by_hand") return `${price} came to you by hand. You keep it with your answer.`;
  return payment?.taking === "charge"
    ? `${price} is paid. You keep it with your answer.`
    : `${price} is held. It is taken when you answer.`;
}

/** What Decline means for the money; "" where there is none. */
export function moneyOnDecline(question: Escalation, asker: string): string {
  const cost = costOf(question);
  if (!cost) return "";
  const price = moneyInWords(cost);
  if (question.payment?.way === "by_hand")
    return `You give the ${price} back by hand; it stands in your payments until you say that it is done.`;
  return question.payment?.taking === "charge"
    ? `The ${price} goes back to ${asker} by itself.`
    : `The hold of ${price} is released by itself; ${asker} pays nothing.`;
}
