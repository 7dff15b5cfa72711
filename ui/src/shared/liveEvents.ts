/** The one reader of /events: each event becomes an invalidation, and nothing else. One tab reads for all where the browser can elect one. */
import { useSyncExternalStore } from "react";

import { keys, queryClient, refresh } from "~/shared/queries";

type Ids = Partial<Record<"avee_id" | "conversation_id" | "escalation_id" | "document_id" | "answer_id", string>>;
interface Told {
  kind: string;
  ids: Ids;
}

const KINDS = [
  "message.added",
  ...["pending", "accepted", "answered", "declined", "expired"].map((status) => `escalation.${status}`),
  ...["pending", "ready", "failed"].map((status) => `document.${status}`),
  ...["added", "changed", "retired"].map((change) => `answer.${change}`),
  "policy.changed",
  "trust.voided",
];
const RETRY_MS = 3000;

let connected = true;
const watchers = new Set<() => void>();

/** What an event makes stale. */
function staleKeys({ kind, ids }: Told): (readonly unknown[])[] {
  const noun = kind.split(".")[0];
  const avee = ids.avee_id ?? "";
  switch (noun) {
    case "message":
      return [keys.messages(ids.conversation_id ?? ""), keys.conversations];
    case "escalation":
      return [keys.queue, keys.messages(ids.conversation_id ?? ""), keys.decisions(avee), keys.metrics(avee)];
    case "document":
      return [keys.documents(avee)];
    case "answer":
      return [keys.answers(avee)];
    case "policy":
      return [keys.policy(avee)];
    case "trust":
      return [keys.trust(avee)];
    default:
      return [];
  }
}

function apply(told: Told): void {
  if (told.kind === "reset") void queryClient.invalidateQueries();
  for (const queryKey of staleKeys(told)) void refresh(queryKey);
}

function setConnected(now: boolean): void {
  if (now && !connected) void queryClient.invalidateQueries();
  if (now === connected) return;
  connected = now;
  for (const watcher of watchers) watcher();
}

/** Follows the signed-in person's events until the returned function is called. */
export function followEvents(): () => void {
  const leaving = new AbortController();
  const channel = new BroadcastChannel("orchestrator-events");
  channel.onmessage = (message: MessageEvent<Told>) => apply(message.data);
  const read = () => readStream(leaving.signal, channel);
  // Web locks exist on https and on localhost; elsewhere each tab reads for itself.
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
        // Closed for good where the answer was an error; otherwise the browser resumes by itself.
        if (source?.readyState === EventSource.CLOSED) retry = setTimeout(open, RETRY_MS);
      };
      for (const kind of [...KINDS, "reset"]) {
        source.addEventListener(kind, (event: MessageEvent<string>) => {
          const told = { kind, ids: readIds(event.data) };
          apply(told);
          channel.postMessage(told);
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

export function useConnected(): boolean {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => connected,
  );
}
