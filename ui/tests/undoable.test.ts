import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { flush, type UndoableAction, schedule, undo, UNDO_MS } from "~/shared/undoable";
import { FakeServer, json, problem, unreachable } from "./support/fakeServer";

const TO = "POST /orchestrator/queue/e1/answer";
const action = (changes: Partial<UndoableAction> = {}): UndoableAction => ({
  id: "m1",
  subject: "e1",
  label: "Answer",
  path: "/orchestrator/queue/e1/answer",
  body: { answer: "Yes" },
  onDone: vi.fn(),
  onProblem: vi.fn(),
  ...changes,
});

let server: FakeServer;
beforeEach(() => {
  vi.useFakeTimers();
  server = new FakeServer().on(TO, () => json({}));
});
afterEach(() => {
  undo("m1");
  vi.useRealTimers();
});

test("an action is sent when its ten seconds are over, and not before", async () => {
  const waiting = action();
  schedule(waiting);
  await vi.advanceTimersByTimeAsync(UNDO_MS - 1);
  expect(server.sent).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(server.bodies(TO)).toEqual([{ answer: "Yes" }]);
  expect(waiting.onDone).toHaveBeenCalledOnce();
});

test("an undone action is never sent", async () => {
  schedule(action());
  await vi.advanceTimersByTimeAsync(UNDO_MS - 1);
  undo("m1");
  await vi.advanceTimersByTimeAsync(UNDO_MS);
  expect(server.sent).toEqual([]);
});

test("sent at once, it is not sent again later", async () => {
  schedule(action());
  flush();
  await vi.advanceTimersByTimeAsync(UNDO_MS * 2);
  expect(server.bodies(TO)).toHaveLength(1);
});

test("leaving the page sends what waits", async () => {
  schedule(action());
  window.dispatchEvent(new Event("pagehide"));
  await vi.advanceTimersByTimeAsync(0);
  expect(server.bodies(TO)).toHaveLength(1);
  expect(server.sent[0]?.outlivesPage).toBe(true);
});

test("a request of a page that stays does not outlive it, and carries the token of the sign-in", async () => {
  document.cookie = "orchestrator_csrf=a-token";
  schedule(action());
  await vi.advanceTimersByTimeAsync(UNDO_MS);
  expect(server.sent[0]).toMatchObject({ outlivesPage: false, csrf: "a-token" });
});

test("what fails at the network is handed back, and its question is shown again", async () => {
  server.on(TO, unreachable);
  const failed = action();
  schedule(failed);
  await vi.advanceTimersByTimeAsync(UNDO_MS);
  expect(failed.onDone).not.toHaveBeenCalled();
  expect(failed.onProblem).toHaveBeenCalledOnce();
  flush();
  await vi.advanceTimersByTimeAsync(0);
  expect(server.bodies(TO)).toHaveLength(1);
});

test("what the server refuses is handed back with its code", async () => {
  server.on(TO, () => problem(409, "personal_data"));
  const refused = action();
  schedule(refused);
  await vi.advanceTimersByTimeAsync(UNDO_MS);
  expect(refused.onDone).not.toHaveBeenCalled();
  expect(refused.onProblem).toHaveBeenCalledWith("personal_data", "It is personal_data.", {});
});
