/** Names and values of the rules' settings, wherever they are listed outside the form. */
import { settingPercent } from "~/shared/percent";
import type { components } from "~/shared/schema.gen";

// Not by way of api.ts, which names the settings in its problems.
type Setting = Exclude<keyof components["schemas"]["PolicyOut"], "avee_id" | "version" | "warnings">;

export const SETTING_NAMES: Record<Setting, string> = {
  max_escalations_per_day: "Questions per day",
  max_escalations_per_week: "Questions per week",
  escalation_enabled: "People may send you questions",
  auto_answer_confidence_threshold: "Confidence needed to answer from documents",
  canonical_match_threshold: "Match needed to reuse an answer",
  novelty_threshold: "Novelty threshold",
  complexity_threshold: "Complexity threshold",
  vagueness_threshold: "Vagueness threshold",
  clarification_enabled: "Ask back when a message is vague",
  max_clarifications_running: "Clarifying questions in a row",
  blocked_topics: "Blocked topics",
  allowed_user_tiers: "Who may ask you",
  direct_messages_enabled: "People may write to you directly",
  direct_message_tiers: "Who may write to you directly",
  max_direct_messages_per_day: "Direct messages per day",
  max_direct_messages_per_person: "Direct messages per person",
  guests_enabled: "People may ask without an account",
  guest_messages_per_day: "Messages of a guest per day",
  guest_escalations_per_day: "Questions of guests per day",
  guest_escalations_per_week: "Questions of guests per week",
  availability_windows: "When you take questions",
  expected_response_hours: "Expected response time",
  offer_valid_hours: "Offers are valid for",
  answer_deadline_hours: "Questions expire after",
  abuse_rules_enabled: "Refuse abusive messages",
  moderation_failure: "Refuse messages while moderation is unavailable",
  chat_model: "Chat model",
  temperature: "Temperature",
  trust_mode: "Before reuse is proven",
  wrong_answers_target: "Wrong answers allowed",
  trust_cards_per_day: "Cards per day",
  second_signature: "Second signature for answerers",
  model_confirms_matches: "Let a chat model confirm close matches",
  retention_days: "Messages are kept for",
};

export const nameOfSetting = (setting: string) =>
  (SETTING_NAMES as Partial<Record<string, string>>)[setting] ?? setting.replaceAll("_", " ");

const TRUST_MODE_NAMES = { asking: "ask the asker", cautious: "ask me", immediate: "answer at once" };

/** A setting's value as a person reads it. */
export function showValue(setting: string, value: unknown): string {
  if (setting === "retention_days") return value === 0 ? "until they are erased" : `${Number(value)} days`;
  if (typeof value === "number") return isShare(setting) ? settingPercent(value) : String(value);
  if (typeof value === "boolean") return value ? "on" : "off";
  if (Array.isArray(value)) return value.length ? value.join(", ") : "none";
  if (setting === "moderation_failure") return value === "closed" ? "on" : "off";
  if (setting === "trust_mode") return TRUST_MODE_NAMES[value as keyof typeof TRUST_MODE_NAMES];
  if (setting === "availability_windows") return showWeek(value as Week);
  return typeof value === "string" ? value || "none" : JSON.stringify(value);
}

const isShare = (setting: string) => setting.endsWith("_threshold") || setting === "wrong_answers_target";

interface Week {
  anytime?: boolean;
  holidays?: string[];
  weekly?: Record<string, [string, string][]>;
  timezone?: string;
}

function showWeek({ weekly, timezone, anytime = weekly === undefined, holidays = [] }: Week): string {
  const off = holidays.length > 0 ? `, except on ${holidays.join(", ")}` : "";
  if (anytime) return `at any time${off}`;
  const days = Object.entries(weekly ?? {}).filter(([, windows]) => windows.length > 0);
  if (days.length === 0) return "never";
  const parts = days.map(([day, windows]) => `${day} ${windows.map((window) => window.join("–")).join(", ")}`);
  return `${parts.join("; ")}${timezone ? ` (${timezone})` : ""}${off}`;
}
