/** The draft that the team shares: taking it over, saving one's text into it, and proposing it for a signature. */
import { Alert, Button, Group, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";

import { api, asProblem, ifMatch, type Schema, unwrap } from "~/shared/api";
import { queryClient } from "~/shared/queries";
import { relative } from "~/shared/time";
import { PersonText } from "~/shared/ui/PersonText";
import { ProblemText } from "~/shared/ui/ProblemAlert";

interface Props {
  question: string;
  draft: Schema<"DraftOut"> | null;
  answer: string;
  setAnswer: (text: string) => void;
}

export function SharedDraft({ question, draft, answer, setAnswer }: Props) {
  const save = useMutation({
    mutationFn: (propose: boolean) =>
      unwrap(
        api.PUT("/orchestrator/queue/{escalation_id}/draft", {
          params: { path: { escalation_id: question }, header: ifMatch(draft?.version ?? 0) },
          body: { answer, propose },
        }),
      ),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: ["queue"] }),
  });
  const isSame = draft?.answer === answer;
  const isStale = asProblem(save.error).code === "changed_meanwhile" && save.isError;
  return (
    <>
      {draft && !isSame && draft.answer && (
        <Alert
          color={draft.proposed_at ? "orange" : "gray"}
          title={
            draft.proposed_at
              ? `${draft.proposer ?? "Somebody"} asks for a signature`
              : `${draft.editor ?? "Somebody"}’s draft, ${relative(draft.edited_at)}`
          }
        >
          <PersonText size="sm" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
            {draft.answer}
          </PersonText>
          <Button mt="xs" size="xs" variant="default" onClick={() => setAnswer(draft.answer)}>
            {answer.trim() ? "Replace my text with it" : "Go on with it"}
          </Button>
        </Alert>
      )}
      <Group gap="xs">
        <Button
          size="xs"
          variant="default"
          loading={save.isPending}
          disabled={!answer.trim() || isSame}
          onClick={() => save.mutate(false)}
        >
          Save for the team
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={!answer.trim() || (isSame && draft.proposed_at !== null)}
          onClick={() => save.mutate(true)}
        >
          Propose for a signature
        </Button>
        {isSame && answer && (
          <Text size="xs" c="dimmed" role="status">
            {draft.proposed_at ? "Proposed: an editor or the owner sends it." : "Saved for the team."}
          </Text>
        )}
      </Group>
      {isStale ? (
        <Text size="sm" c="red" role="alert">
          Somebody saved another draft meanwhile; it is shown above. Nothing of yours was lost.
        </Text>
      ) : (
        <ProblemText error={save.error} />
      )}
    </>
  );
}
