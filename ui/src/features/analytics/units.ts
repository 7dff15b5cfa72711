/** A metric's value with its unit, as a person reads it. */
import type { Schema } from "~/shared/api";
import { percent } from "~/shared/percent";

export type Metric = Schema<"MetricOut">;

export function inUnit(value: number, unit: Metric["unit"]): string {
  const rounded = (digits: number) => value.toLocaleString(undefined, { maximumFractionDigits: digits });
  switch (unit) {
    case "share":
      return percent(value);
    case "seconds":
      return value < 1 ? `${Math.round(value * 1000)} ms` : `${rounded(1)} s`;
    case "hours":
      return `${rounded(1)} h`;
    case "minutes_per_week":
      return value > 0 && value < 1 ? "under 1 min" : `${rounded(0)} min`;
    case "per_100_users":
      return rounded(1);
    case "questions":
      return rounded(0);
  }
}
