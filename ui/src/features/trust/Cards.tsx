/** Ten seconds of the creator's: this was asked, this is your answer, is it right? One card at a time, with time to think again. */
import { Badge, Button, Group, Paper, Stack, Text } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";

import { api, type Schema, unwrap } from "~/shared/api";
import { schedule, usePending } from "~/shared/pending";
import { keys, queryClient } from "~/shared/queries";
import { relative } from "~/shared/time";
import { Markdown } from "~/shared/ui/Markdown";
import { StandingLine } from "~/features/trust/StandingLine";

type Card = Schema<"CardOut">;
type Verdict = Schema<"Verdict">;
const LABELS: Record<Verdict, string> = { right: "Right", wrong: "Wrong", unsure: "Not sure" };

export function Cards({ avees }: { avees: string[] }) {
  const pending = usePending();
  const queries = useQueries({
    queries: avees.map((avee) => ({
      queryKey: keys.cards(avee),
      queryFn: () => unwrap(api.GET("/avees/{avee_id}/trust/cards", { params: { path: { avee_id: avee } } })),
    })),
  });
  const gone = new Set(pending.map((each) => each.thing));
  const waiting = queries.flatMap((query) => query.data?.items ?? []).filter((each) => !gone.has(each.id));
  const [card] = waiting;
  return card ? <Ask key={card.id} card={card} others={waiting.length - 1} /> : null;
}

function Ask({ card, others }: { card: Card; others: number }) {
  const judge = (verdict: Verdict) =>
    schedule({
      id: `${card.id}:verdict`,
      thing: card.id,
      label: `${LABELS[verdict]}: ${card.question}`,
      path: `/avees/${card.avee_id}/trust/cards/${card.id}`,
      body: { verdict },
      onDone: () => {
        for (const queryKey of [keys.cards(card.avee_id), keys.trust(card.avee_id)])
          void queryClient.invalidateQueries({ queryKey });
      },
      onProblem: () => void queryClient.invalidateQueries({ queryKey: keys.cards(card.avee_id) }),
    });
  const wasServed = card.kind === "audit";
  const isOfDocuments = card.subject === "documents";
  return (
    <Paper withBorder p="sm" mb="sm" component="section" aria-label="A card">
      <Stack gap={6}>
        <Group justify="space-between" gap={6}>
          <Text size="sm" fw={600}>
            {wasServed ? "Was this answer right?" : "Would this answer be right?"}
          </Text>
          <Badge size="xs" variant="light" tt="none">
            {isOfDocuments ? "from your documents" : wasServed ? "was given" : "not given yet"}
          </Badge>
        </Group>
        <Text size="sm">“{card.question}”</Text>
        <Text size="xs" c="dimmed">
          asked {relative(card.created_at)};{" "}
          {isOfDocuments
            ? "your agent answered from your documents:"
            : `your answer to “${card.question_pattern ?? ""}”:`}
        </Text>
        <div
          style={{ maxHeight: 120, overflow: "auto", fontSize: "var(--mantine-font-size-sm)" }}
          tabIndex={0}
          role="region"
          aria-label={isOfDocuments ? "The answer" : "Your answer"}
        >
          <Markdown text={card.answer_content} />
        </div>
        {card.sources.length > 0 && (
          <Text size="xs" c="dimmed">
            It stands on: {card.sources.map((each) => each.title).join("; ")}
          </Text>
        )}
        <Group gap={6}>
          {(["right", "wrong", "unsure"] as const).map((verdict) => (
            <Button
              key={verdict}
              size="compact-sm"
              variant={verdict === "right" ? "light" : "default"}
              onClick={() => judge(verdict)}
            >
              {LABELS[verdict]}
            </Button>
          ))}
          {others > 0 && (
            <Text size="xs" c="dimmed">
              {others} more
            </Text>
          )}
        </Group>
        {!wasServed && (
          <Text size="xs" c="dimmed">
            Right: whoever asked is given it.
          </Text>
        )}
        <StandingLine avee={card.avee_id} of={[card.subject]} />
      </Stack>
    </Paper>
  );
}
