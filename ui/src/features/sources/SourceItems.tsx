/** The pages, posts or files of a source, with what was seen of each. */
import { Badge, Button, Group, Paper, Stack, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";

import { api, type Schema, unwrap } from "~/shared/api";
import { relative } from "~/shared/time";
import { PersonText } from "~/shared/ui/PersonText";
import { Empty, Failed, Loading } from "~/shared/ui/states";
import { type Source, sourcesKey } from "~/features/sources/sources";

type Item = Schema<"SourceItemOut">;
const STATES: Record<Item["state"], [color: string, label: string]> = {
  waiting: ["yellow", "waiting"],
  read: ["teal", "read"],
  failed: ["red", "not read"],
  gone: ["gray", "gone"],
};

export function SourceItems({ source }: { source: Source }) {
  const query = useInfiniteQuery({
    queryKey: [...sourcesKey(source.avee_id), source.id, "items"],
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET("/avees/{avee_id}/sources/{source_id}/items", {
          params: { path: { avee_id: source.avee_id, source_id: source.id }, query: { cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  if (query.isPending) return <Loading />;
  if (query.isError && !query.data) return <Failed error={query.error} retry={() => void query.refetch()} />;
  const items = query.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <Empty title="Nothing was found">Nothing of it could be read.</Empty>;
  return (
    <Stack gap="xs">
      {items.map((each) => (
        <ItemRow key={each.id} item={each} />
      ))}
      {query.hasNextPage && (
        <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          More
        </Button>
      )}
    </Stack>
  );
}

function ItemRow({ item }: { item: Item }) {
  const [color, state] = STATES[item.state];
  return (
    <Paper withBorder p="xs">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <PersonText size="sm" style={{ overflowWrap: "anywhere" }}>
          {item.title || item.key}
        </PersonText>
        <Badge size="sm" variant="light" tt="none" color={color} style={{ flexShrink: 0 }}>
          {state}
        </Badge>
      </Group>
      <Text size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>
        {item.title && `${item.key} · `}
        {item.changed_at ? `changed ${relative(item.changed_at)}` : "never changed"}
      </Text>
      {item.failure && (
        <Text size="xs" c="red">
          {item.failure}
        </Text>
      )}
    </Paper>
  );
}
