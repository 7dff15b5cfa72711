/** Whom this answer would have served: real messages of the last days, and near ones that it would not. */
import { Button, Paper, Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { api, asProblem, type Schema, unwrap } from "~/shared/api";
import { keys } from "~/shared/queries";
import { date, plural } from "~/shared/time";

type Served = Schema<"ServedPreviewOut">;
const SETTLED_MS = 500;
const WHY_NOT: Record<NonNullable<Served["near_samples"][number]["why_not"]>, string> = {
  layer: "its asker is not let in so far",
  below_threshold: "not near enough",
  asks_something_else: "it asks something else",
  answered_better: "another answer of yours fits better",
  earlier_rule: "another rule comes first",
};

export function WouldServe({ escalation, pattern, layer }: { escalation: string; pattern: string; layer: Schema<"Layer"> }) {
  const [isOpen, setOpen] = useState(false);
  const [settled] = useDebouncedValue(pattern.trim(), SETTLED_MS);
  const query = useQuery({
    queryKey: [...keys.escalation(escalation), "served", settled, layer],
    queryFn: () => unwrap(api.POST("/orchestrator/queue/{escalation_id}/served-preview", { params: { path: { escalation_id: escalation } }, body: { question_pattern: settled || null, layer } })),
    placeholderData: keepPreviousData,
    retry: false,
  });
  if (query.isError) return <Text size="sm" c="dimmed" role="status">Whom it would have served cannot be told: {asProblem(query.error).message}</Text>;
  if (!query.data) return <Text size="sm" c="dimmed" role="status">Looking whom it would have served …</Text>;
  const found = query.data;
  return (
    <Paper withBorder p="sm" component="section" aria-label="Whom it would have served">
      <Text size="sm" role="status" data-testid="would-serve">{inOneLine(found)}</Text>
      {found.served + found.near > 0 && <Button size="compact-xs" variant="subtle" mt={4} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>{isOpen ? "Hide them" : "Show them"}</Button>}
      {isOpen && (
        <Stack gap="xs" mt="xs">
          <Messages title="Would have been given it" messages={found.served_samples} />
          <Messages title="Near, but not given it" messages={found.near_samples} />
        </Stack>
      )}
    </Paper>
  );
}

export function inOneLine(found: Served): string {
  const left = found.not_compared > 0 ? ` (${found.not_compared} older ones were not looked at)` : "";
  if (found.served === 0) return `Nobody else asked this in the last ${found.days} days${left}.`;
  return `In the last ${found.days} days it would have served ${plural(found.served, "message")} of ${plural(found.people, "person", "people")}${left}.`;
}

function Messages({ title, messages }: { title: string; messages: Served["served_samples"] }) {
  if (messages.length === 0) return null;
  return (
    <div>
      <Text size="xs" c="dimmed">{title}</Text>
      <Stack gap={4} component="ul" p={0} m={0} style={{ listStyle: "none" }}>
        {messages.map((each) => (
          <li key={each.decision_id}>
            <Text size="sm" className="clamp">{each.message_content}</Text>
            <Text size="xs" c="dimmed">{Math.round(each.probability * 100)} % likely, {date(each.asked_at)}{each.why_not ? `: ${WHY_NOT[each.why_not]}` : ""}</Text>
          </li>
        ))}
      </Stack>
    </div>
  );
}
