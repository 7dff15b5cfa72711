/** What the frame knows: the thread as the server has it, and what is still on its way there. */
import type { Schema } from "~/shared/api";
import { personKey } from "~/widget/frame/session";
import { load, save } from "~/widget/frame/storage";

export type Message = Schema<"MessageOut">;
export type Offer = Schema<"EscalationOut">;
export type Routing = Schema<"RoutingOut">;

/** A text that the server does not have yet, or has not answered yet. */
export interface Outgoing {
  id: string;
  text: string;
  /** The beginning of the reply, while it is written. */
  reply?: string;
}

/** What a reply came with, which the thread does not keep. */
export interface Beside {
  reply: string;
  choices: string[];
  nearest: { excerpt: string; title: string } | null;
}

export const state = {
  conversation: "",
  messages: [] as Message[],
  offers: new Map<string, Offer>(),
  /** How to pay by hand, by the payment's id. */
  howToPay: new Map<string, string>(),
  outgoing: [] as Outgoing[],
  beside: null as Beside | null,
  /** The address for answers; "" where a guest has left none. */
  email: "",
  problem: "",
  isSignedOut: false,
};

/** The state of the person who asks now, as far as the browser keeps it. */
export function restore(): void {
  const key = personKey();
  state.conversation = "";
  state.messages = [];
  state.offers = new Map();
  state.outgoing = load<Outgoing[]>(`outgoing:${key}`, []);
  state.beside = load<Beside | null>(`beside:${key}`, null);
  state.email = state.problem = "";
  state.isSignedOut = false;
}

export function keep(): void {
  const key = personKey();
  save(`outgoing:${key}`, state.outgoing.length ? state.outgoing.map(({ id, text }) => ({ id, text })) : undefined);
  save(`beside:${key}`, state.beside ?? undefined);
}
