/** The decision table's rules and conditions, and the askers' verdicts, in words. */
import type { Schema } from "~/shared/api";

export type RuleName = Schema<"RuleName">;
export type Verdict = NonNullable<Schema<"DecisionOut">["verdict"]>;

/** How an asker may rate an answer. */
export const VERDICTS: Record<Verdict, string> = {
  helpful: "Helpful",
  not_my_question: "Not my question",
  wrong: "Wrong",
};

/** The rules in the order in which they are tried. */
export const RULES: Record<RuleName, string> = {
  creator_present: "You took over the conversation",
  blocked_topic: "Blocked topic",
  unsafe: "Unsafe message",
  reply_to_agent: "A reply to the agent",
  small_talk: "Small talk",
  known_question: "Asked before",
  close_question: "Perhaps asked before",
  vague: "Too vague",
  model_asks_back: "The chat model asks back",
  confident: "Answered by the documents",
  model_answers: "Found in the documents by the chat model",
  worth_asking: "Worth asking you",
  gate_closed: "You take no questions now",
};

/** What a rule checks, by the server's name of the condition. */
export const CONDITIONS: Partial<Record<string, string>> = {
  creator_present: "You wrote in the conversation",
  blocked_topic: "The message touches a blocked topic",
  unsafe: "The message is unsafe",
  reply: "The message replies to the agent",
  small_talk: "The message is small talk",
  best_answer: "One of your answers is close",
  reuse_proven: "Reuse is proven",
  must_ask_which: "Two answers fit equally well",
  is_disputed: "Another answer of yours has these words, too",
  is_sibling: "It names another thing than each of your answers to such questions",
  canonical_similarity: "Match with one of your answers",
  close_answer: "One of your answers is likely meant",
  has_rivals: "Two answers fit equally well",
  asks_askers: "Askers may be asked whether it is meant",
  wants_human: "The asker wants a person",
  is_dissatisfied: "The asker is not content with the last answer",
  clarification_enabled: "Asking back is on",
  vagueness: "Vagueness",
  clarifications_running: "Clarifying questions before it",
  confidence: "Confidence",
  novelty: "Novelty",
  draft_supported: "The passages support the draft",
  has_chat_model: "A chat model is set up",
  support: "Passages that may be meant",
  model_asked_back: "The model named things that may be meant",
  model_answered: "The model found the answer, all of it in the passages",
  documents_may_answer: "Answers from documents are on",
  escalation_enabled: "People may send you questions",
  tier: "The asker’s tier may ask",
  accepted_last_day: "Questions in the last day",
  accepted_last_week: "Questions in the last week",
  guests_enabled: "People may ask without an account",
  guests_last_day: "Questions of guests in the last day",
  guests_last_week: "Questions of guests in the last week",
  available: "You take questions at this time",
};

export const TIERS = { free: "Free", follower: "Follower", paid: "Paid", guest: "Guest" } as const;

export type Tier = keyof typeof TIERS;
