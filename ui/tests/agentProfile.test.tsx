import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";

import { AgentProfile } from "~/features/chat/AgentProfile";
import { queryClient } from "~/shared/queries";
import { FakeServer, json, problem } from "./support/fakeServer";
import { show } from "./support/show";

const ADA = { id: "u1", display_name: "Ada", guest_of: null };
const MARA = {
  id: "a1",
  handle: "mara",
  display_name: "Mara’s bees",
  creator_name: "Mara",
  takes_guests: true,
};

let server: FakeServer;
beforeEach(() => {
  queryClient.clear();
  server = new FakeServer()
    .on("GET /avees/mara", () => json(MARA))
    .on("POST /conversations", () => json({ id: "c1" }, 201));
});

/** Writes a question on the public page and sends it off; gives where the browser then is. */
async function ask(): Promise<() => string> {
  const where = show(
    { "/@{$handle}": AgentProfile, "/messages/$conversation": () => null, "/sign-in": () => null },
    "/@mara",
  );
  await userEvent.type(await screen.findByLabelText("Your question"), "When do bees swarm?");
  await userEvent.click(screen.getByRole("button", { name: /ask$/i }));
  return where;
}

test("whoever asks before the page knows who they are is waited for, not sent to sign in", async () => {
  let tell: (response: Response) => void = () => undefined;
  server.on("GET /me", () => new Promise((resolve) => (tell = resolve)));
  const where = await ask();
  expect(where()).toBe("/@mara");
  tell(json(ADA));
  await waitFor(() => expect(where()).toBe("/messages/c1"));
  expect(server.bodies("POST /orchestrator/message")).toMatchObject([
    { conversation_id: "c1", message: "When do bees swarm?" },
  ]);
});

test("a visitor becomes a guest by asking, and the thread opens", async () => {
  let isGuest = false;
  server
    .on("GET /me", () => (isGuest ? json({ ...ADA, guest_of: "a1" }) : problem(401, "unauthorized")))
    .on("POST /guests", () => {
      isGuest = true;
      return json({ token: "t", csrf_token: "c", expires_at: "2027-01-01T00:00:00Z" }, 201);
    });
  const where = await ask();
  await waitFor(() => expect(where()).toBe("/messages/c1"));
  expect(server.bodies("POST /guests")).toEqual([{ handle: "mara" }]);
  expect(server.bodies("POST /orchestrator/message")).toMatchObject([{ message: "When do bees swarm?" }]);
});

test("a guest asks again without becoming another", async () => {
  server.on("GET /me", () => json({ ...ADA, guest_of: "a1" }));
  const where = await ask();
  await waitFor(() => expect(where()).toBe("/messages/c1"));
  expect(server.bodies("POST /guests")).toEqual([]);
});

test("where no guests are taken, a visitor is sent to sign in, and the question is still there after", async () => {
  server
    .on("GET /avees/mara", () => json({ ...MARA, takes_guests: false }))
    .on("GET /me", () => problem(401, "unauthorized"));
  const where = await ask();
  await waitFor(() => expect(where()).toBe("/sign-in?then=%2F%40mara"));
  expect(server.bodies("POST /conversations")).toEqual([]);
  expect(localStorage.getItem("orchestrator:draft:profile:mara")).toBe('"When do bees swarm?"');
});

test("a question from the public page comes along, once, beside a draft that was begun", async () => {
  localStorage.clear();
  server.on("GET /me", () => json(ADA));
  localStorage.setItem("orchestrator:draft:profile:mara", JSON.stringify("Begun."));
  const pages = { "/@{$handle}": AgentProfile, "/messages/$conversation": () => null, "/sign-in": () => null };
  const where = show(pages, "/@mara?ask=Why+do+bees+swarm%3F");
  const field = await screen.findByLabelText<HTMLTextAreaElement>("Your question");
  await waitFor(() => expect(field.value).toBe("Begun.\n\nWhy do bees swarm?"));
  await waitFor(() => expect(where()).not.toContain("ask"));
  expect(server.bodies("POST /orchestrator/message")).toEqual([]);
  localStorage.clear();
});
