/** Checks of the creator's answers, one card at a time: a message, an answer, and whether the answer is right. */
import { Badge, Button, Group, Paper, Stack, Text } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";

import { api, type Schema, unwrap } from "~/shared/api";
import { keys, queryClient } from "~/shared/queries";
import { relative } from "~/shared/time";
import { TrustStatus } from "~/shared/trust/TrustStatus";
import { Markdown } from "~/shared/ui/Markdown";
import { isolated, PersonName, PersonText } from "~/shared/ui/PersonText";
import { WholeText } from "~/shared/ui/WholeText";
import { schedule, useUndoable } from "~/shared/undoable";

type Card = Schema<"CardOut">;
type Verdict = Schema<"Verdict">;
type Kind = Card["kind"];
const QUESTIONS: Record<Kind, string> = {
  audit: "Was this answer right?",
  suggestion: "Would this answer be right?",
  confirmed: "Does this answer fit the question?",
};
const STATES: Record<Kind, string> = {
  audit: "was sent",
  suggestion: "not sent yet",
  confirmed: "the asker said yes",
};
const CONSEQUENCES: Record<Kind, string | null> = {
  audit: null,
  suggestion: "If you press “Right”, the asker gets this answer.",
  confirmed:
    "Your agent asked “Do you mean …?” and got a yes. If you press “Right”, whoever asks in these words gets this " +
    "answer at once. It does not count as proof, because such cards are not drawn by chance.",
};
const LABELS: Record<Verdict, string> = { right: "Right", wrong: "Wrong", unsure: "Not sure" };

export function Cards({ avees }: { avees: string[] }) {
  const undoable = useUndoable();
  const queries = useQueries({
    queries: avees.map((avee) => ({
      queryKey: keys.cards(avee),
      queryFn: () => unwrap(api.GET("/avees/{avee_id}/trust/cards", { params: { path: { avee_id: avee } } })),
    })),
  });
  const judged = new Set(undoable.map((each) => each.subject));
  const waiting = queries.flatMap((query) => query.data?.items ?? []).filter((each) => !judged.has(each.id));
  const [card] = waiting;
  return card ? <AnswerCard key={card.id} card={card} others={waiting.length - 1} /> : null;
}

function AnswerCard({ card, others }: { card: Card; others: number }) {
  const consequence = CONSEQUENCES[card.kind];
  const isFromDocuments = card.subject === "documents";
  return (
    <Paper withBorder p="sm" mb="sm" component="section" aria-label="Card">
      <Stack gap={6}>
        <Group justify="space-between" gap={6}>
          <Text size="sm" fw={600}>
            {QUESTIONS[card.kind]}
          </Text>
          <Badge size="xs" variant="light" tt="none">
            {isFromDocuments ? "from your documents" : STATES[card.kind]}
          </Badge>
        </Group>
        <PersonText size="sm" style={{ overflowWrap: "anywhere" }}>
          “{card.question}”
        </PersonText>
        <Text size="xs" c="dimmed">
          Asked {relative(card.created_at)}.{" "}
          {isFromDocuments ? (
            "Your agent answered from your documents:"
          ) : (
            <>
              Your answer to “<PersonName>{card.question_pattern}</PersonName>”:
            </>
          )}
        </Text>
        <div
          style={{ fontSize: "var(--mantine-font-size-sm)" }}
          role="group"
          aria-label={isFromDocuments ? "The answer" : "Your answer"}
        >
          <WholeText what="the whole answer">
            <Markdown text={card.answer_content} />
          </WholeText>
        </div>
        {card.sources.length > 0 && (
          <Text size="xs" c="dimmed">
            Sources: <PersonName>{card.sources.map((each) => each.title).join("; ")}</PersonName>
          </Text>
        )}
        <VerdictButtons card={card} others={others} />
        {consequence && (
          <Text size="xs" c="dimmed">
            {consequence}
          </Text>
        )}
        {card.kind !== "confirmed" && <TrustStatus avee={card.avee_id} of={[card.subject]} />}
      </Stack>
    </Paper>
  );
}

function VerdictButtons({ card, others }: { card: Card; others: number }) {
  return (
    <Group gap={6}>
      {(["right", "wrong", "unsure"] as const).map((verdict) => (
        <Button
          key={verdict}
          size="compact-sm"
          variant={verdict === "right" ? "light" : "default"}
          onClick={() => scheduleVerdict(card, verdict)}
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
  );
}

function scheduleVerdict(card: Card, verdict: Verdict): void {
  const reload = (queryKey: readonly string[]) => void queryClient.invalidateQueries({ queryKey });
  schedule({
    id: `${card.id}:verdict`,
    subject: card.id,
    label: `${LABELS[verdict]}: ${isolated(card.question)}`,
    path: `/avees/${card.avee_id}/trust/cards/${card.id}`,
    body: { verdict },
    onDone: () => {
      reload(keys.cards(card.avee_id));
      reload(keys.trust(card.avee_id));
    },
    onProblem: () => reload(keys.cards(card.avee_id)),
  });
}
