/** One conversation: what was said, what is on its way, and what to write next. */
import { ActionIcon, Alert, Box, Button, Group, Stack, Text, Textarea, Title } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { IconArrowLeft, IconSend2 } from "@tabler/icons-react";
import { useEffect, useMemo, useRef, useState } from "react";

import { api, type Schema, unwrap } from "~/shared/api";
import { useConnected } from "~/shared/liveEvents";
import { keys, meQuery, queryClient, queueQuery } from "~/shared/queries";
import { PassageModal, type Source } from "~/features/chat/PassageModal";
import { useDraft } from "~/shared/drafts";
import { Empty, Failed, Loading } from "~/shared/ui/states";
import { CreatorPresence } from "~/features/chat/CreatorPresence";
import { OutgoingMessage, ThreadMessage } from "~/features/chat/ThreadMessage";
import { nameOf } from "~/features/chat/Messages";
import { send, useOutbox } from "~/features/chat/outbox";

export function Thread({ conversation }: { conversation: Schema<"ConversationOut"> }) {
  const query = useInfiniteQuery({
    queryKey: keys.messages(conversation.id),
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET("/conversations/{conversation_id}/messages", {
          params: { path: { conversation_id: conversation.id }, query: { cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  const { data: queue } = useQuery(queueQuery);
  const [opened, setOpened] = useState<Source | null>(null);
  const messages = useMemo(() => query.data?.pages.flatMap((page) => page.items).reverse() ?? [], [query.data]);
  const offers = useMemo(() => new Map(queue?.map((each) => [each.message_id, each])), [queue]);
  const outbox = useOutbox().filter((each) => each.conversation === conversation.id);
  const stored = new Set(messages.filter((each) => each.in_reply_to === null).map((each) => each.client_message_id));
  const answered = new Set(messages.map((each) => each.in_reply_to));
  const going = outbox.filter(
    (each) =>
      !messages.some(
        (message) => message.client_message_id === each.id && (each.kind === "direct" || answered.has(message.id)),
      ),
  );
  const isMine = conversation.user_id === queryClient.getQueryData(meQuery.queryKey)?.id;
  const last = messages.at(-1)?.id;
  const firstReplies = useMemo(() => findFirstReplies(messages), [messages]);
  const [draft, setDraft] = useDraft(conversation.id);
  const giveBack = (text: string) => setDraft(draft.trim() ? `${draft.trimEnd()}\n${text}` : text);
  const lastRouted = messages.findLastIndex((each) => each.path !== null);
  const { frame, content } = useAtEnd(going.at(-1)?.id);
  return (
    <div className="thread">
      <Group
        px="md"
        py="xs"
        gap="sm"
        wrap="nowrap"
        style={{ borderBottom: "1px solid var(--mantine-color-default-border)" }}
      >
        <ActionIcon
          className="hide-wide"
          component={Link}
          to="/messages"
          variant="subtle"
          color="gray"
          aria-label="All conversations"
        >
          <IconArrowLeft size={18} aria-hidden />
        </ActionIcon>
        <Box style={{ minWidth: 0 }}>
          <Title order={2} size="h5" lineClamp={1}>
            {nameOf(conversation)}
          </Title>
          <Text size="xs" c="dimmed" truncate>
            {conversation.kind === "direct"
              ? `Straight to ${isMine ? conversation.creator_name : "you"}`
              : `${conversation.creator_name}’s agent answers; new questions can go to ${conversation.creator_name}`}
          </Text>
        </Box>
      </Group>
      <div ref={frame} className="thread-scroll" tabIndex={0} role="log" aria-label="Messages" aria-live="polite">
        <Stack ref={content} gap="md" p="md" maw={860} mx="auto">
          {query.hasNextPage && (
            <Button
              variant="subtle"
              size="xs"
              loading={query.isFetchingNextPage}
              onClick={() => void query.fetchNextPage()}
            >
              Earlier messages
            </Button>
          )}
          {query.isPending && <Loading />}
          {query.isError && !query.data && <Failed error={query.error} retry={() => void query.refetch()} />}
          {query.data && messages.length === 0 && going.length === 0 && (
            <Empty title={`Ask ${conversation.creator_name}’s agent`}>
              What the creator’s documents and earlier answers say, you get at once. What is new can be passed on.
            </Empty>
          )}
          {messages.map((message, at) => (
            <ThreadMessage
              isOvertaken={at < lastRouted}
              key={message.id}
              message={message}
              conversation={conversation}
              offer={offers.get(message.id)}
              isMine={isMine}
              onOpen={setOpened}
              offerBelow={offers.get(firstReplies.get(message.id) ?? (answered.has(message.id) ? "" : message.id))}
              isLast={message.id === last && going.length === 0}
              asked={messages.find((each) => each.id === message.in_reply_to)}
            />
          ))}
          {going.map((each) => (
            <OutgoingMessage key={each.id} message={each} isStored={stored.has(each.id)} onEdit={giveBack} />
          ))}
        </Stack>
      </div>
      <CreatorPresence conversation={conversation} isMine={isMine} />
      <Composer conversation={conversation} isMine={isMine} draft={draft} setDraft={setDraft} />
      <PassageModal avee={conversation.avee_id} source={opened} onClose={() => setOpened(null)} />
    </div>
  );
}

/** By reply, the message it is the first one to. */
function findFirstReplies(messages: Schema<"MessageOut">[]): Map<string, string> {
  const found = new Map<string, string>();
  const replied = new Set<string>();
  for (const { id, in_reply_to: asked } of messages) {
    if (asked === null || replied.has(asked)) continue;
    replied.add(asked);
    found.set(id, asked);
  }
  return found;
}

/** Near enough to the end to be reading there, in pixels. */
const AT_END = 120;

/** Stays at the end of what is said while one reads there, whatever grows; goes there when one says something; lets whoever reads above be. */
function useAtEnd(mine: string | undefined) {
  const frame = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  useEffect(() => {
    const box = frame.current;
    if (!box || !content.current) return undefined;
    const stay = () => {
      if (isAtEnd.current) box.scrollTop = box.scrollHeight;
    };
    // Only going up leaves the end: what is told of a scroll may come after more has grown below it.
    let top = box.scrollTop;
    const look = () => {
      const isUp = box.scrollTop < top;
      top = box.scrollTop;
      if (box.scrollHeight - top - box.clientHeight < AT_END) isAtEnd.current = true;
      else if (isUp) isAtEnd.current = false;
    };
    const growing = new ResizeObserver(stay);
    growing.observe(content.current);
    growing.observe(box);
    box.addEventListener("scroll", look, { passive: true });
    return () => {
      growing.disconnect();
      box.removeEventListener("scroll", look);
    };
  }, []);
  useEffect(() => {
    if (!mine || !frame.current) return;
    isAtEnd.current = true;
    frame.current.scrollTop = frame.current.scrollHeight;
  }, [mine]);
  return { frame, content };
}

const MOST_LETTERS = 8_000;

interface ComposerProps {
  conversation: Schema<"ConversationOut">;
  isMine: boolean;
  draft: string;
  setDraft: (text: string) => void;
}

function Composer({ conversation, isMine, draft, setDraft }: ComposerProps) {
  const isConnected = useConnected();
  const submit = () => {
    const text = draft.trim();
    if (!text || text.length > MOST_LETTERS) return;
    send(conversation.id, isMine ? conversation.kind : "direct", text);
    setDraft("");
  };
  return (
    <Box p="sm" style={{ borderTop: "1px solid var(--mantine-color-default-border)" }}>
      {!isConnected && (
        <Alert color="orange" p="xs" mb="xs" role="status">
          The server cannot be reached. What you write is kept here and sent when it is back.
        </Alert>
      )}
      <Group
        component="form"
        gap="xs"
        align="flex-end"
        wrap="nowrap"
        maw={860}
        mx="auto"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Textarea
          aria-label="Your message"
          placeholder={conversation.kind === "direct" || !isMine ? "Write a message" : "Ask a question"}
          autosize
          minRows={1}
          maxRows={8}
          style={{ flex: 1 }}
          value={draft}
          onChange={(event) => setDraft(event.currentTarget.value)}
          error={draft.length > MOST_LETTERS ? `At most ${MOST_LETTERS} letters; this has ${draft.length}.` : undefined}
          onKeyDown={(event) => {
            if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
              event.preventDefault();
              submit();
            }
          }}
        />
        <ActionIcon type="submit" size={36} aria-label="Send" disabled={!draft.trim()}>
          <IconSend2 size={18} aria-hidden />
        </ActionIcon>
      </Group>
    </Box>
  );
}
