/** The words that the inbox and the open question share. */
import type { Schema } from "~/shared/api";

export type Escalation = Schema<"EscalationOut">;
/** The text field that the keyboard goes to. */
export type Field = "answer" | "decline";
export type Verb = "answer" | "decline" | "defer";

/** Called once the action was sent; neither is called when it was undone. */
export interface SendCallbacks {
  done: () => void;
  problem: (code: string, message: string) => void;
}

/** Schedules an action on a question; it can be undone for ten seconds. */
export type ScheduleAction = (verb: Verb, body: unknown, callbacks?: SendCallbacks) => void;
