/**
 * A day's windows, such as ["09:00", "12:00"], as hours of a grid, and back. A day ends at "24:00"; a window that
 * ends before it begins, such as ["22:00", "02:00"], ends on the next day.
 */
export type Window = [string, string];
type Cover = "all" | "part" | "none";

const DAY = 24 * 60;

export const minutes = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
const clock = (at: number) => `${String(Math.floor(at / 60)).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}`;

/** Whether a text is a time from 00:00 to 24:00. */
export const isClock = (text: string) => /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(text);

/** Why a window cannot be saved; null where it can. */
export function problemOf([from, until]: Window): string | null {
  if (!isClock(from) || !isClock(until)) return "A time from 00:00 to 24:00, such as 09:30";
  if (from === until || from === "24:00") return "It must have a length; a whole day is 00:00 to 24:00";
  return null;
}

/** Whether a window ends on the next day. */
export const isOvernight = ([from, until]: Window) => until < from && until !== "00:00";

/** In minutes of the day on which it begins; the end may lie on the next one. */
function spanOf([from, until]: Window): [number, number] {
  const [start, end] = [minutes(from), minutes(until)];
  return [start, end > start ? end : end + DAY];
}

/** How much the windows of a day, and those of the day before that end on it, cover of each of the 24 hours. */
export function hoursOf(windows: readonly Window[], before: readonly Window[] = []): Cover[] {
  const late = valid(before).map(([from, until]): [number, number] => [Math.max(0, from - DAY), until - DAY]);
  const merged = merge([...valid(windows), ...late]);
  return Array.from({ length: 24 }, (_, hour) => {
    const covered = merged.reduce(
      (sum, [from, until]) => sum + Math.max(0, Math.min(until, (hour + 1) * 60) - Math.max(from, hour * 60)),
      0,
    );
    return covered === 60 ? "all" : covered === 0 ? "none" : "part";
  });
}

/** The windows with this hour added or removed; windows that touch become one. Hours from 24 on are of the next day. */
export function paint(windows: readonly Window[], hour: number, isOn: boolean): Window[] {
  const spans = valid(windows);
  const [start, end] = [hour * 60, (hour + 1) * 60];
  const next = isOn
    ? [...spans, [start, end] as [number, number]]
    : spans.flatMap(([from, until]): [number, number][] => [
        [from, Math.min(until, start)],
        [Math.max(from, end), until],
      ]);
  return merge(next.filter(([from]) => from < DAY)).map(([from, until]) => [
    clock(from),
    clock(until > DAY ? until - DAY : until),
  ]);
}

const valid = (windows: readonly Window[]) => windows.filter((each) => problemOf(each) === null).map(spanOf);

function merge(spans: readonly (readonly [number, number])[]): [number, number][] {
  const sorted = spans.filter(([from, until]) => from < until).toSorted((one, other) => one[0] - other[0]);
  const merged: [number, number][] = [];
  for (const [from, until] of sorted) {
    const last = merged.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], until);
    else merged.push([from, until]);
  }
  return merged;
}
