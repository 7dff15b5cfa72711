/** Where a payment stands, in plain words, for its asker and for the creator. */
import type { Payment } from "~/shared/money/payments";

export const COLORS: Record<Payment["status"], string> = {
  required: "orange",
  held: "indigo",
  captured: "teal",
  lapsed: "gray",
  released: "gray",
  refunded: "gray",
  disputed: "red",
};

/** For the asker. */
export function statusForAsker(payment: Payment): string {
  const { status, due, way, taking } = payment;
  if (due === "give_back" && status !== "required" && status !== "lapsed") return "on its way back to you";
  switch (status) {
    case "required":
      return way === "by_hand" ? "not there yet" : "not paid yet";
    case "held":
      return way === "by_hand" || taking === "charge"
        ? "paid, given back if there is no answer"
        : "held until the answer";
    case "captured":
      return "paid";
    case "lapsed":
      return "never paid";
    case "released":
      return "not taken";
    case "refunded":
      return "given back";
    case "disputed":
      return "disputed at your bank";
  }
}

/** For the creator; short enough for a badge and for a filter. */
export const FOR_CREATOR: Record<Payment["status"], string> = {
  required: "waiting for the money",
  held: "held",
  captured: "earned",
  lapsed: "never paid",
  released: "released",
  refunded: "given back",
  disputed: "disputed",
};

export function statusForCreator({ status, due, way }: Payment): string {
  if (due === "give_back" && status !== "required") return way === "by_hand" ? "to be given back" : "being given back";
  if (due === "capture") return "being taken";
  return FOR_CREATOR[status];
}

/** The newest time at which something happened to it. */
export const lastChange = (payment: Payment): string =>
  payment.disputed_at ??
  payment.refunded_at ??
  payment.released_at ??
  payment.captured_at ??
  payment.held_at ??
  payment.created_at;
