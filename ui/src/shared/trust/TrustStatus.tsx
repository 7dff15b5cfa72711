/** How often reused and automatic answers are wrong at most, or how many checks are missing to say so. */
import { Alert, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import type { Schema } from "~/shared/api";
import { atMostPercent, percent } from "~/shared/percent";
import { trustQuery } from "~/shared/queries";

type Trust = Schema<"TrustOut">;
type Standing = Schema<"StandingOut">;
/** Reused answers of the creator, or automatic answers from documents. */
type AnswerKind = "reuse" | "documents";
const ALL_KINDS: AnswerKind[] = ["reuse", "documents"];
const SUBJECTS: Record<AnswerKind, string> = {
  reuse: "Your reused answers",
  documents: "Automatic answers from your documents",
};

export function TrustStatus({ avee, of = ALL_KINDS }: { avee: string; of?: AnswerKind[] }) {
  const { data: trust, isPending } = useQuery(trustQuery(avee));
  if (!trust) return isPending ? <Placeholder lines={of.length} /> : null;
  return (
    <Stack gap={2}>
      {of.map((kind) =>
        hasLostProof(kind, trust) ? (
          <LostProof key={kind} kind={kind} trust={trust} />
        ) : (
          <Text key={kind} size="sm" c="dimmed" data-testid={`standing-${kind}`}>
            {statusInWords(kind, trust)}
          </Text>
        ),
      )}
    </Stack>
  );
}

/** Keeps the space of the lines, so that nothing below them moves while somebody is about to press it. */
function Placeholder({ lines }: { lines: number }) {
  return (
    <Stack gap={2} aria-hidden>
      {Array.from({ length: lines }, (_, line) => (
        <Text key={line} size="sm">
          &nbsp;
        </Text>
      ))}
    </Stack>
  );
}

/** Only the kinds of answers that were proven once and are not any more. */
export function TrustWarnings({ avee }: { avee: string }) {
  const { data: trust } = useQuery(trustQuery(avee));
  if (!trust) return null;
  return (
    <Stack gap={4}>
      {ALL_KINDS.filter((kind) => hasLostProof(kind, trust)).map((kind) => (
        <LostProof key={kind} kind={kind} trust={trust} />
      ))}
    </Stack>
  );
}

function LostProof({ kind, trust }: { kind: AnswerKind; trust: Trust }) {
  const consequence =
    kind === "documents"
      ? `An automatic answer now needs a confidence of ${percent(trust.needed_confidence)}.`
      : "Only closer matches are answered at once now.";
  return (
    <Alert color="orange" py="xs" role="status" title="Some answers were wrong" data-testid={`standing-${kind}`}>
      <Text size="sm">{statusInWords(kind, trust)}</Text>
      <Text size="sm">{consequence} Your verdicts on cards will show when these answers can be trusted again.</Text>
    </Alert>
  );
}

const standingOf = (kind: AnswerKind, trust: Trust): Standing => (kind === "reuse" ? trust.standing : trust.documents);

const hasLostProof = (kind: AnswerKind, trust: Trust) =>
  standingOf(kind, trust).voided > 0 && !standingOf(kind, trust).is_proven;

function statusInWords(kind: AnswerKind, trust: Trust): string {
  const standing = standingOf(kind, trust);
  return `${SUBJECTS[kind]}: ${standing.line}.${unansweredCardsInWords(standing)}`;
}

/** Unanswered cards could hide the wrong answers, so their number is shown beside the figure. */
function unansweredCardsInWords({ answering, at_worst }: Standing): string {
  if (answering.asked === answering.answered) return "";
  const worst = at_worst === null ? "" : `; if all the others were wrong, at most ${atMostPercent(at_worst)}`;
  return ` You answered ${answering.answered} of ${answering.asked} cards${worst}.`;
}
