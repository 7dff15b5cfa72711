/** What the server wrote into the page: which agent this is, and the words of the reader's language. */

export type Word =
  | "ask"
  | "empty"
  | "question"
  | "send"
  | "close"
  | "you"
  | "answered_by"
  | "sources"
  | "may_help"
  | "correction"
  | "offer"
  | "offer_text"
  | "yes"
  | "no"
  | "address"
  | "address_note"
  | "waiting"
  | "declined"
  | "ended"
  | "offline"
  | "kept"
  | "sending"
  | "failed"
  | "again"
  | "signed_out"
  | "members"
  | "open";

interface Facts {
  avee: string;
  handle: string;
  agent: string;
  creator: string;
  takesGuests: boolean;
  words: Record<Word, string>;
}

export const facts = JSON.parse(document.getElementById("facts")?.textContent ?? "{}") as Facts;

/** A phrase with its names filled in. */
export function say(word: Word, name = ""): string {
  const names: Record<string, string> = { agent: facts.agent, creator: facts.creator, name };
  return facts.words[word].replace(/\{(\w+)\}/g, (whole, key: string) => names[key] ?? whole);
}
