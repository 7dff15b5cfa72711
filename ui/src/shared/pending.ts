/** Moves that wait ten seconds before they are sent, so that they can be undone. Leaving the page sends them at once. */
import { useSyncExternalStore } from "react";

import { asProblem, csrfToken, readProblem } from "~/shared/api";

export interface Move {
  id: string;
  /** The thing it concerns, which is out of the list meanwhile. */
  thing: string;
  label: string;
  path: string;
  body: unknown;
  onDone: () => void;
  onProblem: (code: string, message: string, fields: Record<string, unknown>) => void;
}

export const UNDO_MS = 10_000;
let moves: readonly (Move & { timer: ReturnType<typeof setTimeout> })[] = [];
const watchers = new Set<() => void>();

function publish(next: typeof moves): void {
  moves = next;
  for (const watcher of watchers) watcher();
}

export function schedule(move: Move): void {
  publish([...moves, { ...move, timer: setTimeout(() => void send(move.id), UNDO_MS) }]);
}

export function undo(id: string): void {
  clearTimeout(moves.find((each) => each.id === id)?.timer);
  publish(moves.filter((each) => each.id !== id));
}

async function send(id: string, isLeaving = false): Promise<void> {
  const move = moves.find((each) => each.id === id);
  if (!move) return;
  clearTimeout(move.timer);
  try {
    const response = await fetch(move.path, {
      method: "POST",
      keepalive: isLeaving,
      headers: { "Content-Type": "application/json", "X-CSRF-Token": csrfToken() },
      body: JSON.stringify(move.body),
    });
    if (!response.ok) throw readProblem(response.status, await response.json().catch(() => null));
    move.onDone();
  } catch (error) {
    const problem = asProblem(error);
    move.onProblem(problem.code, problem.message, problem.fields);
  } finally {
    publish(moves.filter((each) => each.id !== id));
  }
}

/** Sends everything that waits, now. */
export function flush(isLeaving = false): void {
  for (const move of moves) void send(move.id, isLeaving);
}

addEventListener("pagehide", () => flush(true));

export function usePending(): typeof moves {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => moves,
  );
}
