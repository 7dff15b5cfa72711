/** The preview of unsaved settings in sentences. */
import type { Schema } from "~/shared/api";
import { plural } from "~/shared/time";

type Preview = Schema<"PolicyPreviewOut">;

export function summaryOf(preview: Preview): string {
  const { considered, flipped, undecided, days, direct } = preview;
  if (considered === 0)
    return direct.considered > 0
      ? directInWords(preview)
      : `There are no messages from the last ${days} days to check.`;
  const unknown = undecided > 0 ? `; ${undecided} could not be checked` : "";
  const all = `${plural(considered, "message")} from the last ${days} days`;
  return `${flipped === 0 ? "None" : flipped} of ${all} would have taken another path${unknown}.`;
}

export function directInWords({ direct, days }: Pick<Preview, "direct" | "days">): string {
  const all = `${plural(direct.considered, "direct message")} from the last ${days} days`;
  return `${direct.refused === 0 ? "None" : direct.refused} of ${all} would have been refused.`;
}

export function minutesInWords({ creator_minutes: minutes, days }: Pick<Preview, "creator_minutes" | "days">): string {
  const before = `Questions took ${wholeMinutes(minutes.before)} of your time in these ${days} days`;
  const { after_at_least: least, after_at_most: most } = minutes;
  if (least === null || most === null) return `${before}; the time with these settings is unknown.`;
  const after =
    Math.round(least) === Math.round(most)
      ? `about ${wholeMinutes(least)}`
      : `between ${Math.round(least)} and ${wholeMinutes(most)}`;
  return `${before}; with these settings, they would have taken ${after}.`;
}

const wholeMinutes = (minutes: number) => plural(Math.round(minutes), "minute");
