/**
 * Messages on their way: shown at once, kept in this browser and sent again until the server has them.
 * The server gives the same result for the same client_message_id, so sending a message twice is safe.
 */
import { useSyncExternalStore } from "react";

import { api, asProblem, csrfToken, OFFLINE, readProblem, type Schema, unwrap } from "~/shared/api";
import { reloadMeIfSignedOut, keys, refresh } from "~/shared/queries";
import { readStored, whenCleared, writeStored } from "~/shared/storage";
import { dateTime, OWN_TIME_ZONE, relative } from "~/shared/time";

export interface Outgoing {
  id: string;
  conversation: string;
  kind: "agent" | "direct";
  text: string;
  state: "sending" | "waiting" | "refused";
  /** The part of the reply that has arrived. */
  reply: string;
  path?: Schema<"RoutingOut">["path"];
  problem?: string;
}

const RETRY_MS = [1_000, 2_000, 4_000, 8_000];
const STORED = "outbox";
let outgoing: readonly Outgoing[] = readStored<Outgoing[]>(STORED, []).map((each) => ({
  ...each,
  state: each.state === "refused" ? "refused" : "waiting",
  reply: "",
}));
const watchers = new Set<() => void>();
const running = new Set<string>();
const timers = new Map<string, ReturnType<typeof setTimeout>>();

function publish(next: readonly Outgoing[], isKept = true): void {
  outgoing = next;
  if (isKept) writeStored(STORED, next.length ? next.map((each) => ({ ...each, reply: "" })) : undefined);
  for (const watcher of watchers) watcher();
}

function change(id: string, changes: Partial<Outgoing>, isKept = true): void {
  publish(
    outgoing.map((each) => (each.id === id ? { ...each, ...changes } : each)),
    isKept,
  );
}

export function forget(id: string): void {
  publish(outgoing.filter((each) => each.id !== id));
}

whenCleared(() => {
  for (const timer of timers.values()) clearTimeout(timer);
  publish([]);
});

export function useOutbox(): readonly Outgoing[] {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => outgoing,
  );
}

export function send(conversation: string, kind: Outgoing["kind"], text: string): void {
  const message: Outgoing = { id: newId(), conversation, kind, text, state: "sending", reply: "" };
  publish([...outgoing, message]);
  void attempt(message.id, 0);
}

export function retry(id: string): void {
  void attempt(id, 0);
}

/** Sends messages again that a reload or an outage interrupted. */
export function resume(): void {
  for (const each of outgoing) if (each.state === "waiting") void attempt(each.id, 0);
}

async function attempt(id: string, tries: number): Promise<void> {
  const message = outgoing.find((each) => each.id === id);
  if (!message || running.has(id)) return;
  running.add(id);
  clearTimeout(timers.get(id));
  change(id, { state: "sending", reply: "", problem: undefined });
  try {
    await (message.kind === "agent" ? ask(message) : write(message));
    await refresh(keys.messages(message.conversation));
    forget(id);
    void refresh(keys.conversations);
    void refresh(keys.queue);
  } catch (error) {
    const problem = asProblem(error);
    reloadMeIfSignedOut(problem);
    const opensAt = problem.fields.opens_at;
    // A limit that opens at a time is not waited for in silence.
    const isPassing = problem.isPassing && opensAt === undefined;
    const when = typeof opensAt === "string" ? ` You can write again ${relative(opensAt)}: ${dateTime(opensAt)}.` : "";
    change(id, { state: isPassing ? "waiting" : "refused", problem: problem.message + when, reply: "" });
    if (isPassing)
      timers.set(
        id,
        setTimeout(() => void attempt(id, tries + 1), RETRY_MS[Math.min(tries, RETRY_MS.length - 1)]),
      );
  } finally {
    running.delete(id);
  }
}

async function write(message: Outgoing): Promise<void> {
  await unwrap(
    api.POST("/conversations/{conversation_id}/messages", {
      params: { path: { conversation_id: message.conversation } },
      body: { content: message.text, client_message_id: message.id },
    }),
  );
}

async function ask(message: Outgoing): Promise<void> {
  const response = await fetch("/orchestrator/message", {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "text/event-stream", "X-CSRF-Token": csrfToken() },
    body: JSON.stringify({
      conversation_id: message.conversation,
      message: message.text,
      client_message_id: message.id,
      time_zone: OWN_TIME_ZONE,
    }),
  });
  if (!response.ok || !response.body) throw readProblem(response.status, await response.json().catch(() => null));
  let isDone = false;
  for await (const { event, data } of readEvents(response.body)) {
    if (event === "decision") change(message.id, { path: (data as Schema<"RoutingOut">).path }, false);
    if (event === "delta") {
      const before = outgoing.find((each) => each.id === message.id)?.reply ?? "";
      change(message.id, { reply: before + (data as { text: string }).text }, false);
    }
    if (event === "done") isDone = true;
  }
  if (!isDone) throw OFFLINE;
}

async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<{ event: string; data: unknown }> {
  const reader = body
    .pipeThrough(new TextDecoderStream() as unknown as ReadableWritablePair<string, Uint8Array>)
    .getReader();
  let held = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const parts = (held + value).split("\n\n");
    held = parts.pop() ?? "";
    for (const part of parts) yield readEvent(part);
  }
}

function readEvent(part: string): { event: string; data: unknown } {
  const lines = part.split("\n");
  const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? "";
  return { event: field("event"), data: JSON.parse(field("data") || "null") };
}

/** Browsers have crypto.randomUUID only on https and on localhost. */
function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
