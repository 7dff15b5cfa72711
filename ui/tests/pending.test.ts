import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { flush, type Move, schedule, undo, UNDO_MS } from "~/shared/pending";
import { FakeServer, json, problem } from "./fakeServer";

const TO = "POST /orchestrator/queue/e1/answer";
const move = (changes: Partial<Move> = {}): Move => ({
  id: "m1",
  thing: "e1",
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

test("a move is sent when its time for second thoughts is over, and not before", async () => {
  const waiting = move();
  schedule(waiting);
  await vi.advanceTimersByTimeAsync(UNDO_MS - 1);
  expect(server.sent).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(server.bodies(TO)).toEqual([{ answer: "Yes" }]);
  expect(waiting.onDone).toHaveBeenCalledOnce();
});

test("a move taken back is never sent", async () => {
  schedule(move());
  await vi.advanceTimersByTimeAsync(UNDO_MS - 1);
  undo("m1");
  await vi.advanceTimersByTimeAsync(UNDO_MS);
  expect(server.sent).toEqual([]);
});

test("sent at once, it is not sent again later", async () => {
  schedule(move());
  flush();
  await vi.advanceTimersByTimeAsync(UNDO_MS * 2);
  expect(server.bodies(TO)).toHaveLength(1);
});

test("leaving the page sends what waits", async () => {
  schedule(move());
  window.dispatchEvent(new Event("pagehide"));
  await vi.advanceTimersByTimeAsync(0);
  expect(server.bodies(TO)).toHaveLength(1);
});

test("what the server refuses is handed back with its code", async () => {
  server.on(TO, () => problem(409, "personal_data"));
  const refused = move();
  schedule(refused);
  await vi.advanceTimersByTimeAsync(UNDO_MS);
  expect(refused.onDone).not.toHaveBeenCalled();
  expect(refused.onProblem).toHaveBeenCalledWith("personal_data", "It is personal_data.", {});
});
