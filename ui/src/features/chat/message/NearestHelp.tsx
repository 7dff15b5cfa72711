/** What may help beside an offer or a refusal, with the asker's word on it, and when they can ask again. */
import { Blockquote, Box, Button, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";

import { api, type Schema, unwrap } from "~/shared/api";
import { decisionQuery, keys, queryClient } from "~/shared/queries";
import { dateTime, relative } from "~/shared/time";
import { PersonText } from "~/shared/ui/PersonText";
import { ProblemText } from "~/shared/ui/ProblemAlert";
import type { Source } from "~/features/chat/sources/PassageModal";
import { SourceButton } from "~/features/chat/sources/SourceButtons";

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
  return (
    <>
      {opens && (
        <Text size="sm" mt="xs" fw={600}>
          You can ask again {relative(opens)}: {dateTime(opens)}, your time.
        </Text>
      )}
      {suggestions.length > 0 && (
        <MayHelp
          suggestions={suggestions}
          decision={decision}
          conversation={conversation}
          verdict={verdict}
          isMine={isMine}
          onOpen={onOpen}
        />
      )}
    </>
  );
}

interface MayHelpProps extends Props {
  suggestions: Source[];
}

/** The nearest sentences with their sources. Each has a button for yes; one button says no to all of them. */
function MayHelp({ suggestions, decision, conversation, verdict, isMine, onOpen }: MayHelpProps) {
  const say = useVerdict(decision, conversation);
  const said = (say.data?.verdict as Verdict | undefined) ?? verdict;
  const isOne = suggestions.length === 1;
  const asks = isMine && !said;
  return (
    <Box component="section" aria-label="What may help" mt="sm">
      <Text size="sm" fw={600}>
        {isOne ? "This may answer it:" : "One of these may answer it:"}
      </Text>
      <Stack gap="xs" mt={4} role={isOne ? undefined : "list"}>
        {suggestions.map((source) => (
          <Blockquote
            key={source.id}
            p="xs"
            m={0}
            color="gray"
            role={isOne ? undefined : "listitem"}
            data-testid="may-help"
          >
            <Box id={`help-${decision}-${source.id}`}>
              <PersonText size="sm">{source.excerpt}</PersonText>
            </Box>
            <Group gap="xs" mt={6}>
              {asks && (
                <Button
                  size="compact-sm"
                  variant="light"
                  aria-describedby={`help-${decision}-${source.id}`}
                  loading={say.isPending && say.variables.source === source.id && say.variables.verdict === "helpful"}
                  disabled={say.isPending}
                  onClick={() => say.mutate({ verdict: "helpful", source: source.id })}
                >
                  Yes, that answers it
                </Button>
              )}
              <SourceButton source={source} onOpen={onOpen} />
            </Group>
          </Blockquote>
        ))}
      </Stack>
      {asks && suggestions[0] && (
        <Button
          mt="xs"
          size="compact-sm"
          variant="default"
          disabled={say.isPending}
          onClick={() => suggestions[0] && say.mutate({ verdict: "not_my_question", source: suggestions[0].id })}
        >
          {isOne ? "No" : "None of these"}
        </Button>
      )}
      {isMine && said && (
        <Text size="xs" c="dimmed" mt={6} role="status">
          {said === "helpful" ? "You said that this answers your question." : "You said that this does not answer it."}
        </Text>
      )}
      <ProblemText error={say.error} size="xs" />
    </Box>
  );
}

function useVerdict(decision: string, conversation: string) {
  return useMutation({
    mutationFn: ({ verdict, source }: { verdict: Verdict; source: string }) =>
      unwrap(
        api.POST("/orchestrator/decisions/{decision_id}/feedback", {
          params: { path: { decision_id: decision } },
          body: { verdict, source_id: source },
        }),
      ),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: keys.queue });
      void queryClient.invalidateQueries({ queryKey: keys.messages(conversation) });
    },
  });
}
