import { Button, Group, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";

import { api, ifMatch, type Schema, unwrap } from "~/shared/api";
import { keys, queryClient } from "~/shared/queries";
import { PersonText } from "~/shared/ui/PersonText";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";

export function RetireAnswer({ answer, onDone }: { answer: Schema<"AnswerOut">; onDone: () => void }) {
  const retire = useMutation({
    mutationFn: () =>
      unwrap(
        api.DELETE("/avees/{avee_id}/canonical-answers/{answer_id}", {
          params: { path: { avee_id: answer.avee_id, answer_id: answer.id }, header: ifMatch(answer.version) },
        }),
      ),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: keys.answers(answer.avee_id) });
      onDone();
    },
  });
  return (
    <Stack>
      <Text>
        Your agent stops giving this answer. Everyone who received it is told in their conversation that it is no longer
        valid.
      </Text>
      <PersonText fw={600}>{answer.question_pattern}</PersonText>
      <ProblemAlert error={retire.error} />
      <Group>
        <Button color="red" loading={retire.isPending} onClick={() => retire.mutate()}>
          Retire the answer
        </Button>
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
      </Group>
    </Stack>
  );
}
