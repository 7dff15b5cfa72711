/** The rules' numbers: what each does, its unit, range and default. */
import type { Schema } from "~/shared/api";

type Policy = Omit<Schema<"PolicyOut">, "version" | "warnings">;

export interface NumberSetting {
  name: { [Name in keyof Policy]: Policy[Name] extends number ? Name : never }[keyof Policy];
  effect: string;
  /** "%" for a share, which the server holds in [0, 1]. The default and the range below are in this unit. */
  unit: "%" | "questions" | "hours" | "cards" | "messages" | "days" | "";
  default: number;
  min: number;
  max: number;
}

const MOST_QUESTIONS = 10_000;

export const LIMITS: NumberSetting[] = [
  {
    name: "max_escalations_per_day",
    effect: "At most this many reach you in any 24 hours. After that, askers are told when they can ask again.",
    unit: "questions",
    default: 10,
    min: 0,
    max: MOST_QUESTIONS,
  },
  {
    name: "max_escalations_per_week",
    effect: "At most this many reach you in any 7 days.",
    unit: "questions",
    default: 50,
    min: 0,
    max: MOST_QUESTIONS,
  },
  {
    name: "expected_response_hours",
    effect:
      "Offers name this as your aim until you have answered three questions. " +
      "After that, they say how long you usually take.",
    unit: "hours",
    default: 24,
    min: 1,
    max: 720,
  },
  {
    name: "offer_valid_hours",
    effect: "How long an asker may think about an offer.",
    unit: "hours",
    default: 72,
    min: 1,
    max: 720,
  },
  {
    name: "answer_deadline_hours",
    effect: "The asker of an expired question gets an apology and the closest help.",
    unit: "hours",
    default: 168,
    min: 1,
    max: 2160,
  },
];

export const GUESTS: NumberSetting[] = [
  {
    name: "guest_messages_per_day",
    effect:
      "Messages of one guest in any 24 hours. After that, they are told when they can go on, or how with an account.",
    unit: "messages",
    default: 20,
    min: 0,
    max: MOST_QUESTIONS,
  },
  {
    name: "guest_escalations_per_day",
    effect:
      "The guests’ share of your questions per day, all guests together. " +
      "At least one place is always left to people with an account.",
    unit: "questions",
    default: 3,
    min: 0,
    max: MOST_QUESTIONS,
  },
  {
    name: "guest_escalations_per_week",
    effect: "The guests’ share of your questions per week.",
    unit: "questions",
    default: 15,
    min: 0,
    max: MOST_QUESTIONS,
  },
];

export const DIRECT_MESSAGES: NumberSetting[] = [
  {
    name: "max_direct_messages_per_day",
    effect: "Direct messages of all people in any 24 hours. After that, people are told when they can write again.",
    unit: "messages",
    default: 50,
    min: 0,
    max: MOST_QUESTIONS,
  },
  {
    name: "max_direct_messages_per_person",
    effect: "Direct messages of one person in any 24 hours that you have not replied to.",
    unit: "messages",
    default: 10,
    min: 0,
    max: MOST_QUESTIONS,
  },
];

export const RETENTION: NumberSetting = {
  name: "retention_days",
  effect:
    "Older messages and decisions are deleted each night, for good; 0 keeps them. Open questions and your answers " +
    "stay, and the metrics still count what was deleted. Your agent’s page tells askers.",
  unit: "days",
  default: 0,
  min: 0,
  max: 3650,
};

export const TEMPERATURE: NumberSetting = {
  name: "temperature",
  effect:
    "0 gives the same words every time, 2 gives very varied ones. Every answer is checked against your " +
    "documents in either case.",
  unit: "",
  default: 0.3,
  min: 0,
  max: 2,
};

const threshold = (name: NumberSetting["name"], percent: number, effect: string): NumberSetting => ({
  name,
  effect,
  unit: "%",
  default: percent,
  min: 0,
  max: 100,
});

export const THRESHOLDS: NumberSetting[] = [
  threshold(
    "auto_answer_confidence_threshold",
    75,
    "A higher value gives fewer but more reliable automatic answers. At 75 %, about 75 of 100 such answers are right.",
  ),
  threshold(
    "canonical_match_threshold",
    85,
    "A higher value reuses your answers only for questions that are nearly the same.",
  ),
  threshold(
    "novelty_threshold",
    70,
    "A question at or above this novelty is not answered from documents, but may be sent to you.",
  ),
  threshold(
    "complexity_threshold",
    60,
    "A question at or above this complexity may be sent to you even if your documents say something about it.",
  ),
  threshold(
    "vagueness_threshold",
    50,
    "A message at or above this vagueness gets a clarifying question instead of an answer.",
  ),
];

export const TRUST: NumberSetting[] = [
  {
    name: "wrong_answers_target",
    effect:
      "The share that you accept among reused answers, and among automatic answers. " +
      "Your verdicts on cards prove that it is kept; a lower share needs more verdicts.",
    unit: "%",
    default: 5,
    min: 0.1,
    max: 50,
  },
  {
    name: "trust_cards_per_day",
    effect:
      "Ten-second checks in your inbox: was this answer, yours or an automatic one, right for this message? " +
      "With 0 cards, nothing is ever proven.",
    unit: "cards",
    default: 3,
    min: 0,
    max: 50,
  },
];

export const CLARIFICATIONS: NumberSetting = {
  name: "max_clarifications_running",
  effect: "After this many, the message is handled as it is.",
  unit: "questions",
  default: 2,
  min: 0,
  max: 5,
};
