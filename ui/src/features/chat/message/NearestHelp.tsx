/** What may help beside an offer or a refusal, with the asker's word on it, and when they can ask again. */
import { Blockquote, Button, Group, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";

import { api, type Schema, unwrap } from "~/shared/api";
import { decisionQuery, keys, queryClient } from "~/shared/queries";
import { dateTime, relative } from "~/shared/time";
import { PersonText } from "~/shared/ui/PersonText";
import { ProblemText } from "~/shared/ui/ProblemAlert";
import type { Source } from "~/features/chat/sources/PassageModal";
import { SourceButtons } from "~/features/chat/sources/SourceButtons";

type Verdict = Schema<"FeedbackIn">["verdict"];

interface Props {
  decision: string;
  conversation: string;
  /** The word that the server has. */
  verdict: Verdict | null;
  /** Whether the reader is the asker, who alone can say whether it helps, and the creator has not answered. */
  isMine: boolean;
  onOpen: (source: Source) => void;
}

export function NearestHelp({ decision, conversation, verdict, isMine, onOpen }: Props) {
  const { data } = useQuery(decisionQuery(decision));
  const opens = data?.evidence.gate?.opens_at;
  const suggestions = data?.evidence.suggestions ?? [];
  const [nearest] = suggestions;
  return (
    <>
      {opens && (
        <Text size="sm" mt="xs" fw={600}>
          You can ask again {relative(opens)}: {dateTime(opens)}, your time.
        </Text>
      )}
      {nearest && (
        <>
          <Text size="sm" mt="sm" fw={600}>
            This may answer it:
          </Text>
          <Blockquote p="xs" mt={4} mb={0} color="gray">
            <PersonText size="sm">{nearest.excerpt}</PersonText>
          </Blockquote>
          {isMine && <Verdicts decision={decision} conversation={conversation} source={nearest.id} verdict={verdict} />}
          <SourceButtons sources={suggestions} onOpen={onOpen} />
        </>
      )}
    </>
  );
}

interface VerdictsProps {
  decision: string;
  conversation: string;
  source: string;
  verdict: Verdict | null;
}

function Verdicts({ decision, conversation, source, verdict }: VerdictsProps) {
  const say = useMutation({
    mutationFn: (said: Verdict) =>
      unwrap(
        api.POST("/orchestrator/decisions/{decision_id}/feedback", {
          params: { path: { decision_id: decision } },
          body: { verdict: said, source_id: source },
        }),
      ),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: keys.queue });
      void queryClient.invalidateQueries({ queryKey: keys.messages(conversation) });
    },
  });
  const said = (say.data?.verdict as Verdict | undefined) ?? verdict;
  return (
    <>
      {said ? (
        <Text size="xs" c="dimmed" mt={6} role="status">
          {said === "helpful" ? "You said that this answers your question." : "You said that this does not answer it."}
        </Text>
      ) : (
        <Group gap="xs" mt={6} role="group" aria-label="Does this answer your question?">
          <Button size="compact-sm" variant="light" loading={say.isPending} onClick={() => say.mutate("helpful")}>
            Yes, that answers it
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            disabled={say.isPending}
            onClick={() => say.mutate("not_my_question")}
          >
            No
          </Button>
        </Group>
      )}
      <ProblemText error={say.error} size="xs" />
    </>
  );
}
