/** One signal has one figure, wherever it is shown, and a score under a threshold never looks equal to it. */
import { expect, test } from "vitest";

import { atMostPercent, percent, settingPercent, wholePercent } from "~/shared/percent";

test.each([
  [0.5475, 54],
  [0.0876, 8],
  [0.29, 29],
  [0.7499, 74],
  [0.75, 75],
  [1, 100],
  [0, 0],
])("%f is shown as %i per cent", (share, shown) => {
  expect(wholePercent(share)).toBe(shown);
  expect(percent(share)).toBe(`${shown} %`);
});

test("a bound is rounded up, and a setting is shown as it was typed", () => {
  expect([atMostPercent(0.021), atMostPercent(0.02), settingPercent(0.088), settingPercent(0.85)]).toEqual([
    "3 %",
    "2 %",
    "8.8 %",
    "85 %",
  ]);
});
