/**
 * The thread as elements. An element stays as long as it shows the same, so that a screen reader reads out only what is
 * new, and nothing that somebody typed into is lost.
 */
import { write } from "~/widget/frame/conversation";
import { make } from "~/widget/frame/elements";
import { say } from "~/widget/frame/facts";
import { signatureOf, viewMessage, viewOutgoing } from "~/widget/frame/messageView";
import { needsAddress, viewOffer } from "~/widget/frame/offerView";
import { type Message, type Offer, state } from "~/widget/frame/state";

interface Part {
  key: string;
  signature: string;
  view: () => HTMLElement | null;
}

const shown = new Map<string, { signature: string; element: HTMLElement | null }>();
const AT_END_PX = 80;

export function showLog(log: HTMLElement): void {
  const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < AT_END_PX;
  const parts = [...partsOfThread()];
  const keys = new Set(parts.map((part) => part.key));
  for (const [key, { element }] of shown) {
    if (keys.has(key)) continue;
    element?.remove();
    shown.delete(key);
  }
  let before: Element | null = null;
  for (const part of parts) {
    const element = elementOf(part);
    if (!element) continue;
    if (before ? before.nextElementSibling !== element : log.firstElementChild !== element)
      if (before) before.after(element);
      else log.prepend(element);
    before = element;
  }
  if (isAtEnd || state.outgoing.length) log.scrollTop = log.scrollHeight;
}

function elementOf({ key, signature, view }: Part): HTMLElement | null {
  const known = shown.get(key);
  if (known?.signature === signature) return known.element;
  const element = view();
  if (known?.element) {
    if (element) known.element.replaceWith(element);
    else known.element.remove();
  }
  shown.set(key, { signature, element });
  return element;
}

function* partsOfThread(): Generator<Part> {
  const { messages, outgoing, beside } = state;
  if (messages.length === 0 && outgoing.length === 0)
    yield { key: "empty", signature: "", view: () => make("p", { class: "empty" }, say("empty")) };
  const last = messages.at(-1);
  for (const message of messages) {
    const isOpen = message === last && outgoing.length === 0;
    const below = beside?.reply === message.id ? beside : null;
    yield {
      key: message.id,
      signature: signatureOf(message, below, isOpen),
      view: () => viewMessage(message, below, isOpen ? write : undefined),
    };
    const offer = offerBelow(message);
    if (offer)
      yield {
        key: `offer-${offer.id}`,
        signature: `${offer.status} ${offer.replaced_by ?? ""} ${needsAddress()}`,
        view: () => viewOffer(offer),
      };
  }
  for (const each of outgoing)
    yield { key: each.id, signature: `${each.reply ?? ""} ${navigator.onLine}`, view: () => viewOutgoing(each) };
}

/** The offer of a message stands below the first reply to it. */
function offerBelow(message: Message): Offer | undefined {
  const asked = message.in_reply_to;
  if (!asked || state.messages.find((each) => each.in_reply_to === asked) !== message) return undefined;
  return state.offers.get(asked);
}
