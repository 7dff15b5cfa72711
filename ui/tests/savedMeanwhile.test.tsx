import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";

import { AnswerEditor } from "~/features/knowledge/AnswerEditor";
import { queryClient } from "~/shared/queries";
import { FakeServer, json, problem } from "./support/fakeServer";

const ANSWER = {
  id: "n1",
  avee_id: "a1",
  escalation_id: null,
  question_pattern: "Which glue?",
  answer_content: "White.",
  layer: "public" as const,
  state: "active",
  version: 1,
  times_reused: 0,
  times_right: 0,
  times_wrong: 0,
  expires_at: null,
  quoted_from: null,
  created_at: "2026-01-01T00:00:00Z",
  is_own_wording: true,
  published: false,
  slug: null,
  updated_at: "2026-01-01T00:00:00Z",
};
const ONE = "/avees/a1/canonical-answers/n1";
const OTHERS = { ...ANSWER, version: 2, answer_content: "Theirs: brown.", people_served: 0 };

let server: FakeServer;
beforeEach(async () => {
  queryClient.clear();
  localStorage.clear();
  server = new FakeServer()
    .on(`PATCH ${ONE}`, () => problem(412, "changed_meanwhile"))
    .on(`GET ${ONE}/versions`, () => json({ items: [OTHERS, ANSWER], next_cursor: null }));
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={queryClient}>
        <AnswerEditor avee="a1" answer={ANSWER} onDone={() => undefined} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  await userEvent.clear(text());
  await userEvent.type(text(), "Mine: epoxy.");
  await userEvent.click(save());
});

const text = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Answer" });
const save = () => screen.getByRole("button", { name: "Save" });
const versionsSent = () => server.sent.filter((each) => each.to === `PATCH ${ONE}`).map((each) => each.ifMatch);

test("an edit of an outdated version shows the saved text and keeps the typed one, which can replace it", async () => {
  expect((await screen.findByRole("alert")).textContent).toContain("Theirs: brown.");
  expect(text().value).toBe("Mine: epoxy.");
  server.on(`PATCH ${ONE}`, () => json({ ...ANSWER, version: 3 }));
  await userEvent.click(save());
  await waitFor(() => expect(versionsSent()).toEqual(['"1"', '"2"']));
  expect(server.bodies(`PATCH ${ONE}`).at(-1)).toMatchObject({ answer_content: "Mine: epoxy." });
});

test("the saved text can be kept instead", async () => {
  await screen.findByText(/Theirs: brown/);
  await userEvent.click(screen.getByRole("button", { name: "Keep the saved version" }));
  expect(text().value).toBe("Theirs: brown.");
  expect(screen.queryByRole("alert")).toBeNull();
});
