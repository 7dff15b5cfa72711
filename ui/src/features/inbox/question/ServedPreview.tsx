/** Past messages that the new answer would have served, and close ones that it would not have. */
import { Button, Paper, Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { api, asProblem, type Schema, unwrap } from "~/shared/api";
import type { Layer } from "~/shared/layers";
import { keys } from "~/shared/queries";
import { plural } from "~/shared/time";
import { NearMessages } from "~/shared/trust/NearMessages";
import { TrustStatus } from "~/shared/trust/TrustStatus";

type Preview = Schema<"ServedPreviewOut">;
/** By the id of the decision on a message: whether the answer fits that message. */
export type Picks = Record<string, boolean>;
const TYPING_MS = 500;

interface Props {
  avee: string;
  escalation: string;
  pattern: string;
  layer: Layer;
  picks: Picks;
  setPicks: (picks: Picks) => void;
}

export function ServedPreview({ avee, escalation, pattern, layer, picks, setPicks }: Props) {
  const [isOpen, setOpen] = useState(false);
  const [question] = useDebouncedValue(pattern.trim(), TYPING_MS);
  const examples = asExamples(picks);
  const query = useQuery({
    queryKey: [...keys.escalation(escalation), "served", question, layer, examples],
    queryFn: () =>
      unwrap(
        api.POST("/orchestrator/queue/{escalation_id}/served-preview", {
          params: { path: { escalation_id: escalation } },
          body: { question_pattern: question || null, layer, examples },
        }),
      ),
    placeholderData: keepPreviousData,
    retry: false,
  });
  if (query.isError)
    return <StatusLine>Past messages could not be searched: {asProblem(query.error).message}</StatusLine>;
  if (!query.data) return <StatusLine>Searching past messages …</StatusLine>;
  return (
    <Paper withBorder p="sm" component="section" aria-label="Past messages">
      <Text size="sm" role="status" data-testid="would-serve">
        {summaryOf(query.data)}
      </Text>
      <TrustStatus avee={avee} of={["reuse"]} />
      {query.data.served + query.data.near > 0 && (
        <Button size="compact-xs" variant="subtle" mt={4} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? "Hide the messages" : "Show the messages"}
        </Button>
      )}
      {isOpen && (
        <Samples
          preview={query.data}
          onPick={(decision, serves) => setPicks(withPick(picks, decision, serves))}
          isBusy={query.isPlaceholderData}
        />
      )}
    </Paper>
  );
}

function StatusLine({ children }: { children: React.ReactNode }) {
  return (
    <Text size="sm" c="dimmed" role="status">
      {children}
    </Text>
  );
}

interface SamplesProps {
  preview: Preview;
  onPick: (decision: string, serves: boolean | null) => void;
  isBusy: boolean;
}

function Samples({ preview, onPick, isBusy }: SamplesProps) {
  return (
    <Stack gap="xs" mt="xs">
      <Text size="xs" c="dimmed">
        A tick saves the message as another phrasing of the question. A cross excludes the message, and messages that
        are closer to it than to your question. Both are saved when you answer.
      </Text>
      <NearMessages
        title="Would have received the answer"
        messages={preview.served_samples}
        onPick={onPick}
        isBusy={isBusy}
      />
      <NearMessages
        title="Close, but would not have received it"
        messages={preview.near_samples}
        onPick={onPick}
        isBusy={isBusy}
      />
    </Stack>
  );
}

/** null removes the pick. */
function withPick(picks: Picks, decision: string, serves: boolean | null): Picks {
  const others = Object.entries(picks).filter(([id]) => id !== decision);
  return Object.fromEntries(serves === null ? others : [...others, [decision, serves]]);
}

/** The picks as the server takes them. */
export function asExamples(picks: Picks): Schema<"ExampleIn">[] {
  return Object.entries(picks).map(([decision_id, serves]) => ({ decision_id, serves }));
}

function summaryOf(preview: Preview): string {
  const left = preview.not_compared > 0 ? ` (${preview.not_compared} older messages were not checked)` : "";
  if (preview.served === 0) return `Nobody else asked this in the last ${preview.days} days${left}.`;
  const messages = `${plural(preview.served, "message")} from ${plural(preview.people, "person", "people")}`;
  return `In the last ${preview.days} days, this answer would have served ${messages}${left}.`;
}
