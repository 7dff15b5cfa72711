/** When the creator takes questions: a grid to paint, and fields for exact times. No window means any time. */
import { ActionIcon, Button, Group, Select, Stack, TagsInput, Text, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";

import { OWN_TIME_ZONE, timeZonesWith } from "~/shared/time";
import type { Window } from "~/features/policy/availability/week";
import { WeekGrid } from "~/features/policy/availability/WeekGrid";

const DAYS = [
  ["mon", "Monday"],
  ["tue", "Tuesday"],
  ["wed", "Wednesday"],
  ["thu", "Thursday"],
  ["fri", "Friday"],
  ["sat", "Saturday"],
  ["sun", "Sunday"],
] as const;
const FIRST_WINDOW: Window = ["09:00", "12:00"];
const SECOND_WINDOW: Window = ["14:00", "17:00"];

/** The setting as the server holds it. */
type Raw = Record<string, unknown>;
interface Week {
  timezone: string;
  weekly: Partial<Record<string, Window[]>>;
  /** Dates such as "2026-12-24". */
  holidays: string[];
}

interface Props {
  raw: Raw;
  onChange: (raw: Raw) => void;
  problem: string | undefined;
}

export function Availability({ raw, onChange, problem }: Props) {
  const week: Week = { timezone: OWN_TIME_ZONE, weekly: {}, holidays: [], ...raw };
  const set = (changes: Partial<Week>) => onChange({ ...week, ...changes });
  const setDay = (day: string, windows: Window[]) => set({ weekly: { ...week.weekly, [day]: windows } });
  const isAlways = DAYS.every(([day]) => !week.weekly[day]?.length);
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {isAlways
          ? "You take questions at any time (the default). Add a window to take them only then."
          : "Outside these windows your agent does not offer to ask you, and tells people when they can ask."}
      </Text>
      <WeekGrid days={DAYS} weekly={week.weekly} onChange={setDay} />
      {DAYS.map(([day, name]) => (
        <DayFields
          key={day}
          name={name}
          windows={week.weekly[day] ?? []}
          onChange={(windows) => setDay(day, windows)}
        />
      ))}
      <Select
        label="Time zone"
        description={`The time zone of the windows above. Yours is ${OWN_TIME_ZONE}.`}
        searchable
        allowDeselect={false}
        limit={50}
        data={timeZonesWith(week.timezone)}
        value={week.timezone}
        onChange={(value) => set({ timezone: value ?? OWN_TIME_ZONE })}
        maw={320}
      />
      <TagsInput
        label="Days off"
        description="Dates such as 2026-12-24 on which you take no questions."
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

interface DayProps {
  name: string;
  windows: Window[];
  onChange: (windows: Window[]) => void;
}

function DayFields({ name, windows, onChange }: DayProps) {
  const replace = (index: number, window: Window) =>
    onChange(windows.map((each, other) => (other === index ? window : each)));
  return (
    <Group gap="xs" align="center" role="group" aria-label={name}>
      <Text size="sm" w={92} fw={500}>
        {name}
      </Text>
      {windows.map((window, index) => (
        <WindowFields
          key={index}
          day={name}
          window={window}
          onChange={(next) => replace(index, next)}
          onRemove={() => onChange(windows.filter((_, other) => other !== index))}
        />
      ))}
      <Button
        size="compact-xs"
        variant="subtle"
        onClick={() => onChange([...windows, windows.length ? SECOND_WINDOW : FIRST_WINDOW])}
      >
        Add<span className="visually-hidden"> a window on {name}</span>
      </Button>
    </Group>
  );
}

interface WindowProps {
  day: string;
  window: Window;
  onChange: (window: Window) => void;
  onRemove: () => void;
}

function WindowFields({ day, window: [from, until], onChange, onRemove }: WindowProps) {
  return (
    <Group gap={4} wrap="nowrap">
      <TextInput
        size="xs"
        type="time"
        aria-label={`${day}, from`}
        value={from}
        onChange={(event) => onChange([event.currentTarget.value, until])}
      />
      <Text size="sm" aria-hidden>
        –
      </Text>
      <TextInput
        size="xs"
        type="time"
        aria-label={`${day}, until`}
        // Time fields do not know 24:00.
        value={until === "24:00" ? "23:59" : until}
        onChange={(event) => onChange([from, event.currentTarget.value])}
      />
      <ActionIcon
        size="sm"
        variant="subtle"
        color="gray"
        aria-label={`Remove this window on ${day}`}
        onClick={onRemove}
      >
        <IconTrash size={14} aria-hidden />
      </ActionIcon>
    </Group>
  );
}
