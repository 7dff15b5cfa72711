/** An agent's metrics for a period: values and targets, paths by day, most reused answers and unanswered topics. */
import { Box, Button, Card, Group, SegmentedControl, SimpleGrid, Stack, Table, Text, Title } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";

import type { Schema } from "~/shared/api";
import { FIRST_DAYS, metricsQuery } from "~/shared/queries";
import { OWN_TIME_ZONE, plural, shortTime } from "~/shared/time";
import { ReuseCosts } from "~/shared/trust/ReuseCosts";
import { TrustStatus } from "~/shared/trust/TrustStatus";
import { PersonText } from "~/shared/ui/PersonText";
import { Empty, Loaded } from "~/shared/ui/states";
import { useSearchParam } from "~/shared/useSearchParam";
import { MetricCards } from "~/features/analytics/MetricCards";
import { PathsByDay } from "~/features/analytics/PathsByDay";

const PERIODS = [
  ...[FIRST_DAYS, 30, 90].map((days) => ({ value: String(days), label: `${days} days` })),
  { value: "365", label: "A year" },
];
/** Older metrics come from a cache, so the page says when they were counted. */
const FRESH_MS = 60_000;

export function Metrics({ avee }: { avee: string }) {
  const [period, setPeriod] = useSearchParam("days");
  const days = PERIODS.some((each) => each.value === period) ? Number(period) : FIRST_DAYS;
  // The last period stays while another one loads, so that the page below does not move.
  const query = useQuery({ ...metricsQuery(avee, days), placeholderData: keepPreviousData });
  return (
    <section aria-labelledby="metrics">
      <Group justify="space-between" mb="md">
        <Title order={1} size="h3" id="metrics">
          Metrics
        </Title>
        <Group gap="xs">
          <SegmentedControl
            size="xs"
            aria-label="Period"
            value={String(days)}
            onChange={(value) => setPeriod(value)}
            data={PERIODS}
          />
          <Button size="xs" variant="default" onClick={() => void download(avee, days, "metrics")}>
            Metrics as CSV
          </Button>
          <Button size="xs" variant="default" onClick={() => void download(avee, days, "paths_by_day")}>
            Paths by day as CSV
          </Button>
        </Group>
      </Group>
      <Box mb="sm">
        <TrustStatus avee={avee} />
      </Box>
      <Box mb="lg">
        <ReuseCosts avee={avee} />
      </Box>
      <Loaded query={query} what="Loading metrics">
        {(measured) => (
          <Box opacity={query.isPlaceholderData ? 0.5 : 1} aria-busy={query.isPlaceholderData}>
            <Measured measured={measured} />
          </Box>
        )}
      </Loaded>
    </section>
  );
}

/** Guests are counted apart: they have no account, and a browser that forgets them makes another one. */
function peopleInWords({ with_account: named, guests, guest_questions: questions }: Schema<"PeopleOut">): string {
  const wrote = `${plural(named, "person", "people")} with an account wrote to your agent`;
  return guests === 0
    ? `${wrote}.`
    : `${wrote}; ${plural(guests, "guest")} without one asked ${plural(questions, "question")}.`;
}

function Measured({ measured }: { measured: Schema<"MetricsOut"> }) {
  const isQuiet = Object.values(measured.paths).every((messages) => messages === 0);
  return (
    <Stack gap="lg">
      {Date.now() - Date.parse(measured.ended_at) > FRESH_MS && (
        <Text size="xs" c="dimmed">
          Counted at {shortTime(measured.ended_at)}. With this many messages, metrics are updated every ten minutes.
        </Text>
      )}
      <Text size="sm">{peopleInWords(measured.people)}</Text>
      <MetricCards metrics={Object.values(measured.metrics)} />
      {isQuiet ? (
        <Empty title="No messages in this period">
          Share your agent’s link. A chart of the paths that its messages take will appear here.
        </Empty>
      ) : (
        <PathsByDay days={measured.paths_by_day} />
      )}
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TopList
          title="Most reused answers"
          empty="No answer was reused in this period."
          rows={measured.top_answers.map((each) => [each.question_pattern, plural(each.times_served, "time")])}
        />
        <TopList
          title="Unanswered topics"
          empty="No question was left unanswered."
          rows={measured.unanswered_subjects.map((each) => [
            each.word,
            plural(each.questions, "question"),
            each.example,
          ])}
        />
      </SimpleGrid>
    </Stack>
  );
}

interface TopListProps {
  title: string;
  empty: string;
  /** An example explains a name that is a single word. */
  rows: [name: string, count: string, example?: string][];
}

function TopList({ title, empty, rows }: TopListProps) {
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
            {rows.map(([name, count, example]) => (
              <Table.Tr key={name}>
                <Table.Td dir="auto">
                  {name}
                  {example && (
                    <PersonText size="xs" c="dimmed" className="clamp">
                      “{example}”
                    </PersonText>
                  )}
                </Table.Td>
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

async function download(avee: string, days: number, table: string): Promise<void> {
  const response = await fetch(
    `/orchestrator/metrics/${avee}?days=${days}&table=${table}&time_zone=${encodeURIComponent(OWN_TIME_ZONE)}`,
    {
      headers: { Accept: "text/csv" },
    },
  );
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await response.blob());
  link.download = `${table}.csv`;
  link.click();
  URL.revokeObjectURL(link.href);
}
