import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { events, FakeServer, json, problem, Stream, unreachable } from "./support/fakeServer";

type Outbox = typeof import("~/features/chat/outbox");
const ASK = "POST /orchestrator/message";
const WRITE = "POST /conversations/c1/messages";

/** As after a reload: nothing in memory, what was stored is read. */
async function load(): Promise<Outbox> {
  vi.resetModules();
  return import("~/features/chat/outbox");
}

const shown = (outbox: Outbox) => renderHook(() => outbox.useOutbox()).result;
const passing = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
const ids = (server: FakeServer, to: string) =>
  server.bodies(to).map((body) => (body as { client_message_id: string }).client_message_id);

let server: FakeServer;
beforeEach(() => {
  vi.useFakeTimers();
  server = new FakeServer();
});
afterEach(() => vi.useRealTimers());

test("a reply is shown as it is written, and gone once the thread has it", async () => {
  const stream = new Stream();
  server.on(ASK, () => stream.response);
  const outbox = await load();
  const result = shown(outbox);
  act(() => outbox.send("c1", "agent", "When?"));
  expect(result.current).toMatchObject([{ text: "When?", state: "sending", reply: "" }]);
  stream.tell("decision", { path: "A" });
  stream.tell("delta", { text: "On " });
  await passing(1);
  expect(result.current).toMatchObject([{ path: "A", reply: "On " }]);
  stream.tell("delta", { text: "Tuesday." });
  await passing(1);
  expect(result.current).toMatchObject([{ reply: "On Tuesday." }]);
  stream.tell("done", {});
  stream.end();
  await passing(1);
  expect(result.current).toEqual([]);
});

test("what could not be sent is tried again with the same id, at growing pauses", async () => {
  server.on(ASK, unreachable);
  const outbox = await load();
  const result = shown(outbox);
  act(() => outbox.send("c1", "agent", "When?"));
  await passing(0);
  expect(result.current).toMatchObject([{ state: "waiting", text: "When?" }]);
  await passing(1_000);
  await passing(2_000);
  expect(server.bodies(ASK)).toHaveLength(3);
  server.on(ASK, () => events(["done", {}]));
  await passing(4_000);
  expect(result.current).toEqual([]);
  expect(new Set(ids(server, ASK)).size).toBe(1);
});

test("trying at once takes the place of the pause", async () => {
  server.on(WRITE, unreachable);
  const outbox = await load();
  act(() => outbox.send("c1", "direct", "Hello"));
  await passing(0);
  server.on(WRITE, () => json({}));
  act(() => outbox.resume());
  await passing(0);
  await passing(60_000);
  expect(server.bodies(WRITE)).toHaveLength(2);
});

test("an answer cut off in the middle is asked for again", async () => {
  server.on(ASK, () => events(["decision", { path: "A" }], ["delta", { text: "On Tue" }]));
  const outbox = await load();
  const result = shown(outbox);
  act(() => outbox.send("c1", "agent", "When?"));
  await passing(0);
  expect(result.current).toMatchObject([{ state: "waiting", reply: "" }]);
  server.on(ASK, () => events(["done", {}]));
  await passing(1_000);
  expect(result.current).toEqual([]);
  expect(new Set(ids(server, ASK)).size).toBe(1);
});

test("a reload forgets nothing that was on its way", async () => {
  server.on(WRITE, unreachable);
  const before = await load();
  act(() => before.send("c1", "direct", "Hello"));
  await passing(0);
  const [id] = ids(server, WRITE);
  server.on(WRITE, () => json({}));
  const after = await load();
  expect(shown(after).current).toMatchObject([{ id, text: "Hello", state: "waiting" }]);
  act(() => after.resume());
  await passing(0);
  expect(shown(after).current).toEqual([]);
  expect(ids(server, WRITE).at(-1)).toBe(id);
  expect(shown(await load()).current).toEqual([]);
});

test("what the server refuses is said, kept, and not tried again until it is put away", async () => {
  server.on(ASK, () => problem(422, "message_too_long"));
  const outbox = await load();
  const result = shown(outbox);
  act(() => outbox.send("c1", "agent", "x"));
  await passing(60_000);
  expect(server.bodies(ASK)).toHaveLength(1);
  expect(result.current).toMatchObject([{ state: "refused", problem: "It is message_too_long." }]);
  act(() => outbox.forget(result.current[0]?.id ?? ""));
  expect(result.current).toEqual([]);
});

test("a refused message is still there after a reload, with its reason, and is sent again only if asked", async () => {
  server.on(ASK, () => problem(422, "message_too_long"));
  const before = await load();
  act(() => before.send("c1", "agent", "x"));
  await passing(0);
  const after = await load();
  act(() => after.resume());
  await passing(60_000);
  expect(server.bodies(ASK)).toHaveLength(1);
  const result = shown(after);
  expect(result.current).toMatchObject([{ text: "x", state: "refused", problem: "It is message_too_long." }]);
  server.on(ASK, () => events(["done", {}]));
  act(() => after.retry(result.current[0]?.id ?? ""));
  await passing(0);
  expect(result.current).toEqual([]);
  expect(new Set(ids(server, ASK)).size).toBe(1);
});

test("when its person signs out, what was on its way is theirs alone: forgotten, and not tried again", async () => {
  server.on(WRITE, unreachable);
  const outbox = await load();
  const { clearStored } = await import("~/shared/storage");
  const result = shown(outbox);
  act(() => outbox.send("c1", "direct", "Hello"));
  await passing(0);
  act(() => clearStored());
  expect(result.current).toEqual([]);
  await passing(60_000);
  expect(server.bodies(WRITE)).toHaveLength(1);
  expect(localStorage.length).toBe(0);
});
