import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";

import { QuotedAnswer } from "~/features/chat/sources/QuotedAnswer";
import { queryClient } from "~/shared/queries";
import { FakeServer, json, problem } from "./support/fakeServer";
import { show } from "./support/show";

const QUOTED = {
  outro: "Yours, Mara",
  intro: "From Mara's documents:",
  quotes: [
    { text: "**Below 18 %.**\n\nI measure it.", title: "Honey › Moisture", passages: ["p1", "p2"] },
    { text: "**Item: Veil; Price: 20 €**", title: "The shop", passages: ["p3"] },
  ],
};
const SOURCES = ["p1", "p2", "p3"].map((id) => ({
  kind: "document" as const,
  id,
  title: id === "p3" ? "The shop" : "Honey › Moisture",
  excerpt: `Excerpt of ${id}`,
}));

let server: FakeServer;
beforeEach(() => {
  queryClient.clear();
  server = new FakeServer();
});

const passage = (id: string) => () =>
  json({ id, heading: "Moisture", document_title: "Honey", layer: "public", content: `All of ${id}` });

test("the sentence that answers is bold, each source is told once, and the rest is folded", async () => {
  server.on("GET /avees/a1/passages/p1", passage("p1")).on("GET /avees/a1/passages/p2", passage("p2"));
  show({ "/": () => <QuotedAnswer quoted={QUOTED} sources={SOURCES} avee="a1" /> });
  expect((await screen.findByText("Below 18 %.")).tagName).toBe("STRONG");
  expect(screen.getByText("Yours, Mara")).toBeTruthy();
  expect(screen.getAllByText(/Honey › Moisture/)).toHaveLength(1);
  const more = screen.getByRole("button", { name: "More from Honey › Moisture" });
  expect(more).toHaveProperty("ariaExpanded", "false");
  expect(server.sent).toEqual([]);

  await userEvent.click(more);
  expect(await screen.findByText("All of p1")).toBeTruthy();
  expect(await screen.findByText("All of p2")).toBeTruthy();

  await userEvent.click(screen.getByRole("button", { name: "Less from Honey › Moisture" }));
  await waitFor(() => expect(screen.queryByText("All of p1")).toBeNull());
});

test("where the document was replaced since, what was quoted is still shown", async () => {
  server.on("GET /avees/a1/passages/p3", () => problem(404, "passage_not_found"));
  show({ "/": () => <QuotedAnswer quoted={QUOTED} sources={SOURCES} avee="a1" /> });
  await userEvent.click(await screen.findByRole("button", { name: "More from The shop" }));
  expect(await screen.findByText(/document has changed since/)).toBeTruthy();
  expect(screen.getByText("Excerpt of p3")).toBeTruthy();
});
