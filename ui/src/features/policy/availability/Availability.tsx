/** When the creator takes questions: at any time, or at times painted on a grid or typed into fields. */
import { ActionIcon, Alert, Button, Group, Radio, Select, Stack, TagsInput, Text, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";

import { OWN_TIME_ZONE, timeZonesWith } from "~/shared/time";
import { isOvernight, problemOf, type Window } from "~/features/policy/availability/week";
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
  /** Whether the windows do not count. */
  anytime: boolean;
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
  const week: Week = { anytime: raw.weekly === undefined, timezone: OWN_TIME_ZONE, weekly: {}, holidays: [], ...raw };
  const set = (changes: Partial<Week>) => onChange({ ...week, ...changes });
  const setDay = (day: string, windows: Window[]) => set({ weekly: { ...week.weekly, [day]: windows } });
  const isNever = DAYS.every(([day]) => !week.weekly[day]?.length);
  return (
    <Stack gap="sm">
      <Radio.Group
        aria-label="When you take questions"
        value={week.anytime ? "any" : "these"}
        onChange={(value) => set({ anytime: value === "any" })}
      >
        <Group>
          <Radio value="any" label="At any time" />
          <Radio value="these" label="At these times only" />
        </Group>
      </Radio.Group>
      {!week.anytime && (
        <>
          {isNever ? (
            <Alert color="orange" p="xs" role="alert">
              No time is set: you take no questions at any time.
            </Alert>
          ) : (
            <Text size="sm" c="dimmed">
              Outside these times your agent does not offer to ask you, and tells people when they can ask. A time that
              ends before it begins, such as 22:00 to 02:00, ends on the next day.
            </Text>
          )}
          <WeekGrid days={DAYS} weekly={week.weekly} onChange={setDay} />
          {DAYS.map(([day, name]) => (
            <DayFields
              key={day}
              name={name}
              windows={week.weekly[day] ?? []}
              onChange={(windows) => setDay(day, windows)}
            />
          ))}
        </>
      )}
      <Select
        label="Time zone"
        description={`Of your times and days off. Yours is ${OWN_TIME_ZONE}.`}
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
  const problem = problemOf([from, until]);
  return (
    <Group gap={4} wrap="nowrap">
      <ClockField label={`${day}, from`} value={from} problem={problem} onChange={(next) => onChange([next, until])} />
      <Text size="sm" aria-hidden>
        –
      </Text>
      <ClockField label={`${day}, until`} value={until} problem={problem} onChange={(next) => onChange([from, next])} />
      {isOvernight([from, until]) && (
        <Text size="xs" c="dimmed">
          next day
        </Text>
      )}
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

interface ClockProps {
  label: string;
  value: string;
  problem: string | null;
  onChange: (value: string) => void;
}

/** A time as text: the browser's own time fields do not know 24:00, and hide what is typed until it is complete. */
function ClockField({ label, value, problem, onChange }: ClockProps) {
  return (
    <TextInput
      size="xs"
      w={64}
      inputMode="numeric"
      placeholder="00:00"
      maxLength={5}
      aria-label={label}
      title={problem ?? undefined}
      error={problem !== null}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
