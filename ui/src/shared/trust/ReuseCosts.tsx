/** What reusing the creator’s answers has cost: served alone, asked about or left, and how much of it was wrong. */
import { Card, Group, SegmentedControl, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import type { Schema } from "~/shared/api";
import { costsQuery } from "~/shared/queries";

type ReuseRecord = Schema<"RecordOut">;
type Period = "recent" | "all_time";

export function ReuseCosts({ avee }: { avee: string }) {
  const { data: costs } = useQuery(costsQuery(avee));
  const [period, setPeriod] = useState<Period>("recent");
  if (!costs) return null;
  const record = costs[period];
  return (
    <Card withBorder component="section" aria-labelledby="reuse-costs">
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h5" id="reuse-costs">
          Your answers, reused
        </Title>
        <SegmentedControl
          size="xs"
          aria-label="Period of reused answers"
          value={period}
          onChange={(value) => setPeriod(value)}
          data={[
            { value: "recent", label: `${costs.days} days` },
            { value: "all_time", label: "All time" },
          ]}
        />
      </Group>
      {costs.first && (
        <Text size="sm" mb="sm">
          {costs.first}
        </Text>
      )}
      <Outcomes record={record} />
      {record.is_cut && (
        <Text size="xs" c="dimmed" mt="xs">
          Only the newest messages were counted, as there are very many.
        </Text>
      )}
    </Card>
  );
}

function Outcomes({ record }: { record: ReuseRecord }) {
  const isBoth = record.by_words.messages > 0 && record.by_score.messages > 0;
  return (
    <Stack gap="xs" component="dl" m={0}>
      <Outcome name="Answered at once" line={record.served_alone.line} />
      {isBoth && <Outcome name="… in the same words" line={record.by_words.line} isPart />}
      {isBoth && <Outcome name="… in other words" line={record.by_score.line} isPart />}
      <Outcome name="Asked “Do you mean …?”" line={record.asked.line} />
      <Outcome name="Left to you" line={record.waited.line} />
    </Stack>
  );
}

interface OutcomeProps {
  name: string;
  line: string;
  /** Whether it is a part of the outcome above it. */
  isPart?: boolean;
}

function Outcome({ name, line, isPart = false }: OutcomeProps) {
  return (
    <div style={{ paddingInlineStart: isPart ? "var(--mantine-spacing-md)" : 0 }}>
      <Text component="dt" size="sm" fw={isPart ? 400 : 600} c={isPart ? "dimmed" : undefined}>
        {name}
      </Text>
      <Text component="dd" size="sm" m={0} c={isPart ? "dimmed" : undefined}>
        {line}
      </Text>
    </div>
  );
}
