import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";

import { Metrics } from "~/features/analytics/Metrics";
import { queryClient } from "~/shared/queries";
import { FakeServer, json } from "./support/fakeServer";
import { show } from "./support/show";

const MINUTE = 60_000;
let server: FakeServer;
beforeEach(() => {
  queryClient.clear();
  server = new FakeServer();
});

const counted = (ago: number) => {
  const none = { A: 0, B: 0, C: 0, D: 0, E: 0, F: 0 };
  server.on("GET /orchestrator/metrics/a1", () =>
    json({
      ended_at: new Date(Date.now() - ago).toISOString(),
      metrics: {},
      paths: none,
      paths_by_day: [],
      people: { with_account: 3, guests: 1, guest_questions: 2 },
      top_answers: [],
      unanswered_subjects: [],
    }),
  );
};

test("a count that was kept says when it was made, and one of this moment does not", async () => {
  counted(0);
  show({ "/": () => <Metrics avee="a1" /> });
  await screen.findByText("No messages in this period");
  expect(screen.queryByText(/^Counted at/)).toBeNull();
  counted(7 * MINUTE);
  await userEvent.click(screen.getByText("A year"));
  await screen.findByText(/^Counted at .* With this many messages, metrics are updated every ten minutes\.$/);
});
