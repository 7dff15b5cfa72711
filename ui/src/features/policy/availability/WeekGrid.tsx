/** The week at a glance, painted with a finger or a mouse. Keyboards and screen readers use the fields below it. */
import { useRef } from "react";

import { hoursOf, paint, type Window } from "~/features/policy/availability/week";

interface Props {
  days: readonly (readonly [string, string])[];
  weekly: Partial<Record<string, Window[]>>;
  onChange: (day: string, windows: Window[]) => void;
}

const MARKS = [0, 6, 12, 18];

export function WeekGrid({ days, weekly, onChange }: Props) {
  /** Whether the current stroke adds hours or removes them; null between strokes. */
  const stroke = useRef<boolean | null>(null);
  const windowsOf = (at: number) => weekly[days.at(at)?.[0] ?? ""] ?? [];
  const draw = (at: number, hour: number) => {
    const [day, before] = [days.at(at)?.[0], days.at(at - 1)?.[0]];
    if (stroke.current === null || day === undefined || before === undefined) return;
    // An hour that a window of the day before runs into is taken from that window.
    const isLate = !stroke.current && hoursOf([], windowsOf(at - 1))[hour] !== "none";
    if (isLate) onChange(before, paint(windowsOf(at - 1), hour + 24, false));
    else onChange(day, paint(windowsOf(at), hour, stroke.current));
  };
  const end = () => {
    stroke.current = null;
  };
  return (
    <div className="week" aria-hidden>
      <span />
      {Array.from({ length: 24 }, (_, hour) => (
        <span key={hour} className="week-mark">
          {MARKS.includes(hour) ? hour : ""}
        </span>
      ))}
      {days.map(([day, name], at) => (
        <div key={day} className="week-row">
          <span className="week-day">{name.slice(0, 3)}</span>
          {hoursOf(windowsOf(at), windowsOf(at - 1)).map((cover, hour) => (
            <span
              key={hour}
              className="week-hour"
              data-cover={cover}
              data-testid={`${day}-${hour}`}
              onPointerDown={(event) => {
                event.currentTarget.releasePointerCapture(event.pointerId);
                stroke.current = cover !== "all";
                addEventListener("pointerup", end, { once: true });
                addEventListener("pointercancel", end, { once: true });
                draw(at, hour);
              }}
              onPointerEnter={() => draw(at, hour)}
            />
          ))}
        </div>
      ))}
    </div>
  );
}
