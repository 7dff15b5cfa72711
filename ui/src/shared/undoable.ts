/** Actions that are sent after ten seconds, until when they can be undone. Leaving the page sends them at once. */
import { useSyncExternalStore } from "react";

import { asProblem, csrfToken, readProblem } from "~/shared/api";

export interface UndoableAction {
  id: string;
  /** The id of the question or card that it changes, which is hidden from its list meanwhile. */
  subject: string;
  label: string;
  path: string;
  body: unknown;
  onDone: () => void;
  onProblem: (code: string, message: string, fields: Record<string, unknown>) => void;
}

export const UNDO_MS = 10_000;
let waiting: readonly (UndoableAction & { timer: ReturnType<typeof setTimeout> })[] = [];
const watchers = new Set<() => void>();

function publish(next: typeof waiting): void {
  waiting = next;
  for (const watcher of watchers) watcher();
}

export function schedule(action: UndoableAction): void {
  publish([...waiting, { ...action, timer: setTimeout(() => void send(action.id), UNDO_MS) }]);
}

export function undo(id: string): void {
  clearTimeout(waiting.find((each) => each.id === id)?.timer);
  publish(waiting.filter((each) => each.id !== id));
}

async function send(id: string, isLeaving = false): Promise<void> {
  const action = waiting.find((each) => each.id === id);
  if (!action) return;
  clearTimeout(action.timer);
  try {
    const response = await fetch(action.path, {
      method: "POST",
      keepalive: isLeaving,
      headers: { "Content-Type": "application/json", "X-CSRF-Token": csrfToken() },
      body: JSON.stringify(action.body),
    });
    if (!response.ok) throw readProblem(response.status, await response.json().catch(() => null));
    action.onDone();
  } catch (error) {
    const problem = asProblem(error);
    action.onProblem(problem.code, problem.message, problem.fields);
  } finally {
    publish(waiting.filter((each) => each.id !== id));
  }
}

/** Sends all waiting actions now. */
export function flush(isLeaving = false): void {
  for (const action of waiting) void send(action.id, isLeaving);
}

addEventListener("pagehide", () => flush(true));

export function useUndoable(): typeof waiting {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => waiting,
  );
}
