/** Putting an answer on the agent's public page, or taking it away, with a preview of what everybody reads there. */
import { Alert, Anchor, Button, Group, Paper, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";

import { api, ifMatch, type Schema, unwrap } from "~/shared/api";
import { keys, queryClient } from "~/shared/queries";
import { date } from "~/shared/time";
import { Markdown } from "~/shared/ui/Markdown";
import { PersonText } from "~/shared/ui/PersonText";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";

interface Props {
  answer: Schema<"AnswerOut">;
  handle: string;
  onDone: () => void;
}

export function PublishAnswer({ answer, handle, onDone }: Props) {
  const change = useMutation({
    mutationFn: (published: boolean) =>
      unwrap(
        api.PATCH("/avees/{avee_id}/canonical-answers/{answer_id}", {
          params: { path: { avee_id: answer.avee_id, answer_id: answer.id }, header: ifMatch(answer.version) },
          body: { published },
        }),
      ),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.answers(answer.avee_id) }),
  });
  const hindrance = hindranceOf(answer);
  return (
    <Stack>
      <Text>
        {answer.published
          ? "Anybody can read this answer on your agent's public page, and search engines can find it."
          : "Anybody will be able to read this answer on your agent's public page, and search engines to find it."}
      </Text>
      {answer.published && answer.slug && (
        <Anchor href={`/@${handle}/answers/${encodeURIComponent(answer.slug)}`} target="_blank">
          Open its page
        </Anchor>
      )}
      {hindrance && !answer.published && <Alert color="orange">{hindrance}</Alert>}
      {!hindrance && <Preview answer={answer} />}
      <ProblemAlert error={change.error} />
      <Group>
        {answer.published ? (
          <Button color="red" loading={change.isPending} onClick={() => change.mutate(false)}>
            Take it off the page
          </Button>
        ) : (
          <Button disabled={hindrance !== null} loading={change.isPending} onClick={() => change.mutate(true)}>
            Publish
          </Button>
        )}
        <Button variant="default" onClick={onDone}>
          Close
        </Button>
      </Group>
    </Stack>
  );
}

/** Why the answer cannot be published as it is; null where it can be. */
function hindranceOf(answer: Schema<"AnswerOut">): string | null {
  if (answer.layer !== "public")
    return "Only answers that everybody may see can be published. Change who may see it first.";
  if (!answer.is_own_wording)
    return "The question is in the words of the person who asked it. Edit it and word it yourself first.";
  return null;
}

function Preview({ answer }: { answer: Schema<"AnswerOut"> }) {
  return (
    <Paper withBorder p="md" component="section" aria-label="Preview">
      <PersonText fw={600}>{answer.question_pattern}</PersonText>
      <Text size="sm" c="dimmed" mb="xs">
        Your name · {date(answer.updated_at)}
      </Text>
      <Markdown text={answer.answer_content} />
    </Paper>
  );
}
