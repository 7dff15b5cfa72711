/** Whether a payment can be made now, and what it is called; for the widget too, which loads no queries. */
import type { Schema } from "~/shared/api";

/** Whether the asker can still pay it. */
export const canBePaid = ({
  status,
  due,
  place_until: until,
}: Pick<Schema<"PaymentBriefOut">, "status" | "due" | "place_until">): boolean =>
  status === "required" && due === null && new Date(until) > new Date();

/** What the asker names when they pay by hand, so that the creator finds the payment: short, and not to be guessed. */
export const referenceOf = (payment: { id: string }) =>
  payment.id
    .slice(-8)
    .toUpperCase()
    .replace(/^(.{4})/, "$1-");
