import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";

import { PublishAnswer } from "~/features/knowledge/PublishAnswer";
import type { Schema } from "~/shared/api";
import { queryClient } from "~/shared/queries";
import { FakeServer, json, problem } from "./support/fakeServer";

const ANSWER: Schema<"AnswerOut"> = {
  id: "n1",
  avee_id: "a1",
  escalation_id: null,
  question_pattern: "Which glue?",
  answer_content: "**White** glue.",
  layer: "public",
  state: "active",
  version: 3,
  times_reused: 0,
  times_right: 0,
  times_wrong: 0,
  expires_at: null,
  created_at: "2026-01-01T00:00:00Z",
  updated_at: "2026-01-01T00:00:00Z",
  is_own_wording: true,
  published: false,
  slug: null,
  quoted_from: null,
};
const ONE = "PATCH /avees/a1/canonical-answers/n1";

let server: FakeServer;
beforeEach(() => {
  queryClient.clear();
  server = new FakeServer();
});

function open(changes: Partial<Schema<"AnswerOut">>): void {
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={queryClient}>
        <PublishAnswer answer={{ ...ANSWER, ...changes }} handle="mara" onDone={() => undefined} />
      </QueryClientProvider>
    </MantineProvider>,
  );
}

test("an answer is published from the version that is seen in the preview", async () => {
  server.on(ONE, () => json({ ...ANSWER, published: true, slug: "which-glue" }));
  open({});
  expect(screen.getByRole("region", { name: "Preview" }).textContent).toContain("White glue.");
  await userEvent.click(screen.getByRole("button", { name: "Publish" }));
  await waitFor(() => expect(server.bodies(ONE)).toEqual([{ published: true }]));
  expect(server.sent[0]?.ifMatch).toBe('"3"');
});

test("a published answer has a link to its page, and is taken off it", async () => {
  server.on(ONE, () => json(ANSWER));
  open({ published: true, slug: "où-est" });
  expect(screen.getByRole("link", { name: "Open its page" }).getAttribute("href")).toBe("/@mara/answers/o%C3%B9-est");
  await userEvent.click(screen.getByRole("button", { name: "Take it off the page" }));
  await waitFor(() => expect(server.bodies(ONE)).toEqual([{ published: false }]));
});

test.each([
  [{ layer: "friends" as const }, "Only answers that everybody may see"],
  [{ is_own_wording: false }, "in the words of the person who asked it"],
])("what cannot be published says why: %o", (changes, why) => {
  open(changes);
  expect(screen.getByRole("alert").textContent).toContain(why);
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Publish" }).disabled).toBe(true);
});

test("a refusal is shown", async () => {
  server.on(ONE, () => problem(412, "changed_meanwhile"));
  open({});
  await userEvent.click(screen.getByRole("button", { name: "Publish" }));
  expect((await screen.findByRole("alert")).textContent).toContain("changed_meanwhile");
});
