/** Each metric beside its target, with its meaning one press away. */
import { Badge, Card, Group, SimpleGrid, Text, Tooltip } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { IconCheck, IconMinus, IconX } from "@tabler/icons-react";

import { plural } from "~/shared/time";
import { inUnit, type Metric } from "~/features/analytics/units";

const NAMES: Record<Metric["name"], string> = {
  auto_answer_rate: "Answered automatically",
  answers_confirmed: "Rated helpful",
  escalations_per_100_users: "Questions to you per 100 people",
  creator_minutes_per_week: "Your minutes per week",
  answer_reuse_rate: "Answers that were reused",
  direct_message_reduction: "Answered without you",
  automatic_answer_p50: "Automatic answers, half within",
  automatic_answer_p95: "Automatic answers, 95 % within",
  escalated_answer_p50: "Your answers, half within",
  escalated_answer_p95: "Your answers, 95 % within",
  offers_accepted: "Offers accepted",
  escalations_declined: "Questions not answered",
  backlog: "Waiting for you",
};
/** A lower bound below this, in the metric's unit, says nothing. */
const LEAST_BOUND = 0.1;

/** The backlog asks for action, so it stands alone with a link to the inbox; the others fill whole rows. */
export function MetricCards({ metrics }: { metrics: Metric[] }) {
  const backlog = metrics.find((each) => each.name === "backlog");
  return (
    <>
      {backlog && <BacklogCard metric={backlog} />}
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3, lg: 4 }}>
        {metrics
          .filter((each) => each !== backlog)
          .map((each) => (
            <MetricCard key={each.name} metric={each} />
          ))}
      </SimpleGrid>
    </>
  );
}

function BacklogCard({ metric }: { metric: Metric }) {
  const waiting = metric.value ?? 0;
  const verb = waiting === 1 ? "is" : "are";
  return (
    <Card withBorder p="sm">
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          <Text size="sm" fw={600}>
            {waiting === 0 ? "No questions are waiting" : `${plural(waiting, "question")} ${verb} waiting for you`}
          </Text>
          <TargetBadge isMet={metric.met} />
          {metric.target !== null && (
            <Text size="xs" c="dimmed">
              Target: under {inUnit(metric.target, metric.unit)}.
            </Text>
          )}
        </Group>
        <Link className="link" to="/messages/escalations">
          <Text span size="sm">
            Open the inbox
          </Text>
        </Link>
      </Group>
    </Card>
  );
}

function MetricCard({ metric }: { metric: Metric }) {
  const { numerator, denominator, unit, target } = metric;
  const bound = metric.direction === "above" ? "over" : "under";
  return (
    <Card withBorder p="md">
      <Group justify="space-between" wrap="nowrap" align="flex-start" gap={4}>
        <Text size="sm" fw={500}>
          {NAMES[metric.name]}
        </Text>
        <TargetBadge isMet={metric.met} />
      </Group>
      <Text fz={26} fw={700} lh={1.3}>
        {valueInWords(metric)}
      </Text>
      <Text size="xs" c="dimmed">
        {numerator !== null && denominator !== null && unit === "share" ? `${numerator} of ${denominator}. ` : ""}
        {target === null ? "" : `Target: ${bound} ${inUnit(target, unit)}.`}
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

function valueInWords({ value, at_least: least, unit }: Metric): string {
  if (value !== null) return inUnit(value, unit);
  return least !== null && least >= LEAST_BOUND ? `over ${inUnit(least, unit)}` : "–";
}

/** null: there is too little data. */
function TargetBadge({ isMet }: { isMet: boolean | null }) {
  const [color, label, Icon] =
    isMet === null
      ? (["gray", "Not enough data yet", IconMinus] as const)
      : isMet
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
