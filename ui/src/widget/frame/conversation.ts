/** Talking with the agent: loading the thread, sending what was written, following what arrives. */
import { facts, say } from "~/widget/frame/facts";
import { readEvents } from "~/widget/frame/serverEvents";
import { call, isKnown, isPassing, isSigned, Problem, request } from "~/widget/frame/session";
import { canBePaid } from "~/shared/money/canBePaid";
import { keep, type Message, type Offer, type Outgoing, type Routing, state } from "~/widget/frame/state";
import type { Schema } from "~/shared/api";

const RETRY_MS = 3000;
const SLOWEST_RETRY_MS = 30_000;
const changes = new Set<(hasNews: boolean) => void>();
const returns = new Set<(text: string) => void>();
let askForIdentity: () => void = () => undefined;
let isDelivering = false;
let following: AbortController | undefined;
/** Counts the people who asked here: what was begun for another one is dropped. */
let person = 0;

export const onChange = (show: (hasNews: boolean) => void) => changes.add(show);
/** Where a text goes that was refused. */
export const onReturn = (put: (text: string) => void) => returns.add(put);
export const onSignedOut = (ask: () => void) => (askForIdentity = ask);

const changed = (hasNews = false) => changes.forEach((show) => show(hasNews));

/** Begins with the person who asks now. */
export async function begin(): Promise<void> {
  const mine = ++person;
  following?.abort();
  following = undefined;
  changed();
  if (isKnown()) {
    try {
      await findThread();
      if (mine === person) await refresh();
    } catch (error) {
      tell(error);
      if (mine === person && isPassing(error)) setTimeout(() => mine === person && void begin(), RETRY_MS);
    }
  }
  if (mine === person) void deliver();
}

async function findThread(): Promise<void> {
  const found = await call<Schema<"PageOut_ConversationOut_">>("GET", "/conversations?side=asker&limit=1");
  state.conversation = found.items[0]?.id ?? "";
}

/** Loads the thread anew. */
export async function refresh(): Promise<void> {
  const { conversation } = state;
  if (!conversation) return;
  const [page, queue, me] = await Promise.all([
    call<{ items: Message[] }>("GET", `/conversations/${conversation}/messages?limit=100`),
    call<{ items: Offer[] }>("GET", "/orchestrator/queue?limit=100"),
    call<{ email: string }>("GET", "/me"),
  ]);
  if (conversation !== state.conversation) return;
  const before = state.messages.length;
  state.messages = page.items.reverse();
  state.offers = new Map(queue.items.map((each) => [each.message_id, each]));
  state.email = me.email;
  await loadHowToPay();
  if (conversation !== state.conversation) return;
  const answered = new Set(state.messages.map((each) => each.in_reply_to));
  const there = new Map(state.messages.map((each) => [each.client_message_id, each]));
  state.outgoing = state.outgoing.filter(({ id }) => {
    const stored = there.get(id);
    return !stored || (!answered.has(stored.id) && stored.path === null);
  });
  keep();
  follow();
  changed(before > 0 && state.messages.slice(before).some((each) => each.role !== "user"));
}

/** What the creator wrote of how to pay, for offers that wait for money which is settled by hand. */
async function loadHowToPay(): Promise<void> {
  for (const { payment } of state.offers.values()) {
    if (!payment || payment.way !== "by_hand" || !canBePaid(payment) || state.howToPay.has(payment.id)) continue;
    const { how_to_pay: how } = await call<Schema<"PaymentOut">>("GET", `/payments/${payment.id}`);
    state.howToPay.set(payment.id, how ?? "");
  }
}

/** Keeps a text, and sends it as soon as that is possible. */
export function write(text: string): void {
  state.outgoing.push({ id: newId(), text });
  state.problem = "";
  keep();
  changed();
  void deliver();
}

/** Sends what waits, one after the other. */
export async function deliver(): Promise<void> {
  if (isDelivering || !navigator.onLine) return;
  isDelivering = true;
  const mine = person;
  try {
    for (let next = state.outgoing[0]; next && mine === person; next = state.outgoing[0]) {
      await ask(next);
      if (mine === person) await refresh();
      // Stored, and still being answered: the answer arrives by itself.
      if (state.outgoing[0] === next) break;
    }
  } catch (error) {
    tell(error);
    if (isPassing(error)) setTimeout(() => void deliver(), RETRY_MS);
  } finally {
    isDelivering = false;
    changed();
  }
}

async function ask(outgoing: Outgoing, isAgain = false): Promise<void> {
  try {
    if (!state.conversation) {
      const begun = await call<{ id: string }>("POST", "/conversations", { avee_id: facts.avee });
      state.conversation = begun.id;
    }
    const body = {
      conversation_id: state.conversation,
      message: outgoing.text,
      client_message_id: outgoing.id,
      time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    };
    const response = await request("POST", "/orchestrator/message", body, { Accept: "text/event-stream" });
    let failure: Problem | undefined;
    await readEvents(response, ({ event, data }) => {
      if (event === "delta") outgoing.reply = (outgoing.reply ?? "") + (JSON.parse(data) as { text: string }).text;
      if (event === "done") noteRouting(JSON.parse(data) as Routing);
      if (event === "error") failure = readFailure(data);
      changed();
    });
    if (failure) throw failure;
  } catch (error) {
    outgoing.reply = undefined;
    if (error instanceof Problem && error.status === 401 && !isSigned() && !isAgain) {
      // The guest was forgotten meanwhile: the text is that of another one.
      state.conversation = "";
      return ask(outgoing, true);
    }
    if (!isPassing(error) && !isSignature(error)) {
      state.outgoing = state.outgoing.filter((each) => each.id !== outgoing.id);
      returns.forEach((put) => put(outgoing.text));
      keep();
    }
    throw error;
  }
}

function readFailure(data: string): Problem {
  const said = JSON.parse(data) as { code: string; detail: string };
  return new Problem(503, said.code, said.detail);
}

function noteRouting(routing: Routing): void {
  const { parts } = routing;
  const choices = [routing.reply, ...parts.map((part) => part.reply)].flatMap((reply) => reply?.choices ?? []);
  const nearest = routing.nearest ?? parts.find((part) => part.nearest)?.nearest;
  state.beside = {
    reply: routing.reply?.message_id ?? "",
    choices: [...new Set(choices)],
    nearest: nearest ? { excerpt: nearest.excerpt, title: nearest.source.title } : null,
  };
  keep();
}

/** Accepts the offer; a guest without an address leaves one first. Raises a Problem. */
export async function accept(offer: Offer, email: string): Promise<void> {
  if (email) await call("PUT", "/me/guest-address", { email });
  const agreed = offer.price ? { accept_price: offer.price } : undefined;
  const { payment } = await call<Schema<"AcceptOut">>("POST", `/orchestrator/queue/${offer.id}/accept`, agreed);
  if (payment?.how_to_pay) state.howToPay.set(payment.id, payment.how_to_pay);
  // A page to pay on is never shown in a frame.
  if (payment?.checkout_url) window.open(payment.checkout_url, "_blank", "noopener");
  await refresh();
}

export async function decline(offer: Offer): Promise<void> {
  await call("POST", `/orchestrator/queue/${offer.id}/decline`, {});
  await refresh();
}

/** Reads the person's events until somebody else asks; where no stream comes through, loads the thread now and then. */
function follow(): void {
  if (following) return;
  const mine = (following = new AbortController());
  void (async () => {
    let wait = RETRY_MS;
    while (!mine.signal.aborted) {
      try {
        const response = await request("GET", "/events", undefined, {}, mine.signal);
        await readEvents(response, ({ event }) => {
          wait = RETRY_MS;
          if (/^(message|escalation)\.|^reset$/.test(event)) refreshSoon(mine);
        });
      } catch (error) {
        if (!isPassing(error)) tell(error);
      }
      await new Promise((resolve) => setTimeout(resolve, wait));
      wait = Math.min(wait * 2, SLOWEST_RETRY_MS);
      refreshSoon(mine);
    }
  })();
}

let soon: ReturnType<typeof setTimeout> | undefined;
function refreshSoon(mine: AbortController): void {
  clearTimeout(soon);
  soon = setTimeout(() => {
    // While a message is being sent, its end loads the thread.
    if (mine.signal.aborted) return;
    if (isDelivering) refreshSoon(mine);
    else refresh().catch(tell);
  }, 150);
}

const isSignature = (error: unknown) =>
  error instanceof Problem && isSigned() && (error.status === 401 || error.code === "identity_key_missing");

function tell(error: unknown): void {
  if (isSignature(error)) {
    state.isSignedOut = true;
    following?.abort();
    following = undefined;
    askForIdentity();
  } else if (error instanceof Problem) {
    state.problem = error.message || say("failed");
  }
  changed();
}

function newId(): string {
  // Not every page around is served securely, where the browser has a shorter way.
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
