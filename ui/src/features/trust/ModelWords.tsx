/** What a chat model said, beside the conversations, of messages just short of being given a stored answer; each can be taken away. */
import { Alert, Badge, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";

import { api, asProblem, type Schema, unwrap } from "~/shared/api";
import { keys, refresh } from "~/shared/queries";
import { date } from "~/shared/time";

type Word = Schema<"ModelMatchOut">;
const SAID: Record<Word["verdict"], [string, string]> = {
  confirmed: ["teal", "yes"],
  denied: ["gray", "no"],
  unclear: ["yellow", "unclear"],
};

export function ModelWords({ avee }: { avee: string }) {
  const queryKey = [...keys.answers(avee), "model-words"];
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET("/avees/{avee_id}/trust/model-words", {
          params: { path: { avee_id: avee }, query: { cursor: pageParam, limit: 20 } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  const remove = useMutation({
    mutationFn: (word: Word) =>
      unwrap(
        api.DELETE("/avees/{avee_id}/canonical-answers/{answer_id}/wordings/{wording_id}", {
          params: { path: { avee_id: avee, answer_id: word.answer_id, wording_id: word.id } },
        }),
      ),
    onSettled: () => refresh(keys.answers(avee)),
  });
  const words = query.data?.pages.flatMap((page) => page.items) ?? [];
  // Most creators have no chat model, or do not want its word: then there is nothing to say.
  if (words.length === 0) return null;
  return (
    <Stack component="section" aria-labelledby="model-words" gap="xs">
      <Title order={2} size="h3" id="model-words">
        What the chat model said
      </Title>
      <Text size="sm" c="dimmed">
        It was asked, after the message had been handled, whether an answer of yours would have been right. After a yes
        the answer is found by that wording too. Its word proves nothing: only yours does.
      </Text>
      {remove.isError && (
        <Alert color="red" role="alert">
          {asProblem(remove.error).message}
        </Alert>
      )}
      {words.map((each) => (
        <Paper key={each.id} withBorder p="sm" component="article">
          <Group justify="space-between" wrap="nowrap" align="flex-start">
            <div style={{ minWidth: 0 }}>
              <Text size="sm" className="clamp">
                {each.question}
              </Text>
              <Text size="xs" c="dimmed" className="clamp">
                your answer to “{each.question_pattern}”, {Math.round(each.score * 100)} % likely ·{" "}
                {date(each.judged_at)}
              </Text>
            </div>
            <Group gap={4} wrap="nowrap">
              <Badge size="sm" variant="light" color={SAID[each.verdict][0]} tt="none">
                {each.model ?? "model"}: {SAID[each.verdict][1]}
              </Badge>
              {each.is_kept && (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  color="red"
                  loading={remove.isPending}
                  aria-label={`Take away: ${each.question}`}
                  onClick={() => remove.mutate(each)}
                >
                  Take away
                </Button>
              )}
            </Group>
          </Group>
        </Paper>
      ))}
      {query.hasNextPage && (
        <Button variant="default" onClick={() => void query.fetchNextPage()}>
          More
        </Button>
      )}
    </Stack>
  );
}
