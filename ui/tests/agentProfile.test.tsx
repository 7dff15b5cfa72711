import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";

import { AgentProfile } from "~/features/chat/AgentProfile";
import { queryClient } from "~/shared/queries";
import { FakeServer, json, problem } from "./support/fakeServer";
import { show } from "./support/show";

const ADA = { id: "u1", display_name: "Ada" };

let server: FakeServer;
beforeEach(() => {
  queryClient.clear();
  server = new FakeServer()
    .on("GET /avees/mara", () => json({ id: "a1", handle: "mara", display_name: "Mara’s bees", creator_name: "Mara" }))
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

test("a visitor is sent to sign in, and the question is still there after", async () => {
  server.on("GET /me", () => problem(401, "unauthorized"));
  const where = await ask();
  await waitFor(() => expect(where()).toBe("/sign-in?then=%2F%40mara"));
  expect(server.bodies("POST /conversations")).toEqual([]);
  expect(localStorage.getItem("orchestrator:draft:profile:mara")).toBe('"When do bees swarm?"');
});
