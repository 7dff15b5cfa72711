import { afterEach, expect, test, vi } from "vitest";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

test.each(["America/Los_Angeles", "UTC", "Europe/Oslo", "Pacific/Auckland"])(
  "a day that was chosen in %s is the day that is shown there",
  async (zone) => {
    vi.stubEnv("TZ", zone);
    const { dayOf, endOf } = await import("~/shared/time");
    for (const day of ["2026-12-24", "2027-03-28", "2027-10-31", "2999-01-01"]) expect(dayOf(endOf(day))).toBe(day);
  },
);

test.each([
  ["Europe/Oslo", "2026-12-24", "2026-12-24T22:59:59.000Z"],
  ["America/Los_Angeles", "2026-12-24", "2026-12-25T07:59:59.000Z"],
  // The clocks change on this day.
  ["Europe/Oslo", "2027-03-28", "2027-03-28T21:59:59.000Z"],
])("a day ends in %s with its last second", async (zone, day, end) => {
  vi.stubEnv("TZ", zone);
  const { endOf } = await import("~/shared/time");
  expect(endOf(day)).toBe(end);
});

test.each([
  [59, "just now", "less than a minute"],
  [60, "1 minute ago", "1 minute"],
  [3_599, "60 minutes ago", "60 minutes"],
  [3_600, "1 hour ago", "1 hour"],
  [86_400, "yesterday", "1 day"],
])("%i seconds are told in the unit that they fill", async (seconds, ago, duration) => {
  const { relative, durationSince } = await import("~/shared/time");
  const now = Date.UTC(2026, 5, 1, 12);
  const then = new Date(now - seconds * 1000).toISOString();
  expect([relative(then, now), durationSince(then, now)]).toEqual([ago, duration]);
});

test.each([
  [0.2, "an hour"],
  [1, "an hour"],
  [1.1, "2 hours"],
  [48, "48 hours"],
  [48.5, "3 days"],
])("%f hours are told rounded up", async (hours, said) => {
  const { hoursInWords } = await import("~/shared/time");
  expect(hoursInWords(hours)).toBe(said);
});
