/** The only reader of /events. Each event makes queries stale. Where the browser has locks, one tab reads for all. */
import { useSyncExternalStore } from "react";

import { moneyKeys } from "~/shared/money/payments";
import { keys, queryClient, refresh } from "~/shared/queries";

type Ids = Partial<
  Record<"avee_id" | "conversation_id" | "payment_id" | "escalation_id" | "document_id" | "answer_id", string>
>;
interface LiveEvent {
  kind: string;
  ids: Ids;
}

const KINDS = [
  "message.added",
  "conversation.read",
  ...["pending", "accepted", "answered", "declined", "expired", "worked_on"].map((status) => `escalation.${status}`),
  ...["pending", "held", "ready", "failed"].map((status) => `document.${status}`),
  ...["added", "changed", "retired", "compared"].map((change) => `answer.${change}`),
  ...["required", "held", "captured", "lapsed", "released", "refunded", "disputed"].map(
    (status) => `payment.${status}`,
  ),
  "policy.changed",
  "trust.voided",
];
const RETRY_MS = 3000;

let connected = true;
const watchers = new Set<() => void>();

/** The queries that an event makes stale. */
function staleKeys({ kind, ids }: LiveEvent): (readonly unknown[])[] {
  const noun = kind.split(".")[0];
  const avee = ids.avee_id ?? "";
  switch (noun) {
    case "message":
      return [keys.messages(ids.conversation_id ?? ""), keys.conversations];
    case "conversation":
      return [keys.conversations];
    case "escalation":
      return [
        keys.queue,
        keys.messages(ids.conversation_id ?? ""),
        keys.decisions(avee),
        keys.metrics(avee),
        // What is owed for it changes with it.
        moneyKeys.payments,
      ];
    case "document":
      return [keys.documents(avee)];
    case "answer":
      return [keys.answers(avee)];
    case "payment":
      return [keys.queue, moneyKeys.payments, moneyKeys.memberships, moneyKeys.everyShown];
    case "policy":
      return [keys.policy(avee)];
    case "trust":
      return [keys.trust(avee)];
    default:
      return [];
  }
}

function apply(event: LiveEvent): void {
  if (event.kind === "reset") void queryClient.invalidateQueries();
  for (const queryKey of staleKeys(event)) void refresh(queryKey);
}

function setConnected(now: boolean): void {
  if (now && !connected) void queryClient.invalidateQueries();
  if (now === connected) return;
  connected = now;
  for (const watcher of watchers) watcher();
}

/** Follows the events of the signed-in person until the returned function is called. */
export function followEvents(): () => void {
  const leaving = new AbortController();
  const channel = new BroadcastChannel("orchestrator-events");
  channel.onmessage = (message: MessageEvent<LiveEvent>) => apply(message.data);
  const read = () => readStream(leaving.signal, channel);
  // Web locks exist on https and on localhost; elsewhere each tab reads by itself.
  if ("locks" in navigator) {
    navigator.locks.request("orchestrator-events", { signal: leaving.signal }, read).catch(() => undefined);
  } else {
    void read();
  }
  return () => {
    leaving.abort();
    channel.close();
  };
}

function readStream(leaving: AbortSignal, channel: BroadcastChannel): Promise<void> {
  return new Promise((resolve) => {
    let source: EventSource | undefined;
    let retry: ReturnType<typeof setTimeout> | undefined;
    const open = () => {
      source = new EventSource("/events");
      source.onopen = () => setConnected(true);
      source.onerror = () => {
        setConnected(false);
        // Closed if the response was an error; in other cases the browser reconnects by itself.
        if (source?.readyState !== EventSource.CLOSED) return;
        // The stream ends with its session. Whether this one has ended, the account says: without it, nobody follows.
        void queryClient.invalidateQueries({ queryKey: keys.me });
        retry = setTimeout(open, RETRY_MS);
      };
      for (const kind of [...KINDS, "reset"]) {
        source.addEventListener(kind, (message: MessageEvent<string>) => {
          const event = { kind, ids: readIds(message.data) };
          apply(event);
          channel.postMessage(event);
        });
      }
    };
    leaving.addEventListener("abort", () => {
      source?.close();
      clearTimeout(retry);
      resolve();
    });
    open();
  });
}

function readIds(data: string): Ids {
  const parsed = JSON.parse(data) as { payload?: Ids };
  return parsed.payload ?? {};
}

/** Whether the events are being received. */
export function useConnected(): boolean {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => connected,
  );
}
