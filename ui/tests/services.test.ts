/** Addresses of notifications are made from what people type in plain words. */
import { expect, test } from "vitest";

import { isComplete, isMailAddress, SERVICES } from "~/features/notifying/services";

const TYPED: Record<string, [typed: Record<string, string>, address: string]> = {
  email: [
    { to: "ada@example.org", from: "ada.k@gmail.com", password: "a b/c" },
    "mailtos://ada.k:a%20b%2Fc@gmail.com?to=ada%40example.org",
  ],
  telegram: [{ token: "12:AB", chat: "34" }, "tgram://12:AB/34"],
  slack: [{ url: "https://hooks.slack.com/services/A/B/C" }, "https://hooks.slack.com/services/A/B/C"],
  discord: [{ url: "https://discord.com/api/webhooks/1/x" }, "https://discord.com/api/webhooks/1/x"],
  phone: [{ topic: "bees" }, "ntfys://ntfy.sh/bees"],
  other: [{ url: " gotifys://host/token " }, "gotifys://host/token"],
};

test.each(SERVICES.map((each) => [each.name, each] as const))("%s", (name, service) => {
  const [typed, address] = TYPED[name] ?? [{}, ""];
  expect(isComplete(service, {})).toBe(false);
  expect(isComplete(service, typed)).toBe(true);
  expect(service.addressOf(typed)).toBe(address);
});

test("a mail server of one’s own", () => {
  const email = SERVICES.find((each) => each.name === "email");
  const typed = { to: "ada@example.org", from: "ada@bees.example", password: "p", server: "smtp.bees.example" };
  expect(email?.addressOf(typed)).toBe(
    "mailtos://ada:p@bees.example?to=ada%40example.org&smtp=smtp.bees.example&user=ada%40bees.example",
  );
  expect(email && isComplete(email, { ...typed, to: "ada" })).toBe(false);
});

test("a mail address is known as one, and no other address is", () => {
  expect(["ada@example.org", " a.b+c@mail.example.org "].every(isMailAddress)).toBe(true);
  expect(["ada", "mailtos://ada:p@example.org", "@ada", "https://example.org/@ada"].some(isMailAddress)).toBe(false);
});
