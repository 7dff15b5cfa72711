import { act, renderHook } from "@testing-library/react";
import { expect, test, vi } from "vitest";

import { clearStored } from "~/shared/storage";
import { useDraft } from "~/shared/drafts";

const open = (name: string) => renderHook(({ name }) => useDraft(name), { initialProps: { name } });

test("a draft is there again after the page was left", () => {
  const first = open("one");
  act(() => first.result.current[1]("half a thought"));
  first.unmount();
  expect(open("one").result.current[0]).toBe("half a thought");
});

test("each conversation has its own, also when one component shows both", () => {
  const shown = open("one");
  act(() => shown.result.current[1]("for the first"));
  shown.rerender({ name: "two" });
  expect(shown.result.current[0]).toBe("");
  shown.rerender({ name: "one" });
  expect(shown.result.current[0]).toBe("for the first");
});

test("what was sent, and what belonged to somebody else, is not there again", () => {
  const shown = open("one");
  act(() => shown.result.current[1]("sent"));
  act(() => shown.result.current[1](""));
  expect(open("one").result.current[0]).toBe("");
  act(() => shown.result.current[1]("private"));
  clearStored();
  expect(open("one").result.current[0]).toBe("");
});

test("where the browser keeps nothing, one can still type", () => {
  vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new DOMException("full", "QuotaExceededError");
  });
  const shown = open("one");
  act(() => shown.result.current[1]("typed"));
  expect(shown.result.current[0]).toBe("typed");
  vi.restoreAllMocks();
});
