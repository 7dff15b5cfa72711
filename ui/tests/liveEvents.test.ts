import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

type Listener = (event: { data: string }) => void;

/** The browser's reader of /events, driven by the test. */
class FakeEventSource {
  static readonly CLOSED = 2;
  static opened: FakeEventSource[] = [];
  readyState = 1;
  onopen: () => void = () => undefined;
  onerror: () => void = () => undefined;
  private readonly listeners = new Map<string, Listener>();

  constructor(readonly url: string) {
    FakeEventSource.opened.push(this);
  }
  addEventListener(kind: string, listener: Listener): void {
    this.listeners.set(kind, listener);
  }
  tell(kind: string, payload: object): void {
    this.listeners.get(kind)?.({ data: JSON.stringify({ payload }) });
  }
  fail(isForGood: boolean): void {
    this.readyState = isForGood ? FakeEventSource.CLOSED : 0;
    this.onerror();
  }
  close(): void {
    this.readyState = FakeEventSource.CLOSED;
  }
}

let stop: () => void;
let stale: readonly unknown[];
let isConnected: { readonly current: boolean };
const source = () => FakeEventSource.opened.at(-1) as FakeEventSource;

beforeEach(async () => {
  vi.useFakeTimers();
  vi.resetModules();
  FakeEventSource.opened = [];
  vi.stubGlobal("EventSource", FakeEventSource);
  const { queryClient } = await import("~/shared/queries");
  const { followEvents, useConnected } = await import("~/shared/liveEvents");
  const told: unknown[] = [];
  vi.spyOn(queryClient, "invalidateQueries").mockImplementation((filters) => {
    told.push(filters?.queryKey ?? "everything");
    return Promise.resolve();
  });
  stale = told;
  stop = followEvents();
  isConnected = renderHook(() => useConnected()).result;
  await vi.advanceTimersByTimeAsync(0);
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

test("an event makes what it concerns stale, and nothing else", async () => {
  source().tell("message.added", { conversation_id: "c1" });
  await vi.advanceTimersByTimeAsync(0);
  expect(stale).toEqual([["messages", "c1"], ["conversations"]]);
});

test("where the server has forgotten what was missed, everything is", async () => {
  source().tell("reset", {});
  await vi.advanceTimersByTimeAsync(0);
  expect(stale).toContain("everything");
});

test("an outage is seen, and all is loaded anew when it ends", () => {
  act(() => source().fail(false));
  expect(isConnected.current).toBe(false);
  expect(FakeEventSource.opened).toHaveLength(1);
  act(() => source().onopen());
  expect(isConnected.current).toBe(true);
  expect(stale).toEqual(["everything"]);
});

test("a stream the browser gave up is opened again", async () => {
  act(() => source().fail(true));
  await vi.advanceTimersByTimeAsync(3_000);
  expect(FakeEventSource.opened).toHaveLength(2);
  act(() => source().onopen());
  expect(isConnected.current).toBe(true);
});

test("who has signed out follows nothing", async () => {
  act(() => source().fail(true));
  stop();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(FakeEventSource.opened).toHaveLength(1);
});
