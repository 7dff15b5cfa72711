import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, test } from "vitest";

import { Availability } from "~/features/policy/availability/Availability";
import { hoursOf, paint, problemOf, type Window } from "~/features/policy/availability/week";

test.each<[string, Window[], number, boolean, Window[]]>([
  ["an hour of an empty day", [], 9, true, [["09:00", "10:00"]]],
  ["the next hour makes one window longer", [["09:00", "10:00"]], 10, true, [["09:00", "11:00"]]],
  [
    "the hour between joins two",
    [
      ["09:00", "10:00"],
      ["11:00", "12:00"],
    ],
    10,
    true,
    [["09:00", "12:00"]],
  ],
  [
    "an hour in the middle cuts one in two",
    [["09:00", "12:00"]],
    10,
    false,
    [
      ["09:00", "10:00"],
      ["11:00", "12:00"],
    ],
  ],
  [
    "what is left of an exact window stays exact",
    [["09:30", "12:15"]],
    10,
    false,
    [
      ["09:30", "10:00"],
      ["11:00", "12:15"],
    ],
  ],
  ["the last hour ends with the day", [], 23, true, [["23:00", "24:00"]]],
  ["the only hour taken away leaves none", [["09:00", "10:00"]], 9, false, []],
  ["an hour after midnight is taken from the evening before", [["22:00", "02:00"]], 25, false, [["22:00", "01:00"]]],
  ["the hour before midnight ends the evening", [["22:00", "02:00"]], 23, false, [["22:00", "23:00"]]],
  ["an hour more keeps the night", [["22:00", "02:00"]], 21, true, [["21:00", "02:00"]]],
])("%s", (_, before, hour, isOn, after) => {
  expect(paint(before, hour, isOn)).toEqual(after);
});

test("hours are covered wholly, in part, or not", () => {
  const hours = hoursOf([
    ["09:30", "12:00"],
    ["23:00", "24:00"],
  ]);
  expect([hours[8], hours[9], hours[10], hours[12], hours[23]]).toEqual(["none", "part", "all", "none", "all"]);
  expect(hours).toHaveLength(24);
});

test("a night covers hours of the next day", () => {
  const hours = hoursOf([], [["22:00", "01:30"]]);
  expect([hours[0], hours[1], hours[2], hours[22]]).toEqual(["all", "part", "none", "none"]);
});

test.each<[Window, string | null]>([
  [["00:00", "24:00"], null],
  [["22:00", "02:00"], null],
  [["23:59", "00:00"], null],
  [["09:00", "09:00"], "It must have a length; a whole day is 00:00 to 24:00"],
  [["24:00", "02:00"], "It must have a length; a whole day is 00:00 to 24:00"],
  [["9:00", "12:00"], "A time from 00:00 to 24:00, such as 09:30"],
  [["09:00", "24:01"], "A time from 00:00 to 24:00, such as 09:30"],
])("%s: %s", (window, problem) => {
  expect(problemOf(window)).toBe(problem);
});

function Held({ told }: { told: (raw: Record<string, unknown>) => void }) {
  const [raw, setRaw] = useState<Record<string, unknown>>({ timezone: "Europe/Oslo", weekly: {} });
  return (
    <Availability
      raw={raw}
      problem={undefined}
      onChange={(next) => {
        setRaw(next);
        told(next);
      }}
    />
  );
}

test("a stroke over the grid and the fields below say the same", async () => {
  let last: Record<string, unknown> = {};
  render(
    <MantineProvider env="test">
      <Held told={(raw) => (last = raw)} />
    </MantineProvider>,
  );
  const user = userEvent.setup();
  Element.prototype.releasePointerCapture = () => undefined;
  await user.pointer([
    { keys: "[MouseLeft>]", target: screen.getByTestId("tue-9") },
    { target: screen.getByTestId("tue-10") },
    { keys: "[/MouseLeft]" },
  ]);
  expect(last.weekly).toEqual({ tue: [["09:00", "11:00"]] });
  expect(screen.getByLabelText<HTMLInputElement>("Tuesday, until").value).toBe("11:00");
  await user.pointer([{ target: screen.getByTestId("tue-12") }]);
  expect(last.weekly).toEqual({ tue: [["09:00", "11:00"]] });
  await user.click(screen.getByRole("button", { name: "Remove this window on Tuesday" }));
  expect(last.weekly).toEqual({ tue: [] });
});

test("at any time or at these times is a choice, and none of these times means never", async () => {
  let last: Record<string, unknown> = {};
  render(
    <MantineProvider env="test">
      <Held told={(raw) => (last = raw)} />
    </MantineProvider>,
  );
  const user = userEvent.setup();
  screen.getByText("No time is set: you take no questions at any time.");
  await user.click(screen.getByRole("radio", { name: "At any time" }));
  expect(last.anytime).toBe(true);
  expect(screen.queryByTestId("mon-9")).toBeNull();
  await user.click(screen.getByRole("radio", { name: "At these times only" }));
  expect(last.anytime).toBe(false);
  await user.click(screen.getByRole("button", { name: /window on Monday/ }));
  const until = screen.getByLabelText<HTMLInputElement>("Monday, until");
  await user.clear(until);
  await user.type(until, "24:00");
  expect(until.value).toBe("24:00");
  expect(last.weekly).toEqual({ mon: [["09:00", "24:00"]] });
});
