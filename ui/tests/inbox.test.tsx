import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";

import { Inbox } from "~/app/pages/Inbox";
import { undo } from "~/shared/undoable";
import { queryClient } from "~/shared/queries";
import { FakeServer, json } from "./support/fakeServer";
import { show } from "./support/show";

const QUESTIONS = ["First?", "Second?", "Third?"];
const question = (text: string, at: number) => ({
  id: `e${at}`,
  group_id: `g${at}`,
  avee_id: "a1",
  status: "accepted",
  original_message: text,
  question_pattern: null,
  asker_handle: "ada",
  asker_display_name: "Ada",
  asker_tier: "free",
  offered_at: "2026-01-01T00:00:00Z",
  accepted_at: "2026-01-01T00:00:00Z",
  deadline_at: null,
  people_waiting: 1,
  escalation_reason: "novel",
  context_summary: "",
  draft_answer: null,
  deferred_at: null,
  conversation_id: "c1",
  similar_answers: [],
});

let server: FakeServer;
let where: () => string;
beforeEach(async () => {
  queryClient.clear();
  server = new FakeServer()
    .on("GET /conversations", () => json({ items: [], next_cursor: null }))
    .on("GET /avees", () =>
      json({ items: [{ id: "a1", handle: "a", display_name: "A", role: "owner" }], next_cursor: null }),
    )
    .on("GET /orchestrator/queue", () => json({ items: QUESTIONS.map(question), next_cursor: null }));
  QUESTIONS.forEach((text, at) => {
    server.on(`GET /orchestrator/queue/e${at}`, () => json(question(text, at)));
    server.on(`POST /orchestrator/queue/e${at}/answer-check`, () => json({ personal_data: [] }));
    undo(`e${at}:answer`);
    undo(`e${at}:defer`);
    undo(`e${at}:decline`);
  });
  where = show({ "/messages/escalations/{-$question}": Inbox }, "/messages/escalations");
  await screen.findByRole("heading", { name: "First?" });
});

const isOpen = (text: string) => screen.findByRole("heading", { name: text });
const field = () => screen.getByRole("textbox", { name: "Your answer" });
const press = (keys: string) => userEvent.keyboard(keys);

test("j and k go through the queue and stop at its ends", async () => {
  await press("k");
  await isOpen("First?");
  await press("jj");
  await isOpen("Third?");
  await press("j");
  await isOpen("Third?");
  await press("k");
  await isOpen("Second?");
});

test.each(["e", "{Enter}"])("%s goes to the answer, and keys there are text", async (key) => {
  await press(key);
  await waitFor(() => expect(document.activeElement).toBe(field()));
  await press("just dusk");
  expect((field() as HTMLTextAreaElement).value).toBe("just dusk");
  expect(screen.getByRole("heading", { name: "First?" })).toBeTruthy();
  await press("{Escape}");
  await press("j");
  await isOpen("Second?");
});

test("d asks for the reason", async () => {
  await press("d");
  await waitFor(() =>
    expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "Reason for declining" })),
  );
});

test("an answer goes, leads on to the next question, and u brings it back with its words", async () => {
  await press("e");
  await waitFor(() => expect(document.activeElement).toBe(field()));
  await press("On Tuesday.{Control>}{Enter}{/Control}");
  await isOpen("Second?");
  expect(screen.queryByRole("button", { name: "Select: First?" })).toBeNull();
  expect(server.bodies("POST /orchestrator/queue/e0/answer")).toEqual([]);
  await press("u");
  await isOpen("First?");
  expect((field() as HTMLTextAreaElement).value).toBe("On Tuesday.");
});

test("after a quick answer the keys are the inbox's again, not text in the next question", async () => {
  await press("e");
  await waitFor(() => expect(document.activeElement).toBe(field()));
  await press("Y{Control>}{Enter}{/Control}");
  await isOpen("Second?");
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(document.activeElement).toBe(document.body);
});

test("personal data is told before anything goes, and goes once it is confirmed", async () => {
  server.on("POST /orchestrator/queue/e0/answer-check", () =>
    json({ personal_data: [{ kind: "mail", text: "m@example.org", start: 6 }] }),
  );
  await press("e");
  await waitFor(() => expect(document.activeElement).toBe(field()));
  await press("Write m@example.org{Control>}{Enter}{/Control}");
  const told = await screen.findByRole("alert");
  expect(told.textContent).toContain("an email address (m@example.org)");
  expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
  expect((field() as HTMLTextAreaElement).value).toBe("Write m@example.org");
  await userEvent.click(within(told).getByRole("checkbox"));
  await userEvent.click(screen.getByRole("button", { name: "Answer" }));
  await screen.findByRole("button", { name: "Undo" });
  undo("e0:answer");
});

test("what is chosen is put off together", async () => {
  await press("xjx");
  await screen.findByText("2 selected");
  await userEvent.click(screen.getByRole("button", { name: "Postpone" }));
  expect(await screen.findAllByRole("button", { name: "Undo" })).toHaveLength(2);
  await isOpen("Third?");
});

test("what was chosen for an answer comes back with it, and goes with it", async () => {
  await press("e");
  await waitFor(() => expect(document.activeElement).toBe(field()));
  await press("Between us.");
  await userEvent.click(screen.getByRole("radio", { name: "Friends" }));
  await userEvent.type(screen.getByRole("textbox", { name: "The question, in your words" }), " Please");
  await userEvent.click(screen.getByRole("button", { name: "Answer" }));
  await isOpen("Second?");
  expect(screen.getByRole<HTMLInputElement>("radio", { name: "Everyone" }).checked).toBe(true);
  await press("u");
  await isOpen("First?");
  expect(screen.getByRole<HTMLInputElement>("radio", { name: "Friends" }).checked).toBe(true);
  server.on("POST /orchestrator/queue/e0/answer", () => json({}));
  await userEvent.click(screen.getByRole("button", { name: "Answer" }));
  await userEvent.click(await screen.findByRole("button", { name: "Send now" }));
  await waitFor(() =>
    expect(server.bodies("POST /orchestrator/queue/e0/answer")).toMatchObject([
      { answer: "Between us.", layer: "friends", question_pattern: "First? Please" },
    ]),
  );
  await waitFor(() => expect(localStorage.length).toBe(0));
});

test("an earlier answer goes below what was typed", async () => {
  server.on("GET /orchestrator/queue/e1", () =>
    json({
      ...question("Second?", 1),
      similar_answers: [{ id: "s1", question_pattern: "Seconds?", answer_content: "Sixty.", probability: 0.7 }],
    }),
  );
  await press("j");
  await isOpen("Second?");
  await userEvent.type(field(), "Well:");
  await userEvent.click(await screen.findByRole("button", { name: "Insert" }));
  expect((field() as HTMLTextAreaElement).value).toBe("Well:\n\nSixty.");
});

test("a reason that was typed comes back when declining is undone", async () => {
  await press("d");
  await waitFor(() =>
    expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "Reason for declining" })),
  );
  await press("Ask a vet.{Control>}{Enter}{/Control}");
  await isOpen("Second?");
  await press("u");
  await isOpen("First?");
  expect(screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Reason for declining" }).value).toBe("Ask a vet.");
});

test("all are chosen and declined with one reason", async () => {
  for (const at of [0, 1, 2]) server.on(`POST /orchestrator/queue/e${at}/decline`, () => json({}));
  await press("x");
  await userEvent.click(await screen.findByRole("button", { name: "Select all" }));
  await screen.findByText("3 selected");
  const chosen = within(screen.getByRole("group", { name: "Selected questions" }));
  await userEvent.click(chosen.getByRole("button", { name: "Decline …" }));
  await userEvent.type(chosen.getByRole("textbox", { name: "Reason for declining" }), "On leave.");
  await userEvent.click(chosen.getByRole("button", { name: "Decline 3 questions" }));
  const [first] = await screen.findAllByRole("button", { name: "Send now" });
  await userEvent.click(first as HTMLElement);
  await waitFor(() =>
    expect([0, 1, 2].flatMap((at) => server.bodies(`POST /orchestrator/queue/e${at}/decline`))).toEqual(
      Array(3).fill({ reason: "On leave." }),
    ),
  );
});

test("? lists the keys", async () => {
  await press("?");
  expect(await screen.findByRole("table", { name: "Keyboard shortcuts" })).toBeTruthy();
});

test("the preview of served messages follows the wording of the question", async () => {
  const message = {
    decision_id: "d1",
    message_content: "And on Tuesdays?",
    asked_at: "2026-01-02T00:00:00Z",
    probability: 0.6,
    path: "D",
    why_not: "below_threshold",
    differs: ["number"],
    serves: null,
  };
  server.on("POST /orchestrator/queue/e1/served-preview", () =>
    json({
      days: 90,
      served: 4,
      people: 3,
      near: 1,
      served_samples: [],
      near_samples: [message],
      compared: 9,
      not_compared: 0,
    }),
  );
  await press("j");
  await isOpen("Second?");
  expect((await screen.findByTestId("would-serve")).textContent).toBe(
    "In the last 90 days, this answer would have served 4 messages from 3 people.",
  );
  await userEvent.click(screen.getByRole("button", { name: "Show the messages" }));
  expect(screen.getByText(/60 % likely.*the match is too weak/)).toBeTruthy();
  expect(screen.getByText("another number")).toBeTruthy();
  const pattern = screen.getByRole("textbox", { name: "The question, in your words" });
  await userEvent.clear(pattern);
  await userEvent.type(pattern, "Which days?");
  await waitFor(() =>
    expect(server.bodies("POST /orchestrator/queue/e1/served-preview").at(-1)).toEqual({
      question_pattern: "Which days?",
      layer: "public",
      examples: [],
    }),
  );
  // A cross moves the line in the preview at once, and is sent with the answer; what is undone keeps it.
  await userEvent.click(screen.getByRole("button", { name: "The answer does not fit: And on Tuesdays?" }));
  const crossed = [{ decision_id: "d1", serves: false }];
  await waitFor(() =>
    expect(server.bodies("POST /orchestrator/queue/e1/served-preview").at(-1)).toMatchObject({ examples: crossed }),
  );
  await userEvent.type(field(), "On Tuesday.");
  await userEvent.click(screen.getByRole("button", { name: "Answer" }));
  await screen.findByRole("button", { name: "Undo" });
  server.on("POST /orchestrator/queue/e1/answer", () => json({}));
  await userEvent.click(screen.getByRole("button", { name: "Send now" }));
  await waitFor(() =>
    expect(server.bodies("POST /orchestrator/queue/e1/answer").at(-1)).toMatchObject({
      answer: "On Tuesday.",
      examples: crossed,
    }),
  );
});

test("each question has an address of its own, and an answered one leaves it", async () => {
  await userEvent.click(screen.getByRole("button", { name: /^Second\?/ }));
  await isOpen("Second?");
  expect(where()).toBe("/messages/escalations/e1");
  await press("s");
  await isOpen("Third?");
  expect(where()).toBe("/messages/escalations");
});
