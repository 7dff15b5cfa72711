import { expect, test } from "vitest";

import { firstWords } from "~/shared/firstWords";

test.each([
  ["A plain message", "A plain message"],
  ["> “When do bees swarm?”\n\nYour question is with Mara now.", "Your question is with Mara now."],
  ["From Mara's documents:\n\n> **In July.**\n>\n> — Honey [1]", "From Mara's documents:\n\nIn July.\n\n— Honey [1]"],
  ["Do you mean: *How do I \\*star\\* it?*", "Do you mean: How do I *star* it?"],
  ["> “A question that fills the whole line", "“A question that fills the whole line"],
])("%j", (text, shown) => {
  expect(firstWords(text)).toBe(shown);
});
