/** Whom this answer would have served: real messages of the last days, and near ones that it would not; a tick or a cross moves the line. */
import { Button, Paper, Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { api, asProblem, type Schema, unwrap } from "~/shared/api";
import { keys } from "~/shared/queries";
import { plural } from "~/shared/time";
import { StandingLine } from "~/features/trust/StandingLine";
import { NearMessages } from "~/features/trust/NearMessages";

type Served = Schema<"ServedPreviewOut">;
/** By the decision on the message: whether the answer is for it. */
export type Picks = Record<string, boolean>;
const SETTLED_MS = 500;

interface Props {
  avee: string;
  escalation: string;
  pattern: string;
  layer: Schema<"Layer">;
  picks: Picks;
  setPicks: (picks: Picks) => void;
}

export function WouldServe({ avee, escalation, pattern, layer, picks, setPicks }: Props) {
  const [isOpen, setOpen] = useState(false);
  const [settled] = useDebouncedValue(pattern.trim(), SETTLED_MS);
  const examples = asExamples(picks);
  const query = useQuery({
    queryKey: [...keys.escalation(escalation), "served", settled, layer, examples],
    queryFn: () =>
      unwrap(
        api.POST("/orchestrator/queue/{escalation_id}/served-preview", {
          params: { path: { escalation_id: escalation } },
          body: { question_pattern: settled || null, layer, examples },
        }),
      ),
    placeholderData: keepPreviousData,
    retry: false,
  });
  if (query.isError)
    return (
      <Text size="sm" c="dimmed" role="status">
        Whom it would have served cannot be told: {asProblem(query.error).message}
      </Text>
    );
  if (!query.data)
    return (
      <Text size="sm" c="dimmed" role="status">
        Looking whom it would have served …
      </Text>
    );
  const found = query.data;
  const pick = (decision: string, serves: boolean | null) =>
    setPicks(
      Object.fromEntries([
        ...Object.entries(picks).filter(([id]) => id !== decision),
        ...(serves === null ? [] : [[decision, serves] as const]),
      ]),
    );
  return (
    <Paper withBorder p="sm" component="section" aria-label="Whom it would have served">
      <Text size="sm" role="status" data-testid="would-serve">
        {inOneLine(found)}
      </Text>
      <StandingLine avee={avee} of={["reuse"]} />
      {found.served + found.near > 0 && (
        <Button size="compact-xs" variant="subtle" mt={4} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? "Hide them" : "Show them"}
        </Button>
      )}
      {isOpen && (
        <Stack gap="xs" mt="xs">
          <Text size="xs" c="dimmed">
            A tick keeps the message as another wording of the question; a cross keeps your answer from it, and from
            what is nearer to it than to your question. Both are kept when you answer.
          </Text>
          <NearMessages
            title="Would have been given it"
            messages={found.served_samples}
            onPick={pick}
            isBusy={query.isPlaceholderData}
          />
          <NearMessages
            title="Near, but not given it"
            messages={found.near_samples}
            onPick={pick}
            isBusy={query.isPlaceholderData}
          />
        </Stack>
      )}
    </Paper>
  );
}

/** As the server takes them. */
export function asExamples(picks: Picks): Schema<"ExampleIn">[] {
  return Object.entries(picks).map(([decision_id, serves]) => ({ decision_id, serves }));
}

export function inOneLine(found: Served): string {
  const left = found.not_compared > 0 ? ` (${found.not_compared} older ones were not looked at)` : "";
  if (found.served === 0) return `Nobody else asked this in the last ${found.days} days${left}.`;
  return `In the last ${found.days} days it would have served ${plural(found.served, "message")} of ${plural(found.people, "person", "people")}${left}.`;
}
