/** The figure beside everything that is reused or answered by itself: how often it is wrong at most, or what is missing to say so. */
import { Alert, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import type { Schema } from "~/shared/api";
import { trustQuery } from "~/shared/queries";

type Trust = Schema<"TrustOut">;
type Standing = Schema<"StandingOut">;
export type Kind = "reuse" | "documents";
const KINDS: Kind[] = ["reuse", "documents"];
const WHAT: Record<Kind, string> = {
  reuse: "Answers of yours that are reused",
  documents: "Automatic answers from your documents",
};

export function StandingLine({ avee, of = ["reuse", "documents"] }: { avee: string; of?: Kind[] }) {
  const { data: trust, isPending } = useQuery(trustQuery(avee));
  // Its place is kept, so that nothing below jumps under somebody's finger.
  if (!trust)
    return isPending ? (
      <Stack gap={2} aria-hidden>
        {of.map((kind) => (
          <Text key={kind} size="sm">
            &nbsp;
          </Text>
        ))}
      </Stack>
    ) : null;
  return (
    <Stack gap={2}>
      {of.map((kind) =>
        wentWrong(kind, trust) ? (
          <Voided key={kind} kind={kind} trust={trust} />
        ) : (
          <Text key={kind} size="sm" c="dimmed" data-testid={`standing-${kind}`}>
            {inWords(kind, trust)}
          </Text>
        ),
      )}
    </Stack>
  );
}

/** Only where a proof was voided and nothing is proven since. */
export function WentWrong({ avee }: { avee: string }) {
  const { data: trust } = useQuery(trustQuery(avee));
  if (!trust) return null;
  return (
    <Stack gap={4}>
      {KINDS.filter((kind) => wentWrong(kind, trust)).map((kind) => (
        <Voided key={kind} kind={kind} trust={trust} />
      ))}
    </Stack>
  );
}

function Voided({ kind, trust }: { kind: Kind; trust: Trust }) {
  return (
    <Alert color="orange" py="xs" role="status" title="Answers went wrong" data-testid={`standing-${kind}`}>
      <Text size="sm">{inWords(kind, trust)}</Text>
      <Text size="sm">
        {kind === "documents"
          ? `An automatic answer now needs a confidence of ${Math.floor(trust.needed_confidence * 100)} %.`
          : "Only what matches more surely is given at once."}{" "}
        Your words on cards show when they can be trusted again.
      </Text>
    </Alert>
  );
}

const ofKind = (kind: Kind, trust: Trust): Standing => (kind === "reuse" ? trust.standing : trust.documents);
const wentWrong = (kind: Kind, trust: Trust) => ofKind(kind, trust).voided > 0 && !ofKind(kind, trust).is_proven;
const inWords = (kind: Kind, trust: Trust) =>
  `${WHAT[kind]}: ${ofKind(kind, trust).line}.${leftOpen(ofKind(kind, trust))}`;

/** Cards without a word could hide the awkward ones, so how many there were stands beside the figure. */
export function leftOpen({ answering, at_worst }: Standing): string {
  if (answering.asked === answering.answered) return "";
  const worst = at_worst === null ? "" : `; had the others been wrong, at most ${Math.ceil(at_worst * 100)} %`;
  return ` You answered ${answering.answered} of ${answering.asked} cards${worst}.`;
}
