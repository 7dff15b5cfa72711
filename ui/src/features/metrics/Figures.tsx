/** The figures against their targets, the paths day by day with a table beside the chart, and what to write next. */
import "@mantine/charts/styles.css";

import { BarChart } from "@mantine/charts";
import {
  Badge,
  Box,
  Button,
  Card,
  Group,
  SegmentedControl,
  SimpleGrid,
  Stack,
  Table,
  Text,
  Title,
  Tooltip,
} from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { IconCheck, IconMinus, IconX } from "@tabler/icons-react";
import { useState } from "react";

import type { Schema } from "~/shared/api";
import { PATHS, type PathLetter } from "~/shared/paths";
import { FIRST_DAYS, metricsQuery } from "~/shared/queries";
import { plural, shortTime } from "~/shared/time";
import { Empty, Loaded } from "~/shared/ui/states";
import { StandingLine } from "~/features/trust/StandingLine";

type Metric = Schema<"MetricOut">;
type Measured = Schema<"MetricsOut">;
const NAMES: Record<Metric["name"], string> = {
  auto_answer_rate: "Answered at once",
  answers_confirmed: "Called helpful",
  escalations_per_100_users: "Questions to you per 100 people",
  creator_minutes_per_week: "Your minutes a week",
  answer_reuse_rate: "Answers that were reused",
  direct_message_reduction: "Kept out of your inbox",
  automatic_answer_p50: "Automatic answer, half within",
  automatic_answer_p95: "Automatic answer, 95 % within",
  escalated_answer_p50: "Your answer, half within",
  escalated_answer_p95: "Your answer, 95 % within",
  offers_accepted: "Offers accepted",
  escalations_declined: "Questions not answered",
  backlog: "Waiting for you",
};
/** Below this, "over 0 h" would say nothing. */
const WORTH_SAYING = 0.1;
const PERIODS = [
  ...[FIRST_DAYS, 30, 90].map((each) => ({ value: String(each), label: `${each} days` })),
  { value: "365", label: "A year" },
];
/** Older than this, a count was kept, and when it was made is said. */
const FRESH_MS = 60_000;
const LETTERS = Object.keys(PATHS) as PathLetter[];
const DAY = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", timeZone: "UTC" });
/** Each lighter than the one it stands on, so that they are told apart without their colours too, in the order of the legend. */
const COLORS: Record<PathLetter, string> = {
  C: "#25368f",
  A: "teal.9",
  D: "grape.4",
  B: "yellow.6",
  F: "gray.3",
  E: "violet.9",
};
const DRAWN = ["C", "A", "D", "B", "F"] as const;

export function Figures({ avee }: { avee: string }) {
  const [days, setDays] = useState(FIRST_DAYS);
  // Another period stands where the last one stood: what is below does not jump.
  const query = useQuery({ ...metricsQuery(avee, days), placeholderData: keepPreviousData });
  return (
    <section aria-labelledby="figures">
      <Group justify="space-between" mb="md">
        <Title order={1} size="h3" id="figures">
          Figures
        </Title>
        <Group gap="xs">
          <SegmentedControl
            size="xs"
            aria-label="Period"
            value={String(days)}
            onChange={(chosen) => setDays(Number(chosen))}
            data={PERIODS}
          />
          <Button size="xs" variant="default" onClick={() => void download(avee, days, "metrics")}>
            Figures as CSV
          </Button>
          <Button size="xs" variant="default" onClick={() => void download(avee, days, "paths_by_day")}>
            Days as CSV
          </Button>
        </Group>
      </Group>
      <Box mb="sm">
        <StandingLine avee={avee} />
      </Box>
      <Loaded query={query} what="Counting">
        {(measured) => (
          <Box opacity={query.isPlaceholderData ? 0.5 : 1} aria-busy={query.isPlaceholderData}>
            <Shown measured={measured} />
          </Box>
        )}
      </Loaded>
    </section>
  );
}

function Shown({ measured }: { measured: Measured }) {
  const metrics = Object.values(measured.metrics);
  const backlog = metrics.find((each) => each.name === "backlog");
  const isQuiet = LETTERS.every((letter) => measured.paths[letter] === 0);
  return (
    <Stack gap="lg">
      {Date.now() - Date.parse(measured.ended_at) > FRESH_MS && (
        <Text size="xs" c="dimmed">
          Counted at {shortTime(measured.ended_at)}. So many messages are counted every ten minutes.
        </Text>
      )}
      {backlog && <Backlog metric={backlog} />}
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3, lg: 4 }}>
        {metrics
          .filter((each) => each !== backlog)
          .map((each) => (
            <Figure key={each.name} metric={each} />
          ))}
      </SimpleGrid>
      {isQuiet ? (
        <Empty title="Nobody wrote in these days">
          Share your agent’s link; the ways its messages took are drawn here.
        </Empty>
      ) : (
        <Days measured={measured} />
      )}
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Top
          title="Reused most"
          empty="No answer was reused in these days."
          rows={measured.top_answers.map((each) => [each.question_pattern, plural(each.times_served, "time")])}
        />
        <Top
          title="Asked and not answered"
          empty="Nothing was left unanswered."
          rows={measured.unanswered_subjects.map((each) => [each.word, plural(each.questions, "question")])}
        />
      </SimpleGrid>
    </Stack>
  );
}

/** The one figure that asks for something to be done stands by itself, with the way to do it; the others fill whole rows. */
function Backlog({ metric }: { metric: Metric }) {
  const waiting = metric.value ?? 0;
  return (
    <Card withBorder p="sm">
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          <Text size="sm" fw={600}>
            {waiting === 0
              ? "Nothing waits for you"
              : `${plural(waiting, "question")} ${waiting === 1 ? "waits" : "wait"} for you`}
          </Text>
          <Met met={metric.met} />
          {metric.target !== null && (
            <Text size="xs" c="dimmed">
              Aim: under {inUnit(metric.target, metric.unit)}.
            </Text>
          )}
        </Group>
        <Link className="link" to="/messages/escalations">
          <Text span size="sm">
            To the inbox
          </Text>
        </Link>
      </Group>
    </Card>
  );
}

function Figure({ metric }: { metric: Metric }) {
  const target =
    metric.target === null
      ? null
      : `${metric.direction === "above" ? "over" : "under"} ${inUnit(metric.target, metric.unit)}`;
  return (
    <Card withBorder p="md">
      <Group justify="space-between" wrap="nowrap" align="flex-start" gap={4}>
        <Text size="sm" fw={500}>
          {NAMES[metric.name]}
        </Text>
        <Met met={metric.met} />
      </Group>
      <Text fz={26} fw={700} lh={1.3}>
        {metric.value !== null
          ? inUnit(metric.value, metric.unit)
          : metric.at_least !== null && metric.at_least >= WORTH_SAYING
            ? `over ${inUnit(metric.at_least, metric.unit)}`
            : "–"}
      </Text>
      <Text size="xs" c="dimmed">
        {metric.numerator !== null && metric.denominator !== null && metric.unit === "share"
          ? `${metric.numerator} of ${metric.denominator}. `
          : ""}
        {target ? `Aim: ${target}.` : ""}
      </Text>
      <details>
        <Text component="summary" size="xs" c="dimmed" style={{ cursor: "pointer" }}>
          What it means
        </Text>
        <Text size="xs" mt={4}>
          {metric.meaning}
          {metric.note ? ` (${metric.note})` : ""}
        </Text>
      </details>
    </Card>
  );
}

function Met({ met }: { met: boolean | null }) {
  const [color, label, Icon] =
    met === null
      ? (["gray", "No telling yet", IconMinus] as const)
      : met
        ? (["teal", "On target", IconCheck] as const)
        : (["orange", "Off target", IconX] as const);
  return (
    <Tooltip label={label}>
      <Badge size="sm" circle variant="light" color={color} aria-label={label} role="img">
        <Icon size={10} aria-hidden />
      </Badge>
    </Tooltip>
  );
}

function Days({ measured }: { measured: Measured }) {
  const rows = measured.paths_by_day.map((day) => ({ ...day, day: DAY.format(new Date(`${day.on}T12:00:00Z`)) }));
  return (
    <div>
      <Title order={2} size="h5" mb="sm">
        The ways messages took, by day (UTC)
      </Title>
      <div aria-hidden>
        <BarChart
          h={220}
          data={rows}
          dataKey="day"
          type="stacked"
          series={DRAWN.map((letter) => ({ name: letter, label: PATHS[letter].label, color: COLORS[letter] }))}
          withLegend
          tickLine="none"
          yAxisProps={{ allowDecimals: false }}
          barChartProps={{ accessibilityLayer: false }}
          barProps={{ stroke: "var(--mantine-color-text)", strokeWidth: 0.75 }}
        />
      </div>
      <details>
        <Text component="summary" size="sm" mt="xs" style={{ cursor: "pointer" }}>
          The same as a table
        </Text>
        <Table.ScrollContainer minWidth={560}>
          <Table aria-label="Messages by day and path" striped>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Day</Table.Th>
                {LETTERS.map((letter) => (
                  <Table.Th key={letter}>{PATHS[letter].label}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((day) => (
                <Table.Tr key={day.on}>
                  <Table.Td>{day.day}</Table.Td>
                  {LETTERS.map((letter) => (
                    <Table.Td key={letter}>{day[letter]}</Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </details>
    </div>
  );
}

function Top({ title, rows, empty }: { title: string; rows: [string, string][]; empty: string }) {
  return (
    <Card withBorder>
      <Title order={2} size="h5" mb="xs">
        {title}
      </Title>
      {rows.length === 0 ? (
        <Text size="sm" c="dimmed">
          {empty}
        </Text>
      ) : (
        <Table aria-label={title}>
          <Table.Tbody>
            {rows.map(([what, count]) => (
              <Table.Tr key={what}>
                <Table.Td>{what}</Table.Td>
                <Table.Td ta="right" style={{ whiteSpace: "nowrap" }}>
                  {count}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Card>
  );
}

function inUnit(value: number, unit: Metric["unit"]): string {
  const rounded = (digits: number) => value.toLocaleString(undefined, { maximumFractionDigits: digits });
  switch (unit) {
    case "share":
      return `${Math.round(value * 100)} %`;
    case "seconds":
      return value < 1 ? `${Math.round(value * 1000)} ms` : `${rounded(1)} s`;
    case "hours":
      return `${rounded(1)} h`;
    case "minutes_per_week":
      return `${rounded(0)} min`;
    case "per_100_users":
      return rounded(1);
    case "questions":
      return rounded(0);
  }
}

async function download(avee: string, days: number, table: string): Promise<void> {
  const response = await fetch(`/orchestrator/metrics/${avee}?days=${days}&table=${table}`, {
    headers: { Accept: "text/csv" },
  });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await response.blob());
  link.download = `${table}.csv`;
  link.click();
  URL.revokeObjectURL(link.href);
}
