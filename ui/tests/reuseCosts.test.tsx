import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";

import { queryClient } from "~/shared/queries";
import { ReuseCosts } from "~/shared/trust/ReuseCosts";
import { FakeServer, json } from "./support/fakeServer";
import { show } from "./support/show";

const record = (served: number) => ({
  served_alone: { messages: served, line: `${served} messages in all.` },
  by_words: { messages: 2, line: "Two by words." },
  by_score: { messages: served - 2, line: "The others by score." },
  asked: { line: "Three asked." },
  waited: { line: "One waits." },
  is_cut: served > 50,
});
let server: FakeServer;
beforeEach(() => {
  queryClient.clear();
  server = new FakeServer();
});
const costs = (first: string | null) =>
  server.on("GET /avees/a1/trust/costs", () =>
    json({ days: 30, first, recent: record(2), all_time: record(60), modes: [] }),
  );

test("each outcome is told in words, and the parts of one only where there are both", async () => {
  costs("At first your agent asks.");
  show({ "/": () => <ReuseCosts avee="a1" /> });
  const card = await screen.findByRole("region", { name: "Your answers, reused" });
  for (const line of ["At first your agent asks.", "2 messages in all.", "Three asked.", "One waits."])
    within(card).getByText(line);
  expect(within(card).queryByText("Two by words.")).toBeNull();
  await userEvent.click(within(card).getByText("All time"));
  for (const line of ["60 messages in all.", "Two by words.", "The others by score."]) within(card).getByText(line);
  within(card).getByText(/^Only the newest messages were counted/);
});

test("what happens first is not told once something was judged", async () => {
  costs(null);
  show({ "/": () => <ReuseCosts avee="a1" /> });
  await screen.findByText("One waits.");
  expect(screen.queryByText(/At first/)).toBeNull();
});
