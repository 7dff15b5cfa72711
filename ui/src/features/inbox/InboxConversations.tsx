/** The conversations that the creator is in: taken over from the agent, or direct. Unread ones come first. */
import { Anchor, Badge, Box, Group, Stack, Text, Title } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";

import { api, asProblem, type Schema, unwrap } from "~/shared/api";
import { PersonText } from "~/shared/ui/PersonText";
import { firstWords } from "~/shared/firstWords";
import { keys } from "~/shared/queries";
import { plural, shortTime } from "~/shared/time";

type Conversation = Schema<"ConversationOut">;
/** How many read ones are shown at first. */
const FEW = 3;

export function InboxConversations({ avees }: { avees: string[] }) {
  const [isAll, setAll] = useState(false);
  const query = useInfiniteQuery({
    queryKey: keys.inboxConversations,
    queryFn: ({ pageParam }) =>
      unwrap(api.GET("/conversations", { params: { query: { side: "creator", cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  const pages = query.data?.pages.flatMap((page) => page.items) ?? [];
  // A conversation that moved up while two pages were loaded is on both.
  const found = [...new Map(pages.map((each) => [each.id, each])).values()].filter((each) =>
    avees.includes(each.avee_id),
  );
  const unread = found.filter((each) => each.unread > 0);
  const read = found.filter((each) => each.unread === 0);
  const shown = [...unread, ...(isAll ? read : read.slice(0, FEW))];
  if (query.isError && !query.data)
    return (
      <Text size="sm" c="red" px="xs" mb="sm" role="alert">
        Your conversations could not be loaded: {asProblem(query.error).message}
      </Text>
    );
  if (found.length === 0) return null;
  const hasMore = shown.length < found.length || query.hasNextPage;
  const showMore = () => {
    if (isAll || shown.length === found.length) void query.fetchNextPage();
    setAll(true);
  };
  return (
    <Box component="section" aria-labelledby="you-are-in" mb="md">
      <Title order={2} size="h6" px="xs" mb={4} id="you-are-in">
        Conversations you are in{" "}
        {unread.length > 0 && (
          <Text span c="dimmed" size="sm" fw={400}>
            {unread.length} unread
          </Text>
        )}
      </Title>
      <Stack gap={2} component="ul" p={0} m={0} style={{ listStyle: "none" }}>
        {shown.map((each) => (
          <li key={each.id}>
            <Row conversation={each} />
          </li>
        ))}
      </Stack>
      {hasMore && (
        <Anchor component="button" type="button" size="sm" px="xs" onClick={showMore}>
          Show more
        </Anchor>
      )}
    </Box>
  );
}

function Row({ conversation }: { conversation: Conversation }) {
  const { unread } = conversation;
  return (
    <Link className="row-link" to="/messages/$conversation" params={{ conversation: conversation.id }}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <PersonText fw={600} size="sm" truncate>
          {conversation.asker_name}
        </PersonText>
        <Group gap={6} wrap="nowrap">
          <Text size="xs" c="dimmed" style={{ whiteSpace: "nowrap" }}>
            {shortTime(conversation.updated_at)}
          </Text>
          {unread > 0 && (
            <Badge size="sm" circle={unread < 10} aria-label={plural(unread, "unread message")}>
              {unread < 100 ? unread : "99+"}
            </Badge>
          )}
        </Group>
      </Group>
      <Group gap={6} wrap="nowrap">
        <Badge size="xs" variant="light" color="gray" tt="none" style={{ flexShrink: 0 }}>
          {conversation.kind === "direct" ? "direct" : "taken over"}
        </Badge>
        <Text size="sm" c="dimmed" truncate fw={unread > 0 ? 600 : undefined}>
          {firstWords(conversation.last_message ?? "")}
        </Text>
      </Group>
    </Link>
  );
}
