/** Settings in the words of the form, for where they are listed outside it. */
import type { Schema } from "~/shared/api";

export type RuleName = Schema<"RuleName">;

export type Verdict = NonNullable<Schema<"DecisionOut">["verdict"]>;

/** What an asker may say of an answer. */
export const VERDICTS: Record<Verdict, string> = {
  helpful: "Helpful",
  not_my_question: "Not my question",
  wrong: "Wrong",
};

/** The rules of the decision table in its order. */
export const RULES: Record<RuleName, string> = {
  creator_present: "You are in the thread",
  blocked_topic: "A topic kept out",
  unsafe: "Unsafe",
  small_talk: "Small talk",
  known_question: "Asked before",
  vague: "Too vague",
  confident: "The documents answer it",
  worth_asking: "Worth asking you",
  gate_closed: "You are not asked now",
};

/** What a rule asks, as the start of a sentence. */
export const CONDITIONS: Partial<Record<string, string>> = {
  creator_present: "You had written in the thread",
  blocked_topic: "A topic kept out is touched",
  unsafe: "It is unsafe",
  small_talk: "It is small talk",
  best_answer: "An answer of yours is near",
  reuse_proven: "Reuse is proven",
  must_ask_which: "Two answers fit alike",
  canonical_similarity: "Match with an answer of yours",
  wants_human: "The asker wants a person",
  clarification_enabled: "Asking back is on",
  vagueness: "Vagueness",
  clarifications_running: "Questions back before it",
  confidence: "Confidence",
  novelty: "Novelty",
  draft_supported: "The draft is borne by its passages",
  escalation_enabled: "Questions may be put to you",
  tier: "The asker’s tier may ask",
  accepted_last_day: "Questions in the last day",
  accepted_last_week: "Questions in the last week",
  available: "It is in your hours",
};

type Setting = Exclude<keyof Schema<"PolicyOut">, "avee_id" | "version">;

const NAMES: Record<Setting, string> = {
  max_escalations_per_day: "Questions a day",
  max_escalations_per_week: "Questions a week",
  escalation_enabled: "Questions may be put to you",
  auto_answer_confidence_threshold: "Confidence to answer from documents",
  canonical_match_threshold: "Match to reuse an answer of yours",
  novelty_threshold: "New from",
  complexity_threshold: "Complex from",
  vagueness_threshold: "Vague from",
  clarification_enabled: "Vague messages are asked back",
  max_clarifications_running: "Questions back in a row",
  blocked_topics: "Topics kept out",
  allowed_user_tiers: "Who may ask you",
  availability_windows: "When you take questions",
  expected_response_hours: "Promised response",
  offer_valid_hours: "An offer stands for",
  answer_deadline_hours: "A question waits for",
  abuse_rules_enabled: "Abuse is refused by its words",
  moderation_failure: "Refuse while moderation cannot be reached",
  chat_model: "Chat model",
  temperature: "Freedom of wording",
  trust_mode: "Reuse only what is proven",
  wrong_answers_target: "Wrong at most",
  trust_cards_per_day: "Cards a day",
  model_confirms_matches: "A chat model confirms near matches",
};

export const nameOfSetting = (setting: string) =>
  (NAMES as Partial<Record<string, string>>)[setting] ?? setting.replaceAll("_", " ");

/** A setting's value as a person reads it. */
export function showValue(setting: string, value: unknown): string {
  if (typeof value === "number")
    return setting.endsWith("_threshold") || setting === "wrong_answers_target"
      ? `${Math.round(value * 1000) / 10} %`
      : String(value);
  if (typeof value === "boolean") return value ? "on" : "off";
  if (Array.isArray(value)) return value.length ? value.join(", ") : "none";
  if (setting === "moderation_failure") return value === "closed" ? "on" : "off";
  if (setting === "trust_mode") return value === "cautious" ? "on" : "off";
  if (setting === "availability_windows")
    return showWeek(value as { weekly?: Record<string, [string, string][]>; timezone?: string });
  return typeof value === "string" ? value || "none" : JSON.stringify(value);
}

function showWeek({
  weekly = {},
  timezone,
}: {
  weekly?: Record<string, [string, string][]>;
  timezone?: string;
}): string {
  const days = Object.entries(weekly).filter(([, windows]) => windows.length > 0);
  if (days.length === 0) return "at any time";
  const told = days.map(([day, windows]) => `${day} ${windows.map((window) => window.join("–")).join(", ")}`);
  return `${told.join("; ")}${timezone ? ` (${timezone})` : ""}`;
}
