/** Who asked a question, in a few words. */
import type { Escalation } from "~/features/inbox/types";

/** Whose questions the inbox shows; null for everybody's. */
export type Askers = "guests" | "accounts" | null;

export const isOf = (question: Escalation, askers: Askers) =>
  askers === null || (question.asker_tier === "guest") === (askers === "guests");

/** A guest has no handle that a person could read, and the name says that they are one. */
export const askerInWords = ({ asker_tier: tier, asker_handle: handle, asker_display_name: name }: Escalation) =>
  tier === "guest" ? name : `@${handle} · ${tier}`;
