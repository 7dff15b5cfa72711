/** How many messages took each path, day by day: as a chart, and as a table that says the same. */
import "@mantine/charts/styles.css";

import { BarChart } from "@mantine/charts";
import { Table, Text, Title } from "@mantine/core";

import type { Schema } from "~/shared/api";
import { type PathLetter, PATHS, SMALL_TALK } from "~/shared/routing/paths";

const LETTERS = Object.keys(PATHS) as PathLetter[];
const DAY = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", timeZone: "UTC" });
/** In the order of the legend, each lighter than the one below it: they can be told apart without their colours. */
const COLORS: Record<PathLetter, string> = {
  C: "#25368f",
  A: "teal.9",
  D: "grape.4",
  B: "yellow.6",
  F: "gray.3",
  E: "violet.9",
};
const SERIES = [
  ...(["C", "A", "D", "B", "F"] as const).map((letter) => ({
    name: letter,
    label: PATHS[letter].label,
    color: COLORS[letter],
  })),
  { name: "small_talk", label: SMALL_TALK.label, color: "gray.1" },
];

type Days = Schema<"MetricsOut">["paths_by_day"];

export function PathsByDay({ days }: { days: Days }) {
  // The server counts small talk among the answers from documents; here each message stands in one column.
  const rows = days.map((day) => ({
    ...day,
    A: day.A - day.small_talk,
    day: DAY.format(new Date(`${day.on}T12:00:00Z`)),
  }));
  return (
    <div>
      <Title order={2} size="h5" mb="sm">
        Paths by day
      </Title>
      <div aria-hidden>
        <BarChart
          h={220}
          data={rows}
          dataKey="day"
          type="stacked"
          series={SERIES}
          withLegend
          tickLine="none"
          yAxisProps={{ allowDecimals: false }}
          barChartProps={{ accessibilityLayer: false }}
          barProps={{ stroke: "var(--mantine-color-text)", strokeWidth: 0.75 }}
        />
      </div>
      <details>
        <Text component="summary" size="sm" mt="xs" style={{ cursor: "pointer" }}>
          Show as a table
        </Text>
        <Table.ScrollContainer minWidth={560}>
          <Table aria-label="Messages by day and path" striped>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Day</Table.Th>
                {LETTERS.map((letter) => (
                  <Table.Th key={letter}>{PATHS[letter].label}</Table.Th>
                ))}
                <Table.Th>{SMALL_TALK.label}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((day) => (
                <Table.Tr key={day.on}>
                  <Table.Td>{day.day}</Table.Td>
                  {LETTERS.map((letter) => (
                    <Table.Td key={letter}>{day[letter]}</Table.Td>
                  ))}
                  <Table.Td>{day.small_talk}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </details>
    </div>
  );
}
