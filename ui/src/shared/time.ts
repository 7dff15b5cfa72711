/** Times in the reader's time zone and language. */
const DATE = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });
const DATE_TIME = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
// The Swedish format is the one that date fields use.
const DAY = new Intl.DateTimeFormat("sv-SE");
const CLOCK = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });
const RELATIVE = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });
const UNITS: [unit: "day" | "hour" | "minute", seconds: number][] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

const TIME_ZONES = Intl.supportedValuesOf("timeZone");
export const OWN_TIME_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** All time zones, with this one among them even if the browser does not know it. */
export const timeZonesWith = (zone: string) => (TIME_ZONES.includes(zone) ? TIME_ZONES : [zone, ...TIME_ZONES]);

export const date = (iso: string) => DATE.format(new Date(iso));
export const dateTime = (iso: string) => DATE_TIME.format(new Date(iso));

/** The clock time where it is today, else with the date. */
export const clock = (iso: string) =>
  new Date(iso).toDateString() === new Date().toDateString() ? CLOCK.format(new Date(iso)) : dateTime(iso);

/** The reader's day of a time, as date fields write it, such as "2026-12-24". */
export const dayOf = (iso: string) => DAY.format(new Date(iso));

/** The last second of such a day. */
export const endOf = (day: string) => new Date(`${day}T23:59:59`).toISOString();

/** The clock time for today, the date for earlier days. */
export function shortTime(iso: string): string {
  const when = new Date(iso);
  return when.toDateString() === new Date().toDateString() ? CLOCK.format(when) : DATE.format(when);
}

/** Such as "3 hours ago" or "in 2 days". */
export function relative(iso: string, now = Date.now()): string {
  const seconds = (new Date(iso).getTime() - now) / 1000;
  for (const [unit, size] of UNITS) {
    if (Math.abs(seconds) >= size) return RELATIVE.format(Math.round(seconds / size), unit);
  }
  return "just now";
}

/** How long ago a time is, such as "5 minutes". */
export function durationSince(iso: string, now = Date.now()): string {
  const seconds = (now - new Date(iso).getTime()) / 1000;
  for (const [unit, size] of UNITS) if (seconds >= size) return plural(Math.round(seconds / size), unit);
  return "less than a minute";
}

/** Such as "an hour", "5 hours" or "2 days"; rounded up. */
export function hoursInWords(hours: number): string {
  const whole = Math.max(1, Math.ceil(hours));
  if (whole === 1) return "an hour";
  return whole <= 48 ? `${whole} hours` : `${Math.ceil(whole / 24)} days`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** From midnight to midnight in the reader's time zone. */
export function rangeOfDay(day: string): { since?: string; until?: string } {
  if (!day) return {};
  const [since, until] = [new Date(`${day}T00:00`), new Date(`${day}T00:00`)];
  until.setDate(until.getDate() + 1);
  return { since: since.toISOString(), until: until.toISOString() };
}
