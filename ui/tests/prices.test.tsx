import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";

import { Prices } from "~/features/payments/prices/Prices";
import { keys, queryClient } from "~/shared/queries";
import { FakeServer, json, problem } from "./support/fakeServer";
import { show } from "./support/show";

const TIERS = ["guest", "free", "follower", "paid"];
const SAVED = {
  currency: "EUR",
  way: "stripe",
  ways: ["stripe", "by_hand"],
  account: { connected: false, ready: true },
  how_to_pay: "",
  receipt_details: "",
  private_extra: null,
  membership: { month: null, year: null },
  tiers: [{ tier: "free", amount: 500, free_per_month: 2 }],
  version: 3,
};
const PREVIEW = {
  days: 30,
  asked: 4,
  answered: 3,
  would_pay: 3,
  free: 1,
  earned: 1650,
  lost: 150,
  currency: "EUR",
  tiers: [],
};

let server: FakeServer;
beforeEach(() => {
  queryClient.clear();
  localStorage.clear();
  queryClient.setQueryData(keys.avees, [{ id: "a1", handle: "mara", display_name: "Mara", role: "owner" }]);
  server = new FakeServer()
    .on("GET /me", () => json({ id: "u1", guest_of: null }))
    .on("GET /payments/settings", () =>
      json({
        ways: ["stripe", "by_hand"],
        currencies: [
          { code: "EUR", digits: 2 },
          { code: "JPY", digits: 0 },
        ],
      }),
    )
    .on("GET /avees/a1/prices", () => json(SAVED))
    .on("POST /avees/a1/prices/preview", () => json(PREVIEW));
  show({ "/my-agents/$handle/prices": Prices }, "/my-agents/mara/prices");
});

const ofTier = async (name: string) => within(await screen.findByRole("group", { name }));
const save = () => screen.getByRole<HTMLButtonElement>("button", { name: "Save prices" });

test("an amount says what was understood, and what it would have brought stands beside the button", async () => {
  const free = await ofTier("People with an account (Free)");
  const price = free.getByRole<HTMLInputElement>("textbox", { name: "Price of a question" });
  expect(price.value).toBe("5.00");
  await userEvent.clear(price);
  await userEvent.type(price, "5,50");
  free.getByText("€5.50 a question");
  await screen.findByText(
    "In the last 30 days this would have brought €16.50, and no longer €1.50 of what your prices of now would have, " +
      "if everybody had paid: 4 questions reached you, 3 with a price and 1 that was free; you answered 3.",
  );
  server.on("PUT /avees/a1/prices", () => json({ ...SAVED, version: 4 }));
  await userEvent.click(save());
  await screen.findByText(/Saved\./);
  const sent = server.sent.find((each) => each.to === "PUT /avees/a1/prices");
  expect(sent?.ifMatch).toBe('"3"');
  expect(sent?.body).toEqual({
    way: "stripe",
    currency: "EUR",
    how_to_pay: "",
    receipt_details: "",
    private_extra: null,
    membership: { month: null, year: null },
    tiers: TIERS.map((tier) => ({
      tier,
      amount: tier === "free" ? 550 : 0,
      free_per_month: tier === "free" ? 2 : 0,
    })),
  });
});

test("what cannot be read is said at its field, and saves nothing", async () => {
  const guests = await ofTier("People without an account");
  await userEvent.type(guests.getByRole("textbox", { name: "Price of a question" }), "x");
  guests.getByText("Write an amount, such as 5.00.");
  expect(save().disabled).toBe(true);
  await screen.findByText("An amount cannot be read yet.");
});

test("a currency without minor units takes whole amounts", async () => {
  const free = await ofTier("People with an account (Free)");
  await screen.findByRole("option", { name: /^JPY/ });
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "Currency" }), "JPY");
  const price = free.getByRole("textbox", { name: "Price of a question" });
  await userEvent.clear(price);
  await userEvent.type(price, "5.50");
  free.getByText("This currency has no smaller unit: write a whole amount.");
  await userEvent.clear(price);
  await userEvent.type(price, "550");
  free.getByText("¥550 a question");
});

test("by hand there are no memberships, and how people pay is asked for at its field", async () => {
  await userEvent.click(await screen.findByRole("radio", { name: "Settled by hand" }));
  expect(screen.queryByRole("textbox", { name: "Each month" })).toBeNull();
  server.on("PUT /avees/a1/prices", () =>
    json({ code: "how_to_pay_missing", detail: "Write how people pay.", fields: { field: "how_to_pay" } }, 422),
  );
  await userEvent.click(save());
  const field = await screen.findByRole("textbox", { name: "How people pay you" });
  await waitFor(() => expect(field.getAttribute("aria-invalid")).toBe("true"));
});

test("where somebody saved other prices meanwhile, the changes stay", async () => {
  const free = await ofTier("People with an account (Free)");
  const price = free.getByRole<HTMLInputElement>("textbox", { name: "Price of a question" });
  await userEvent.clear(price);
  await userEvent.type(price, "7");
  server.on("PUT /avees/a1/prices", () => problem(412, "changed_meanwhile"));
  await userEvent.click(save());
  await screen.findByText("Other prices were saved in the meantime");
  expect(price.value).toBe("7");
});
