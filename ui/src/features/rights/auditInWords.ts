/** What the entries of a log say, in words. */
import type { Schema } from "~/shared/api";
import { nameOfSetting, showValue } from "~/shared/policy/settings";

export type Entry = Schema<"AuditEntryOut">;

/** By kind; the list is also what a log can be limited to. */
export const AGENT_KINDS: Record<string, string> = {
  "agent.added": "Agent created",
  "agent.changed": "Agent changed",
  "rules.changed": "Rules changed",
  "member.added": "Member added",
  "member.changed": "Member changed",
  "member.removed": "Member removed",
  "source.added": "Source added",
  "source.changed": "Source changed",
  "source.removed": "Source removed",
  "document.added": "Document added",
  "document.changed": "Document changed",
  "document.removed": "Document deleted",
  "answer.changed": "Answer retired, published, or shown to others",
  "webhook.added": "Webhook added",
  "webhook.changed": "Webhook changed",
  "webhook.removed": "Webhook deleted",
  "identity_key.added": "Key for the own site made",
  "identity_key.changed": "Key for the own site replaced",
  "identity_key.removed": "Key for the own site removed",
  "messages.expired": "Old messages deleted",
};

export const ACCOUNT_KINDS: Record<string, string> = {
  "session.added": "Signed in",
  "session.removed": "Signed out",
  "token.added": "API token created",
  "token.removed": "API token deleted",
  "account.changed": "Account changed",
  "password.changed": "Password changed",
  "account.exported": "Copy of your data made",
  "conversation.removed": "Conversation erased",
  "agent.removed": "Agent deleted",
};

export const nameOfKind = (kind: string) =>
  AGENT_KINDS[kind] ?? ACCOUNT_KINDS[kind] ?? kind.replace(".", " ").replaceAll("_", " ");

export interface Change {
  name: string;
  before?: string;
  after?: string;
}

/** The fields that changed, with their values before and after. */
export function changesOf({ kind, before, after }: Entry): Change[] {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  const isRules = kind === "rules.changed";
  const name = (each: string) => (isRules ? nameOfSetting(each) : capital(each.replaceAll("_", " ")));
  const say = (each: string, value: unknown) => (isRules ? showValue(each, value) : showText(value));
  return names.map((each) => ({
    name: name(each),
    ...(before && each in before ? { before: say(each, before[each]) } : {}),
    ...(after && each in after ? { after: say(each, after[each]) } : {}),
  }));
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function showText(value: unknown): string {
  if (typeof value === "string") return value || "none";
  return Array.isArray(value) ? value.join(", ") || "none" : JSON.stringify(value);
}
