/** Where a stored answer ends: the messages it serves and the near ones it does not, its other wordings, and what is not for it. */
import { Alert, Badge, Button, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";

import { api, asProblem, type Schema, unwrap } from "~/shared/api";
import { keys, refresh } from "~/shared/queries";
import { plural } from "~/shared/time";
import { Loaded } from "~/shared/ui/states";
import { NearMessages } from "~/features/trust/NearMessages";

type Boundary = Schema<"BoundaryOut">;
const ORIGINS: Record<Boundary["wordings"][number]["origin"], string> = {
  card: "you, on a card",
  group: "you, by one answer to several",
  picked: "you, by a tick",
  model: "a chat model",
};

export function AnswerBoundary({ avee, answer }: { avee: string; answer: string }) {
  const queryKey = [...keys.answers(avee), answer, "boundary"];
  const at = { avee_id: avee, answer_id: answer };
  const query = useQuery({
    queryKey,
    queryFn: () => unwrap(api.GET("/avees/{avee_id}/canonical-answers/{answer_id}/boundary", { params: { path: at } })),
  });
  const pick = useMutation({
    mutationFn: ({ decision, serves }: { decision: string; serves: boolean | null }) => {
      const params = { path: { ...at, decision_id: decision } };
      const where = "/avees/{avee_id}/canonical-answers/{answer_id}/examples/{decision_id}" as const;
      return serves === null
        ? unwrap(api.DELETE(where, { params }))
        : unwrap(api.PUT(where, { params, body: { serves } }));
    },
    onSettled: () => refresh(queryKey),
  });
  const forget = useMutation({
    mutationFn: (wording: string) =>
      unwrap(
        api.DELETE("/avees/{avee_id}/canonical-answers/{answer_id}/wordings/{wording_id}", {
          params: { path: { ...at, wording_id: wording } },
        }),
      ),
    onSettled: () => refresh(queryKey),
  });
  const isBusy = pick.isPending || forget.isPending;
  const onPick = (decision: string, serves: boolean | null) => pick.mutate({ decision, serves });
  return (
    <Loaded query={query}>
      {(found) => (
        <Stack gap="sm">
          <Text size="sm" role="status">
            {inOneLine(found)}
          </Text>
          {(pick.isError || forget.isError) && (
            <Alert color="red" role="alert">
              {asProblem(pick.error ?? forget.error).message}
            </Alert>
          )}
          <NearMessages
            title="Would be given it today"
            messages={found.served_samples}
            onPick={onPick}
            isBusy={isBusy}
          />
          <NearMessages
            title="Near, but would not be given it"
            messages={found.near_samples}
            onPick={onPick}
            isBusy={isBusy}
          />
          <Rows
            title="It is not for these, nor for what is nearer to them than to it"
            rows={found.examples
              .filter((each) => !each.serves)
              .map((each) => ({ id: each.decision_id, text: each.question, by: "you" }))}
            label="Take back"
            onPress={(id) => onPick(id, null)}
            isBusy={isBusy}
          />
          <Rows
            title="Other wordings it is found by"
            rows={found.wordings.map((each) => ({
              id: each.id,
              text: each.question,
              by: `${ORIGINS[each.origin]}${each.is_used ? "" : ", off"}`,
            }))}
            label="Remove"
            onPress={(id) => forget.mutate(id)}
            isBusy={isBusy}
          />
        </Stack>
      )}
    </Loaded>
  );
}

function inOneLine(found: Boundary): string {
  const left = found.not_compared > 0 ? ` (${found.not_compared} older ones were not looked at)` : "";
  if (found.served === 0) return `It would be given to nobody who asked in the last ${found.days} days${left}.`;
  return `Of the last ${found.days} days it would be given to ${plural(found.served, "message")} of ${plural(found.people, "person", "people")}${left}.`;
}

function Rows({
  title,
  rows,
  label,
  onPress,
  isBusy,
}: {
  title: string;
  rows: { id: string; text: string; by: string }[];
  label: string;
  onPress: (id: string) => void;
  isBusy: boolean;
}) {
  if (rows.length === 0) return null;
  return (
    <div>
      <Text size="xs" c="dimmed">
        {title}
      </Text>
      <Stack gap={4} component="ul" p={0} m={0} style={{ listStyle: "none" }} aria-label={title}>
        {rows.map((each) => (
          <Group key={each.id} component="li" wrap="nowrap" justify="space-between" gap="xs">
            <Text size="sm" className="clamp" style={{ minWidth: 0 }}>
              {each.text}
            </Text>
            <Group gap={4} wrap="nowrap">
              <Badge size="xs" variant="light" color="gray" tt="none">
                {each.by}
              </Badge>
              <Button
                size="compact-xs"
                variant="subtle"
                disabled={isBusy}
                aria-label={`${label}: ${each.text}`}
                onClick={() => onPress(each.id)}
              >
                {label}
              </Button>
            </Group>
          </Group>
        ))}
      </Stack>
    </div>
  );
}
