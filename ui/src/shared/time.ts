/** Times in the reader's zone and words. */
const DATE = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });
const DATE_TIME = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
// Sweden writes a date as date fields do.
const DAY = new Intl.DateTimeFormat("sv-SE");
const CLOCK = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });
const RELATIVE = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });
const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

export const date = (iso: string) => DATE.format(new Date(iso));
export const dateTime = (iso: string) => DATE_TIME.format(new Date(iso));

/** The reader's day as a date field has it, such as "2026-12-24", of a time; and the last second of such a day. */
export const dayOf = (iso: string) => DAY.format(new Date(iso));
export const endOf = (day: string) => new Date(`${day}T23:59:59`).toISOString();

/** The clock for today, the date before. */
export function shortTime(iso: string): string {
  const when = new Date(iso);
  return when.toDateString() === new Date().toDateString() ? CLOCK.format(when) : DATE.format(when);
}

/** "3 hours ago", "in 2 days". */
export function relative(iso: string, now = Date.now()): string {
  const seconds = (new Date(iso).getTime() - now) / 1000;
  for (const [unit, size] of STEPS) {
    if (Math.abs(seconds) >= size) return RELATIVE.format(Math.round(seconds / size), unit);
  }
  return "just now";
}

/** "an hour", "5 hours", "2 days": never less than the figure. */
export function hoursInWords(hours: number): string {
  const whole = Math.max(1, Math.ceil(hours));
  if (whole === 1) return "an hour";
  return whole <= 48 ? `${whole} hours` : `${Math.ceil(whole / 24)} days`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
