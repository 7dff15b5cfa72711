import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";

import { DocumentList } from "~/features/knowledge/DocumentList";
import { readAnswer } from "~/features/knowledge/upload";
import { queryClient } from "~/shared/queries";
import { FakeServer, json } from "./support/fakeServer";
import { show } from "./support/show";

const OLD = {
  id: "d1", avee_id: "a1", layer: "public", title: "Prices", source: "prices-2025.md", status: "ready", failure: null,
  failure_code: null, replaces: null, same_title_as: null, chunk_count: 3,
  created_at: "2026-01-01T00:00:00Z", updated_at: "2026-01-01T00:00:00Z",
}; // prettier-ignore
const HELD = { ...OLD, id: "d2", source: "prices-2026.md", status: "held", same_title_as: "d1", chunk_count: 0 };

let server: FakeServer;
beforeEach(() => {
  queryClient.clear();
  server = new FakeServer()
    .on("GET /avees/a1/documents", () => json({ items: [HELD, OLD], next_cursor: null }))
    .on("GET /avees/a1/trust", () => json({}, 404))
    .on("POST /avees/a1/documents/d2/choice", () => json({ ...HELD, status: "pending" }, 202));
});

test.each([
  ["Replace “Prices” (prices-2025.md)", { if_exists: "replace", replaces: "d1" }],
  ["Keep both", { if_exists: "keep_both" }],
])("a document of another one's title asks: %s", async (button, body) => {
  show({ "/": () => <DocumentList avee="a1" mayEdit /> }, "/");
  expect(await screen.findByText("waiting for your choice")).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: button }));
  await waitFor(() => expect(server.bodies("POST /avees/a1/documents/d2/choice")).toEqual([body]));
});

test("an upload says what came of it", () => {
  expect(readAnswer(202, OLD).result).toBe("uploaded");
  expect(readAnswer(202, { ...OLD, replaces: "d0" }).result).toContain("a new version");
  expect(readAnswer(200, OLD).result).toContain("nothing changes");
  const documents = [{ id: "d1", title: "Prices", source: "prices.md" }];
  const asked = { code: "document_exists", detail: "Replace it, or keep both?", fields: { documents } };
  expect(readAnswer(409, asked)).toEqual({ problem: "Replace it, or keep both?", existing: documents });
  expect(readAnswer(409, { ...asked, code: "other" }).existing).toBeUndefined();
});
