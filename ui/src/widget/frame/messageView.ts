/** One message of the thread as an element, with what stands below it. */
import { make } from "~/widget/frame/elements";
import { facts, say } from "~/widget/frame/facts";
import { markdown } from "~/widget/frame/markdown";
import { type Beside, type Message, type Outgoing, state } from "~/widget/frame/state";

/** The element of a message. `choose` sends a choice; undefined where the question is no longer open. */
export function viewMessage(message: Message, beside: Beside | null, choose?: (choice: string) => void): HTMLElement {
  if (message.role === "user") return bubble("mine", say("you"), make("p", {}, message.content));
  const by = message.signed?.by ?? (message.role === "creator" ? (message.author ?? facts.creator) : "");
  const who = by ? say("answered_by", by) : facts.agent;
  const about = message.kind === "correction" ? `${say("correction")} · ${who}` : who;
  return bubble(
    by ? "creator" : "agent",
    about,
    message.signed ? signedAnswer(message.signed) : markdown(message.content),
    sources(message),
    beside?.nearest && nearest(beside.nearest),
    beside && beside.choices.length > 0 && choices(beside.choices, choose),
  );
}

/** A text on its way, and the reply to it while it is written. */
export function viewOutgoing(outgoing: Outgoing): HTMLElement {
  const waits = navigator.onLine ? say("sending") : say("kept");
  const mine = bubble("mine", say("you"), make("p", {}, outgoing.text), make("small", {}, waits));
  if (!outgoing.reply) return mine;
  mine.querySelector("small")?.remove();
  // Read out when it is complete.
  const reply = bubble("agent", facts.agent, markdown(outgoing.reply));
  reply.setAttribute("aria-busy", "true");
  return make("div", { class: "pair" }, mine, reply);
}

function bubble(kind: string, who: string, ...content: (Node | null | undefined | false)[]): HTMLElement {
  const isMine = kind === "mine";
  const name = make("span", { class: isMine ? "hidden" : "who", dir: "auto" }, isMine ? `${who}: ` : who);
  const said = make("div", { dir: "auto", class: "said" }, ...content);
  return make("article", { class: `bubble ${kind}` }, name, said);
}

function signedAnswer(signed: NonNullable<Message["signed"]>): DocumentFragment {
  const made = markdown(signed.text);
  const day = new Date(signed.answered_at).toLocaleDateString(document.documentElement.lang, { dateStyle: "medium" });
  made.append(make("small", {}, day));
  return made;
}

function sources(message: Message): HTMLElement | null {
  const titles = [...new Set(message.sources.map((each) => each.title))].filter(Boolean);
  const isOwn = Boolean(message.signed) || message.role === "creator" || message.kind === "notice";
  if (titles.length === 0 || isOwn) return null;
  const list = make("ul", {}, ...titles.map((title) => make("li", { dir: "auto" }, title)));
  return make("details", {}, make("summary", {}, `${say("sources")} (${titles.length})`), list);
}

function nearest({ excerpt, title }: NonNullable<Beside["nearest"]>): HTMLElement {
  return make(
    "section",
    { "aria-label": say("may_help") },
    make("p", { class: "heading" }, say("may_help")),
    make("blockquote", { dir: "auto" }, excerpt, make("small", {}, title)),
  );
}

function choices(labels: string[], choose?: (choice: string) => void): HTMLElement {
  const buttons = labels.map((label) =>
    make("button", { type: "button", dir: "auto", disabled: !choose, click: () => choose?.(label) }, label),
  );
  return make("div", { class: "choices", role: "group" }, ...buttons);
}

/** Everything that the element of a message shows, to tell whether it must be made anew. */
export function signatureOf(message: Message, beside: Beside | null, isOpen: boolean): string {
  return JSON.stringify([message.id, message.content, message.kind, beside, isOpen, state.conversation]);
}
