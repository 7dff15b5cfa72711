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
