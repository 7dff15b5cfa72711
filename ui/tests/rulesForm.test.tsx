import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";

import { RulesForm } from "~/features/policy/RulesForm";
import { keys, queryClient } from "~/shared/queries";
import { FakeServer, json, problem } from "./support/fakeServer";

const POLICY = {
  avee_id: "a1",
  version: 1,
  max_escalations_per_day: 10,
  max_escalations_per_week: 50,
  escalation_enabled: true,
  auto_answer_confidence_threshold: 0.75,
  clarification_enabled: true,
  blocked_topics: [],
  allowed_user_tiers: ["free", "follower", "paid"],
  direct_messages_enabled: true,
  direct_message_tiers: ["free", "follower", "paid"],
  max_direct_messages_per_day: 50,
  max_direct_messages_per_person: 10,
  retention_days: 0,
  availability_windows: {},
  canonical_match_threshold: 0.85,
  novelty_threshold: 0.7,
  complexity_threshold: 0.6,
  vagueness_threshold: 0.5,
  max_clarifications_running: 2,
  expected_response_hours: 24,
  offer_valid_hours: 72,
  answer_deadline_hours: 168,
  abuse_rules_enabled: true,
  moderation_failure: "open",
  chat_model: "",
  temperature: 0.3,
  trust_mode: "immediate",
  wrong_answers_target: 0.05,
  trust_cards_per_day: 3,
};
const CONFIG = "/orchestrator/config/a1";
const NO_MESSAGES = {
  days: 30,
  considered: 0,
  direct: { considered: 0, refused: 0 },
  flips: { items: [], next_cursor: null },
};

let server: FakeServer;
let stored: typeof POLICY;
beforeEach(() => {
  queryClient.clear();
  // The page is shown once the agent is known, and with it the reader's role.
  queryClient.setQueryData(keys.avees, [{ id: "a1", handle: "a", display_name: "A", role: "owner" }]);
  stored = POLICY;
  server = new FakeServer()
    .on(`GET ${CONFIG}`, () => json(stored))
    .on("GET /avees/a1/trust/costs", () =>
      json({
        modes: ["asking", "cautious", "immediate"].map((mode) => ({
          mode,
          line: `On your messages, ${mode} costs this.`,
        })),
      }),
    );
});

const show = () =>
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={queryClient}>
        <RulesForm avee="a1" />
      </QueryClientProvider>
    </MantineProvider>,
  );
const asked = () => screen.findByRole<HTMLInputElement>("switch", { name: /^People may send you questions/ });
const aDay = () => screen.getByRole<HTMLInputElement>("textbox", { name: "Questions per day" });
const saveElsewhere = async () => {
  stored = { ...POLICY, version: 2, max_escalations_per_day: 7 };
  await queryClient.invalidateQueries({ queryKey: keys.policy("a1") });
};

test("what another window saves shows through, and takes nothing away that was changed here", async () => {
  show();
  await userEvent.click(await asked());
  await saveElsewhere();
  await screen.findByText("Version 2 was saved in the meantime");
  expect((await asked()).checked).toBe(false);
  expect(aDay().value).toBe("7 questions");
  server.on(`PUT ${CONFIG}`, () => json({ ...stored, version: 3, escalation_enabled: false }));
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  await screen.findByText("Version 3");
  expect(server.bodies(`PUT ${CONFIG}`)).toEqual([{ escalation_enabled: false, confirm: [] }]);
  expect(screen.queryByText(/saved in the meantime/)).toBeNull();
});

test("where the server has a newer version, it is loaded and the changes stay", async () => {
  show();
  await userEvent.click(await asked());
  stored = { ...POLICY, version: 2, max_escalations_per_day: 7 };
  server.on(`PUT ${CONFIG}`, () => problem(412, "version_conflict"));
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  await screen.findByText("Version 2 was saved in the meantime");
  expect((await asked()).checked).toBe(false);
});

test("what was changed and not saved is there after a reload, until it is undone", async () => {
  const first = show();
  await userEvent.click(await asked());
  first.unmount();
  show();
  expect((await asked()).checked).toBe(false);
  await userEvent.click(screen.getByRole("button", { name: "Discard changes" }));
  await waitFor(async () => expect((await asked()).checked).toBe(true));
  expect(localStorage.length).toBe(0);
});

test("a number that was deleted is asked for, and saves nothing", async () => {
  show();
  await asked();
  await userEvent.clear(aDay());
  await userEvent.type(aDay(), "15");
  await userEvent.type(aDay(), "{Backspace}{Backspace}");
  expect(aDay().value).toBe("");
  await screen.findByText("A number is required: 0 to 10000 questions.");
  await screen.findByText("Without a number: Questions per day.");
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Save" }).disabled).toBe(true);
  await userEvent.click(screen.getByRole("button", { name: "Discard changes" }));
  await waitFor(() => expect(aDay().value).toBe("10 questions"));
  expect(server.bodies(`PUT ${CONFIG}`)).toEqual([]);
});

test("a value that closes something says what it means, and is saved only where that is meant", async () => {
  const meaning = "0 questions a day: no question reaches you.";
  server.on(`POST ${CONFIG}/preview`, () =>
    json({ ...NO_MESSAGES, warnings: [{ setting: "max_escalations_per_day", meaning }] }),
  );
  server.on(`PUT ${CONFIG}`, () => json({ ...stored, version: 2, max_escalations_per_day: 0 }));
  show();
  await asked();
  await userEvent.clear(aDay());
  await userEvent.type(aDay(), "0");
  const isMeant = await screen.findByRole("checkbox", { name: `${meaning} I mean it.` });
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Save" }).disabled).toBe(true);
  await userEvent.click(isMeant);
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  await screen.findByText("Version 2");
  expect(server.bodies(`PUT ${CONFIG}`)).toEqual([
    { max_escalations_per_day: 0, confirm: ["max_escalations_per_day"] },
  ]);
});

test("what the person restored themselves is no surprise to their unsaved changes", async () => {
  const versions = [2, 1].map((version) => ({
    version,
    saved_at: "2026-01-01T00:00:00Z",
    saved_by: null,
    changes: [],
  }));
  server.on(`GET ${CONFIG}/versions`, () => json({ items: versions, next_cursor: null }));
  server.on(`POST ${CONFIG}/versions/1/restore`, () => {
    stored = { ...POLICY, version: 3 };
    return json(stored);
  });
  show();
  await userEvent.click(await asked());
  await userEvent.click(screen.getByRole("button", { name: "Versions" }));
  await userEvent.click(await screen.findByRole("button", { name: "Restore" }));
  await waitFor(() => expect(queryClient.getQueryData(keys.policy("a1"))).toMatchObject({ version: 3 }));
  await waitFor(() => expect(screen.queryByRole("button", { name: "Restore" })).toBeNull());
  expect(screen.getByText("1 unsaved change")).toBeTruthy();
  expect(screen.queryByText(/in the meantime/)).toBeNull();
  stored = { ...POLICY, version: 4 };
  await queryClient.invalidateQueries({ queryKey: keys.policy("a1") });
  expect(await screen.findByText("Version 4 was saved in the meantime")).toBeTruthy();
});

test("beside each mode stands what it would have cost on the creator's own messages", async () => {
  show();
  const costs = await screen.findAllByTestId("mode-cost");
  expect(costs.map((each) => each.textContent)).toEqual(
    ["asking", "cautious", "immediate"].map((mode) => `On your messages, ${mode} costs this.`),
  );
});
