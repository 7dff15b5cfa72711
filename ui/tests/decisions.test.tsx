import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";

import { Decisions } from "~/features/routing/Decisions";
import { queryClient } from "~/shared/queries";
import { FakeServer, json, problem } from "./support/fakeServer";
import { show } from "./support/show";

const LOG = "GET /orchestrator/decisions";
const decision = (text: string) => ({
  id: text,
  decision_path: "C",
  verdict: null,
  created_at: "2026-01-01T00:00:00Z",
  message_content: text,
  reason: "A reason.",
  user_id: "u1",
  evidence: { tier: "free" },
});

let server: FakeServer;
beforeEach(() => {
  queryClient.clear();
  server = new FakeServer();
  queryClient.setQueryData(["avees"], [{ id: "a1", handle: "a", display_name: "A" }]);
});

/** The pages of the log, in order; the last one ends it. */
const inPages = (...pages: string[][]) => {
  let at = 0;
  server.on(LOG, () => {
    const items = (pages[at] ?? []).map(decision);
    at += 1;
    return json({ items, next_cursor: at < pages.length ? `c${at}` : null });
  });
};
const showLog = () => show({ "/$handle": Decisions }, "/a");

test("steps that find nothing are gone through until something is found, and no further", async () => {
  inPages([], [], ["How long does honey keep?"], ["An older one?"]);
  showLog();
  await screen.findByText("How long does honey keep?");
  expect(screen.queryByText("No messages yet")).toBeNull();
  expect(server.sent.filter(({ to }) => to === LOG)).toHaveLength(3);
  await userEvent.click(screen.getByRole("button", { name: "Older" }));
  await screen.findByText("An older one?");
});

test("only at its end does a log that has nothing say so", async () => {
  inPages([], [], []);
  showLog();
  await screen.findByText("No messages yet");
  expect(server.sent.filter(({ to }) => to === LOG)).toHaveLength(3);
});

test("a step that fails is said, and tried again on demand", async () => {
  inPages(["How long does honey keep?"], []);
  showLog();
  await screen.findByText("How long does honey keep?");
  server.on(LOG, () => problem(403, "forbidden"));
  await userEvent.click(screen.getByRole("button", { name: "Older" }));
  const again = await screen.findByRole("button", { name: "Try again" });
  server.on(LOG, () => json({ items: [decision("An older one?")], next_cursor: null }));
  await userEvent.click(again);
  await screen.findByText("An older one?");
  expect(screen.queryByRole("alert")).toBeNull();
});
