import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";

import { Deliveries } from "~/features/notifying/Deliveries";
import { Webhooks } from "~/features/notifying/Webhooks";
import type { Schema } from "~/shared/api";
import { queryClient } from "~/shared/queries";
import { FakeServer, json, problem } from "./support/fakeServer";

const WEBHOOK: Schema<"WebhookOut"> = {
  id: "w1",
  avee_id: "a1",
  url: "https://example.org/hook",
  kinds: ["decision.made", "member.joined"],
  active: true,
  disabled_reason: null,
  paused_until: null,
  last_sent_at: null,
  failing_since: null,
  last_error: null,
  created_at: "2026-01-01T00:00:00Z",
  version: 3,
};
const DELIVERY: Schema<"WebhookDeliveryOut"> = {
  id: "d1",
  kind: "decision.made",
  body: {},
  status: "failed",
  attempts: 12,
  last_error: "The receiver answered 500.",
  created_at: "2026-01-01T00:00:00Z",
  sent_at: null,
  redelivered_at: null,
};
const ALL = "GET /avees/a1/webhooks";
const ADD = "POST /avees/a1/webhooks";
const CHANGE = "PATCH /avees/a1/webhooks/w1";
const LIST = "GET /avees/a1/webhooks/w1/deliveries";
const AGAIN = "POST /avees/a1/webhooks/w1/deliveries/d1/redeliver";

let server: FakeServer;
beforeEach(() => {
  queryClient.clear();
  server = new FakeServer();
});

function open(shown: React.ReactNode): void {
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={queryClient}>{shown}</QueryClientProvider>
    </MantineProvider>,
  );
}

test("what was given up is posted again, and is on its way then", async () => {
  server.on(LIST, () => json({ items: [DELIVERY], next_cursor: null }));
  server.on(AGAIN, () => {
    server.on(LIST, () => json({ items: [{ ...DELIVERY, status: "pending", attempts: 0 }], next_cursor: null }));
    return json({ ...DELIVERY, status: "pending" }, 202);
  });
  open(<Deliveries webhook={WEBHOOK} />);
  await userEvent.click(await screen.findByRole("button", { name: /^Post decision.made of .* again$/ }));
  await screen.findByText("on its way");
  expect(server.bodies(AGAIN)).toHaveLength(1);
  expect(screen.queryByRole("button", { name: /again$/ })).toBeNull();
});

test("a refusal to post again is said beside the button", async () => {
  server.on(LIST, () => json({ items: [DELIVERY], next_cursor: null }));
  server.on(AGAIN, () => problem(409, "webhook_switched_off"));
  open(<Deliveries webhook={WEBHOOK} />);
  await userEvent.click(await screen.findByRole("button", { name: /again$/ }));
  expect((await screen.findByRole("alert")).textContent).toContain("webhook_switched_off");
});

test("events of every message are posted only where they are chosen", async () => {
  server.on(ALL, () => json({ items: [WEBHOOK], next_cursor: null }));
  server.on(ADD, () => json({ ...WEBHOOK, secret: "whsec_x" }, 201));
  open(<Webhooks avee="a1" />);
  expect(await screen.findByText("Members · Every decision of the agent")).toBeTruthy();
  await userEvent.click(screen.getByRole("checkbox", { name: "Every message" }));
  await userEvent.click(screen.getByRole("checkbox", { name: "Documents" }));
  await userEvent.type(screen.getByRole("textbox", { name: /Address/ }), "https://example.org/hook");
  await userEvent.click(screen.getByRole("button", { name: "Add webhook" }));
  await waitFor(() => expect(server.bodies(ADD)).toHaveLength(1));
  const [{ kinds }] = server.bodies(ADD) as [{ kinds: string[] }];
  expect(kinds).toContain("message.received");
  expect(kinds).not.toContain("decision.made");
  expect(kinds).not.toContain("document.ready");
});

test("a webhook's address is changed, and its kinds stay where they were not touched", async () => {
  server.on(ALL, () => json({ items: [WEBHOOK], next_cursor: null }));
  server.on(CHANGE, () => json({ ...WEBHOOK, version: 4 }));
  open(<Webhooks avee="a1" />);
  await userEvent.click(await screen.findByRole("button", { name: "Change" }));
  const form = within(screen.getByRole("form", { name: "Change webhook" }));
  await userEvent.clear(form.getByLabelText(/Address/));
  await userEvent.type(form.getByLabelText(/Address/), "https://example.org/other");
  await userEvent.click(form.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(screen.queryByRole("form", { name: "Change webhook" })).toBeNull());
  expect(server.bodies(CHANGE)).toEqual([{ url: "https://example.org/other", kinds: null }]);
});

test("a webhook is switched off", async () => {
  server.on(ALL, () => json({ items: [WEBHOOK], next_cursor: null }));
  server.on(CHANGE, () => json({ ...WEBHOOK, active: false, version: 4 }));
  open(<Webhooks avee="a1" />);
  await userEvent.click(await screen.findByRole("button", { name: "Change" }));
  await userEvent.click(screen.getByRole("button", { name: "Switch off" }));
  await waitFor(() => expect(server.bodies(CHANGE)).toEqual([{ active: false }]));
});
