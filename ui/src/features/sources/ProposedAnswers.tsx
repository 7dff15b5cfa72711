/** Old questions with their answers from exports, which the creator accepts, edits or dismisses, also many at once. */
import { Button, Checkbox, Group, Stack, Text, Title } from "@mantine/core";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { api, unwrap } from "~/shared/api";
import { ProblemText } from "~/shared/ui/ProblemAlert";
import { Failed, Loading } from "~/shared/ui/states";
import { ProposedAnswer, type Edit } from "~/features/sources/ProposedAnswer";
import { proposalsKey, refreshSources } from "~/features/sources/sources";

const PAGE_SIZE = 20;

export function ProposedAnswers({ avee, mayEdit }: { avee: string; mayEdit: boolean }) {
  const query = useInfiniteQuery({
    queryKey: proposalsKey(avee),
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET("/avees/{avee_id}/proposed-answers", {
          params: { path: { avee_id: avee }, query: { cursor: pageParam, limit: PAGE_SIZE } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const settle = useSettle(avee, () => setPicked(new Set()));
  if (query.isPending) return <Loading />;
  if (query.isError && !query.data) return <Failed error={query.error} retry={() => void query.refetch()} />;
  const proposals = query.data.pages.flatMap((page) => page.items);
  // Most creators import nothing: the whole section is left out for them.
  if (proposals.length === 0) return null;
  const chosen = proposals.filter((each) => picked.has(each.id)).map((each) => each.id);
  const pick = (id: string, isPicked: boolean) =>
    setPicked(new Set(isPicked ? [...picked, id] : [...picked].filter((each) => each !== id)));
  return (
    <Stack component="section" aria-labelledby="proposed" gap="sm">
      <Title order={2} size="h3" id="proposed">
        Proposed answers
      </Title>
      <Text size="sm" c="dimmed">
        Your old answers, as your exports have them. None of them is given to anybody before you accept it.
      </Text>
      {mayEdit && (
        <Group gap="xs">
          <Checkbox
            label={`All ${proposals.length} shown here`}
            checked={chosen.length === proposals.length}
            indeterminate={chosen.length > 0 && chosen.length < proposals.length}
            onChange={(event) =>
              setPicked(new Set(event.currentTarget.checked ? proposals.map((each) => each.id) : []))
            }
          />
          <Button
            size="compact-sm"
            disabled={chosen.length === 0}
            loading={settle.isPending}
            onClick={() => settle.mutate({ accept: chosen.map((id) => ({ id })) })}
          >
            Accept {chosen.length || ""}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            disabled={chosen.length === 0 || settle.isPending}
            onClick={() => settle.mutate({ dismiss: chosen })}
          >
            Dismiss {chosen.length || ""}
          </Button>
        </Group>
      )}
      <ProblemText error={settle.error} />
      {proposals.map((each) => (
        <ProposedAnswer
          key={each.id}
          proposal={each}
          mayEdit={mayEdit}
          isPicked={picked.has(each.id)}
          isBusy={settle.isPending}
          onPick={(isPicked) => pick(each.id, isPicked)}
          onAccept={(edit) => settle.mutate({ accept: [{ id: each.id, ...edit }] })}
          onDismiss={() => settle.mutate({ dismiss: [each.id] })}
        />
      ))}
      {query.hasNextPage && (
        <Group>
          <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            More proposed answers
          </Button>
        </Group>
      )}
    </Stack>
  );
}

interface Settled {
  accept?: ({ id: string } & Edit)[];
  dismiss?: string[];
}

/** The server takes a hundred at once. */
const AT_ONCE = 100;

function useSettle(avee: string, onSuccess: () => void) {
  const path = { avee_id: avee };
  return useMutation({
    mutationFn: async ({ accept = [], dismiss = [] }: Settled) => {
      for (let at = 0; at < accept.length; at += AT_ONCE)
        await unwrap(
          api.POST("/avees/{avee_id}/proposed-answers/accept", {
            params: { path },
            body: { items: accept.slice(at, at + AT_ONCE) },
          }),
        );
      for (let at = 0; at < dismiss.length; at += AT_ONCE)
        await unwrap(
          api.POST("/avees/{avee_id}/proposed-answers/dismiss", {
            params: { path },
            body: { ids: dismiss.slice(at, at + AT_ONCE) },
          }),
        );
    },
    onSuccess,
    onSettled: () => refreshSources(avee),
  });
}
