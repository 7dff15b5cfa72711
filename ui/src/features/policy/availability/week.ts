/** A day's windows, such as ["09:00", "12:00"], as hours of a grid, and back. A day ends at "24:00". */
export type Window = [string, string];
type Cover = "all" | "part" | "none";

const DAY = 24 * 60;

export const minutes = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
const clock = (at: number) => `${String(Math.floor(at / 60)).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}`;

/** How much the windows cover of each of the 24 hours. */
export function hoursOf(windows: readonly Window[]): Cover[] {
  const merged = merge(windows.map(([from, until]) => [minutes(from), minutes(until)]));
  return Array.from({ length: 24 }, (_, hour) => {
    const covered = merged.reduce(
      (sum, [from, until]) => sum + Math.max(0, Math.min(until, (hour + 1) * 60) - Math.max(from, hour * 60)),
      0,
    );
    return covered === 60 ? "all" : covered === 0 ? "none" : "part";
  });
}

/** The windows with this hour added or removed; windows that touch become one. */
export function paint(windows: readonly Window[], hour: number, isOn: boolean): Window[] {
  const spans = windows.map(([from, until]): [number, number] => [minutes(from), minutes(until)]);
  const [start, end] = [hour * 60, (hour + 1) * 60];
  const next = isOn
    ? [...spans, [start, end] as [number, number]]
    : spans.flatMap(([from, until]): [number, number][] => [
        [from, Math.min(until, start)],
        [Math.max(from, end), until],
      ]);
  return merge(next).map(([from, until]) => [clock(from), clock(until)]);
}

function merge(spans: readonly (readonly [number, number])[]): [number, number][] {
  const sorted = spans
    .filter(([from, until]) => from < until && until <= DAY)
    .toSorted((one, other) => one[0] - other[0]);
  const merged: [number, number][] = [];
  for (const [from, until] of sorted) {
    const last = merged.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], until);
    else merged.push([from, until]);
  }
  return merged;
}
