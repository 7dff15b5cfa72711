/** A chat model's verdicts on close matches. The creator can remove each phrasing that came from one. */
import { Badge, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";

import { api, type Schema, unwrap } from "~/shared/api";
import { percent } from "~/shared/percent";
import { keys, refresh } from "~/shared/queries";
import { date } from "~/shared/time";
import { PersonName, PersonText } from "~/shared/ui/PersonText";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";

type ModelVerdict = Schema<"ModelMatchOut">;
const VERDICTS: Record<ModelVerdict["verdict"], [color: string, label: string]> = {
  confirmed: ["teal", "yes"],
  denied: ["gray", "no"],
  unclear: ["yellow", "unclear"],
};

export function ModelVerdicts({ avee, mayEdit }: { avee: string; mayEdit: boolean }) {
  const query = useInfiniteQuery({
    queryKey: [...keys.answers(avee), "model-words"],
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
    mutationFn: ({ answer_id, id }: ModelVerdict) =>
      unwrap(
        api.DELETE("/avees/{avee_id}/canonical-answers/{answer_id}/wordings/{wording_id}", {
          params: { path: { avee_id: avee, answer_id, wording_id: id } },
        }),
      ),
    onSettled: () => refresh(keys.answers(avee)),
  });
  const verdicts = query.data?.pages.flatMap((page) => page.items) ?? [];
  // Most creators have no chat model, or do not let it confirm matches: the whole section is left out for them.
  if (verdicts.length === 0) return null;
  return (
    <Stack component="section" aria-labelledby="model-verdicts" gap="xs">
      <Title order={2} size="h3" id="model-verdicts">
        Chat model verdicts
      </Title>
      <Text size="sm" c="dimmed">
        After a message was handled, the chat model was asked whether one of your answers would have been right. If it
        said yes, your agent also finds the answer by that phrasing. Only your own verdicts count as proof.
      </Text>
      <ProblemAlert error={remove.error} />
      {verdicts.map((each) => (
        <VerdictRow
          key={each.id}
          verdict={each}
          isBusy={remove.isPending}
          onRemove={mayEdit ? () => remove.mutate(each) : undefined}
        />
      ))}
      {query.hasNextPage && (
        <Button variant="default" onClick={() => void query.fetchNextPage()}>
          More
        </Button>
      )}
    </Stack>
  );
}

interface RowProps {
  verdict: ModelVerdict;
  isBusy: boolean;
  onRemove: (() => void) | undefined;
}

function VerdictRow({ verdict, isBusy, onRemove }: RowProps) {
  const [color, label] = VERDICTS[verdict.verdict];
  return (
    <Paper withBorder p="sm" component="article">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div style={{ minWidth: 0 }}>
          <PersonText size="sm" style={{ overflowWrap: "anywhere" }}>
            {verdict.question}
          </PersonText>
          <Text size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>
            your answer to “<PersonName>{verdict.question_pattern}</PersonName>”, {percent(verdict.score)} likely ·{" "}
            {date(verdict.judged_at)}
          </Text>
        </div>
        <Group gap={4} wrap="nowrap">
          <Badge size="sm" variant="light" color={color} tt="none">
            {verdict.model ?? "model"}: {label}
          </Badge>
          {onRemove && verdict.is_kept && (
            <Button
              size="compact-xs"
              variant="subtle"
              color="red"
              loading={isBusy}
              aria-label={`Remove: ${verdict.question}`}
              onClick={onRemove}
            >
              Remove
            </Button>
          )}
        </Group>
      </Group>
    </Paper>
  );
}
