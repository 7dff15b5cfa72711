/** The week as a grid to paint and as fields to be exact; no window at all means any time. */
import { ActionIcon, Button, Group, Select, Stack, TagsInput, Text, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";

import type { Window } from "~/features/policy/week";
import { WeekGrid } from "~/features/policy/WeekGrid";

const DAYS = [
  ["mon", "Monday"],
  ["tue", "Tuesday"],
  ["wed", "Wednesday"],
  ["thu", "Thursday"],
  ["fri", "Friday"],
  ["sat", "Saturday"],
  ["sun", "Sunday"],
] as const;
type Raw = Record<string, unknown>;
interface Week {
  timezone: string;
  weekly: Partial<Record<string, Window[]>>;
  holidays: string[];
}

const ZONES = Intl.supportedValuesOf("timeZone");
const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;

export function Availability({
  raw,
  onChange,
  problem,
}: {
  raw: Raw;
  onChange: (raw: Raw) => void;
  problem: string | undefined;
}) {
  const week: Week = { timezone: HERE, weekly: {}, holidays: [], ...raw };
  const set = (changes: Partial<Week>) => onChange({ ...week, ...changes });
  const setDay = (day: string, windows: Window[]) => set({ weekly: { ...week.weekly, [day]: windows } });
  const isAlways = DAYS.every(([day]) => !week.weekly[day]?.length);
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {isAlways
          ? "At any time (the default). Add a window to take questions only then."
          : "Outside these windows nothing is offered; people are told when to come back."}
      </Text>
      <WeekGrid days={DAYS} weekly={week.weekly} onChange={setDay} />
      {DAYS.map(([day, name]) => (
        <Group key={day} gap="xs" align="center" role="group" aria-label={name}>
          <Text size="sm" w={92} fw={500}>
            {name}
          </Text>
          {(week.weekly[day] ?? []).map((window, index) => {
            const change = (part: 0 | 1, value: string) => {
              const windows = [...(week.weekly[day] ?? [])];
              windows[index] = part === 0 ? [value, window[1]] : [window[0], value];
              setDay(day, windows);
            };
            return (
              <Group key={index} gap={4} wrap="nowrap">
                <TextInput
                  size="xs"
                  type="time"
                  aria-label={`${name}, from`}
                  value={window[0]}
                  onChange={(event) => change(0, event.currentTarget.value)}
                />
                <Text size="sm" aria-hidden>
                  –
                </Text>
                <TextInput
                  size="xs"
                  type="time"
                  aria-label={`${name}, until`}
                  value={window[1] === "24:00" ? "23:59" : window[1]}
                  onChange={(event) => change(1, event.currentTarget.value)}
                />
                <ActionIcon
                  size="sm"
                  variant="subtle"
                  color="gray"
                  aria-label={`Remove this window of ${name}`}
                  onClick={() =>
                    setDay(
                      day,
                      (week.weekly[day] ?? []).filter((_, other) => other !== index),
                    )
                  }
                >
                  <IconTrash size={14} aria-hidden />
                </ActionIcon>
              </Group>
            );
          })}
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() =>
              setDay(day, [
                ...(week.weekly[day] ?? []),
                week.weekly[day]?.length ? ["14:00", "17:00"] : ["09:00", "12:00"],
              ])
            }
          >
            Add<span className="visually-hidden"> a window on {name}</span>
          </Button>
        </Group>
      ))}
      <Select
        label="Time zone"
        description={`Of the windows above. Yours is ${HERE}.`}
        searchable
        allowDeselect={false}
        limit={50}
        data={ZONES.includes(week.timezone) ? ZONES : [week.timezone, ...ZONES]}
        value={week.timezone}
        onChange={(value) => set({ timezone: value ?? HERE })}
        maw={320}
      />
      <TagsInput
        label="Days off"
        description="Dates such as 2026-12-24, on which nothing is offered"
        value={week.holidays}
        onChange={(holidays) => set({ holidays })}
      />
      {problem && (
        <Text c="red" size="sm" role="alert">
          {problem}
        </Text>
      )}
    </Stack>
  );
}
