/** The kinds of events that are posted to webhooks, in the groups that a creator chooses from. */
import type { Schema } from "~/shared/api";

type Kind = NonNullable<Schema<"WebhookIn">["kinds"]>[number];
export type Group = "questions" | "documents" | "answers" | "rules" | "feedback" | "members" | "messages" | "decisions";

export const GROUPS: Record<Group, string> = {
  questions: "Questions passed on to you",
  documents: "Documents",
  answers: "Answers",
  rules: "Rules, and proof that is lost",
  feedback: "Ratings of replies",
  members: "Members",
  messages: "Every message",
  decisions: "Every decision of the agent",
};
/** All but those that come with every message. */
export const USUAL: Group[] = ["questions", "documents", "answers", "rules", "feedback", "members"];

const GROUP_OF: Record<Kind, Group> = {
  "escalation.accepted": "questions",
  "escalation.answered": "questions",
  "escalation.declined": "questions",
  "escalation.expired": "questions",
  "document.pending": "documents",
  "document.held": "documents",
  "document.ready": "documents",
  "document.failed": "documents",
  "answer.added": "answers",
  "answer.changed": "answers",
  "answer.retired": "answers",
  "policy.changed": "rules",
  "trust.voided": "rules",
  "feedback.given": "feedback",
  "member.joined": "members",
  "member.changed": "members",
  "member.removed": "members",
  "message.received": "messages",
  "message.sent": "messages",
  "decision.made": "decisions",
};

export function kindsOf(groups: string[]): Kind[] {
  return (Object.keys(GROUP_OF) as Kind[]).filter((kind) => groups.includes(GROUP_OF[kind]));
}

/** The groups of which at least one kind is among these. */
export function groupsOf(kinds: string[]): Group[] {
  const found = new Set(kinds.map((kind) => (GROUP_OF as Record<string, Group | undefined>)[kind]));
  return (Object.keys(GROUPS) as Group[]).filter((group) => found.has(group));
}

/** The groups in which at least one of these kinds is, in words. */
export function groupsInWords(kinds: string[]): string {
  return groupsOf(kinds)
    .map((group) => GROUPS[group])
    .join(" · ");
}
