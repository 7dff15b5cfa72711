/** The list of conversations beside the open one; a phone shows one of the two. */
import { Anchor, Badge, Box, Group, Stack, Text, Title } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { IconMessages } from "@tabler/icons-react";
import { useEffect } from "react";

import { api, asProblem, type Schema, unwrap } from "~/shared/api";
import { firstWords } from "~/shared/firstWords";
import { useConnected } from "~/shared/liveEvents";
import { keys } from "~/shared/queries";
import { plural, shortTime } from "~/shared/time";
import { useTitle } from "~/shared/ui/Page";
import { PersonText } from "~/shared/ui/PersonText";
import { Empty, Failed, Loading } from "~/shared/ui/states";
import { COMPOSER_ID } from "~/features/chat/Composer";
import { nameOf } from "~/features/chat/conversationName";
import { resume } from "~/features/chat/outbox";
import { Thread } from "~/features/chat/Thread";

type Conversation = Schema<"ConversationOut">;

export function Messages() {
  useTitle("Messages");
  const { conversation } = useParams({ strict: false });
  const query = useInfiniteQuery({
    queryKey: keys.conversations,
    queryFn: ({ pageParam }) => unwrap(api.GET("/conversations", { params: { query: { cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  const isConnected = useConnected();
  useEffect(() => {
    if (isConnected) resume();
  }, [isConnected]);
  // A conversation that moved up while two pages were loaded is on both.
  const found = [...new Map(query.data?.pages.flatMap((page) => page.items).map((each) => [each.id, each])).values()];
  const open = found.find((each) => each.id === conversation);
  return (
    <>
      {conversation && (
        <a className="skip" href={`#${COMPOSER_ID}`}>
          Skip to the message field
        </a>
      )}
      <div className="split" data-detail={Boolean(conversation)}>
        <aside aria-label="Conversations">
          <Box p="sm">
            <Title order={1} size="h4" mb="xs" px="xs">
              Messages
            </Title>
            {query.isPending && <Loading />}
            {query.isError && !query.data && <Failed error={query.error} retry={() => void query.refetch()} />}
            {query.data && found.length === 0 && (
              <Empty title="No conversations yet">
                Open an agent’s page, for example by a link from its creator, and ask a question.
              </Empty>
            )}
            <Stack gap={2} component="ul" p={0} m={0} style={{ listStyle: "none" }}>
              {found.map((each) => (
                <li key={each.id}>
                  <ConversationRow conversation={each} isOpen={each.id === conversation} />
                </li>
              ))}
            </Stack>
            {query.hasNextPage && (
              <Anchor component="button" type="button" size="sm" p="xs" onClick={() => void query.fetchNextPage()}>
                Older conversations
              </Anchor>
            )}
          </Box>
        </aside>
        <section aria-label="Conversation">
          {conversation ? (
            open ? (
              <Thread key={open.id} conversation={open} />
            ) : query.isPending ? (
              <Loading />
            ) : (
              <UnlistedConversation key={conversation} id={conversation} />
            )
          ) : (
            found.length > 0 && (
              <Empty title="Choose a conversation" icon={<IconMessages size={32} aria-hidden />}>
                Replies from agents and creators appear here by themselves.
              </Empty>
            )
          )}
        </section>
      </div>
    </>
  );
}

/** A conversation that is not among those loaded, or one in which somebody asked the reader's own agent. */
function UnlistedConversation({ id }: { id: string }) {
  const query = useQuery({
    queryKey: [...keys.conversations, id],
    queryFn: () => unwrap(api.GET("/conversations/{conversation_id}", { params: { path: { conversation_id: id } } })),
  });
  if (query.isPending) return <Loading />;
  if (query.isError && !query.data && asProblem(query.error).isPassing)
    return <Failed error={query.error} retry={() => void query.refetch()} />;
  if (query.data) return <Thread key={id} conversation={query.data} />;
  return (
    <Empty title="Conversation not found">
      It may belong to another account.
      <br />
      <Anchor component={Link} to="/messages">
        Go to your messages
      </Anchor>
    </Empty>
  );
}

function ConversationRow({ conversation, isOpen }: { conversation: Conversation; isOpen: boolean }) {
  return (
    <Link
      className="row-link"
      to="/messages/$conversation"
      params={{ conversation: conversation.id }}
      aria-current={isOpen ? "page" : undefined}
    >
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <PersonText fw={600} truncate>
          {nameOf(conversation)}
        </PersonText>
        <Text size="xs" c="dimmed" style={{ whiteSpace: "nowrap" }}>
          {shortTime(conversation.updated_at)}
        </Text>
      </Group>
      <Group gap={6} wrap="nowrap">
        {conversation.kind === "direct" && (
          <Badge size="xs" variant="light" color="gray" tt="none" style={{ flexShrink: 0 }}>
            direct
          </Badge>
        )}
        <PersonText size="sm" c="dimmed" truncate fw={conversation.unread > 0 ? 600 : undefined}>
          {conversation.last_message === null ? "No messages yet" : firstWords(conversation.last_message)}
        </PersonText>
        {conversation.unread > 0 && (
          <Badge
            size="sm"
            circle={conversation.unread < 10}
            ml="auto"
            style={{ flexShrink: 0 }}
            aria-label={plural(conversation.unread, "unread message")}
          >
            {conversation.unread < 100 ? conversation.unread : "99+"}
          </Badge>
        )}
      </Group>
    </Link>
  );
}
