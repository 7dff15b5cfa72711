import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";

import { Offer } from "~/features/chat/message/offer/Offer";
import { queryClient } from "~/shared/queries";
import type { Schema } from "~/shared/api";
import { FakeServer, json } from "./support/fakeServer";
import { show } from "./support/show";

const OFFER = {
  id: "e1",
  conversation_id: "c1",
  status: "pending",
  original_message: "Why?",
  expires_at: "2099-01-01T00:00:00Z",
  expected_response_hours: 24,
  hours_from_answers: false,
  remaining_today: 3,
  price: null,
  private_extra: null,
  is_private: false,
  payment: null,
  taking: "hold",
};
const PRICED = { ...OFFER, price: { amount: 500, currency: "EUR" }, private_extra: 300 };
const PAYMENT = {
  id: "01890000-0000-7000-8000-0000abcd1234",
  status: "required",
  due: null,
  way: "stripe",
  taking: "hold",
  amount: 500,
  currency: "EUR",
  checkout_url: "https://pay.example.org/1",
  place_until: "2099-01-01T00:00:00Z",
};
const ACCEPT = "POST /orchestrator/queue/e1/accept";

let server: FakeServer;
const shown = (way: string, more: object = {}) =>
  json({
    prices: {
      currency: "EUR",
      question: { amount: 500, free_left: 0, private_extra: 300, way, ...more },
      membership: { month: null, year: null },
    },
  });
beforeEach(() => {
  queryClient.clear();
  server = new FakeServer()
    .on("GET /me", () => json({ id: "u1", guest_of: null }))
    .on("GET /payments/settings", () => json({ ways: ["stripe"], currencies: [] }))
    .on("GET /handles/mara/prices", () => shown("stripe"))
    .on("GET /orchestrator/queue/e1", () => json({ ...OFFER, would_join: 0 }))
    .on(ACCEPT, () => json({ id: "e1", status: "pending", path: "D", action: "pay", payment: PAYMENT }));
});

const open = (offer: object) =>
  show({
    "/": () => (
      <Offer offer={offer as Schema<"EscalationOut">} creator="Mara" handle="mara" isRight={false} isPartial={false} />
    ),
  });

test("the price stands in the offer before anything is accepted, and what is bought beside it is added", async () => {
  server.on(ACCEPT, () => json({ id: "e1", status: "pending", payment: { ...PAYMENT, checkout_url: null } }));
  open(PRICED);
  await screen.findByText("Pay €5.00 and ask");
  expect(screen.getByTestId("price").textContent).toBe(
    "Mara answers this for €5.00. You pay only if Mara answers: the money is held until then.",
  );
  await userEvent.click(screen.getByRole("checkbox", { name: "Only for me (+ €3.00)" }));
  await userEvent.click(screen.getByRole("button", { name: "Pay €8.00 and ask" }));
  await waitFor(() =>
    expect(server.bodies(ACCEPT)).toEqual([{ private: true, accept_price: { amount: 800, currency: "EUR" } }]),
  );
});

test.each([
  ["charge", "stripe", "It is taken now and given back if there is no answer."],
  ["hold", "by_hand", "You pay Mara directly, before the question goes out."],
])("how the money is taken: %s by %s", async (taking, way, words) => {
  server.on("GET /handles/mara/prices", () => shown(way));
  open({ ...PRICED, taking });
  await waitFor(() => expect(screen.getByTestId("price").textContent).toContain(words));
});

test("what joining others costs is told, and who buys alone joins nobody", async () => {
  server.on("GET /orchestrator/queue/e1", () => json({ ...PRICED, would_join: 2 }));
  open(PRICED);
  await screen.findByRole("button", { name: "Pay €5.00 and join" });
  screen.getByText(/Joining costs the same/);
  await userEvent.click(screen.getByRole("checkbox", { name: /Only for me/ }));
  screen.getByRole("button", { name: "Pay €8.00 and ask" });
  expect(screen.queryByText(/Joining costs/)).toBeNull();
});

test("a free question says how many are left, and what the next one costs", async () => {
  server.on("GET /handles/mara/prices", () => shown("stripe", { free_left: 1, private_extra: null }));
  open(OFFER);
  await screen.findByText(/it is your last free one in these 30 days. After that a question costs €5.00/);
  screen.getByRole("button", { name: "Yes, ask Mara" });
});

test("where the free ones are used up meanwhile, the price is told and nothing is taken", async () => {
  server.on(ACCEPT, () =>
    json({ code: "price_changed", detail: "The price is another one.", fields: { amount: 500, currency: "EUR" } }, 409),
  );
  open(OFFER);
  await userEvent.click(await screen.findByRole("button", { name: "Yes, ask Mara" }));
  const alert = await screen.findByRole("alert");
  expect(alert.textContent).toBe(
    "The price is another one. It costs €5.00. Nothing was taken; press again if you agree.",
  );
});

test("an offer that was left on the way can be paid or cancelled", async () => {
  server.on(`POST /payments/${PAYMENT.id}/cancel`, () => json({ ...PAYMENT, status: "lapsed" }));
  open({ ...PRICED, payment: PAYMENT });
  await screen.findByText("Not paid yet");
  screen.getByRole("button", { name: "Pay €5.00" });
  await userEvent.click(screen.getByRole("button", { name: "Cancel" }));
  await waitFor(() => expect(server.bodies(`POST /payments/${PAYMENT.id}/cancel`)).toHaveLength(1));
});

test("by hand it says how to pay, with a reference", async () => {
  server.on(`GET /payments/${PAYMENT.id}`, () => json({ ...PAYMENT, how_to_pay: "Bank transfer to Mara." }));
  open({ ...PRICED, payment: { ...PAYMENT, way: "by_hand", checkout_url: null } });
  await screen.findByText("Bank transfer to Mara.");
  screen.getByText("ABCD-1234");
});

test.each([
  ["accepted", { status: "held" }, "€5.00 is held. It is taken only with the answer."],
  ["answered", { status: "captured" }, "You paid €5.00."],
  ["declined", { status: "released" }, "Your €5.00 was released: nothing was taken."],
  ["expired", { status: "held", due: "give_back" }, "Your €5.00 is on its way back to you."],
  ["declined", { status: "refunded" }, "Your €5.00 was given back."],
])("the money of a question that is %s: %j", async (status, payment, words) => {
  open({ ...PRICED, status, payment: { ...PAYMENT, ...payment } });
  expect((await screen.findByTestId("money")).textContent).toBe(words);
});

test("where no money can come there is no word of it", async () => {
  server.on("GET /payments/settings", () => json({ ways: [], currencies: [] }));
  server.on(ACCEPT, () => json({ id: "e1", status: "accepted", path: "E", payment: null }));
  open(OFFER);
  await userEvent.click(await screen.findByRole("button", { name: "Yes, ask Mara" }));
  await waitFor(() => expect(server.bodies(ACCEPT)).toEqual([null]));
  expect(document.body.textContent).not.toMatch(/pay|price|€|free/i);
  expect(server.sent.map((each) => each.to)).not.toContain("GET /handles/mara/prices");
});
