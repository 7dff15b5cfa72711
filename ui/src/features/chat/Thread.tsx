/** One conversation: its messages, messages on their way, and the field for the next one. */
import { ActionIcon, Box, Button, Group, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { IconArrowLeft } from "@tabler/icons-react";
import { useState } from "react";

import type { Schema } from "~/shared/api";
import { useDraft } from "~/shared/drafts";
import { useMay, useMaySend } from "~/shared/team/useMay";
import { PersonName, PersonTitle } from "~/shared/ui/PersonText";
import { Empty, Failed, Loading } from "~/shared/ui/states";
import { Composer } from "~/features/chat/Composer";
import { nameOf } from "~/features/chat/conversationName";
import { CreatorPresence } from "~/features/chat/CreatorPresence";
import { EraseConversation } from "~/features/chat/EraseConversation";
import { MessageView } from "~/features/chat/message/MessageView";
import { OutgoingMessage } from "~/features/chat/message/OutgoingMessage";
import { PassageModal, type Source } from "~/features/chat/sources/PassageModal";
import { useReading } from "~/features/chat/useReading";
import { useStayAtEnd } from "~/features/chat/useStayAtEnd";
import { useThread } from "~/features/chat/useThread";

type Conversation = Schema<"ConversationOut">;

export function Thread({ conversation }: { conversation: Conversation }) {
  const { query, messages, outgoing, stored, isMine } = useThread(conversation);
  const mayHandBack = useMay(conversation.avee_id, "answerer");
  const mayWrite = useMaySend(conversation.avee_id);
  const [opened, setOpened] = useState<Source | null>(null);
  const [draft, setDraft] = useDraft(conversation.id);
  const returnText = (text: string) => setDraft(draft.trim() ? `${draft.trimEnd()}\n${text}` : text);
  useReading(conversation, messages.at(-1)?.message, isMine);
  const { frame, content } = useStayAtEnd(outgoing.at(-1)?.id);
  return (
    <div className="thread">
      <Header conversation={conversation} isMine={isMine} />
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
          {query.data && messages.length === 0 && outgoing.length === 0 && (
            <Empty title={`Ask ${conversation.creator_name}’s agent`}>
              The agent answers at once from the creator’s documents and earlier answers. It can pass new questions on.
            </Empty>
          )}
          {messages.map((each) => (
            <MessageView key={each.message.id} {...each} onOpen={setOpened} />
          ))}
          {outgoing.map((each) => (
            <OutgoingMessage key={each.id} message={each} isStored={stored.has(each.id)} onEdit={returnText} />
          ))}
        </Stack>
      </div>
      <CreatorPresence conversation={conversation} isMine={isMine} mayHandBack={mayHandBack} />
      {(isMine || mayWrite) && (
        <Composer conversation={conversation} isMine={isMine} draft={draft} setDraft={setDraft} />
      )}
      <PassageModal avee={conversation.avee_id} source={opened} onClose={() => setOpened(null)} />
    </div>
  );
}

function Header({ conversation, isMine }: { conversation: Conversation; isMine: boolean }) {
  const { kind, creator_name: creator } = conversation;
  return (
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
        <PersonTitle order={2} size="h5" lineClamp={1}>
          {nameOf(conversation)}
        </PersonTitle>
        <Text size="xs" c="dimmed" truncate>
          {kind === "direct" ? (
            <>Directly to {isMine ? <PersonName>{creator}</PersonName> : "you"}</>
          ) : (
            <>
              <PersonName>{creator}</PersonName>’s agent answers; new questions can go to{" "}
              <PersonName>{creator}</PersonName>
            </>
          )}
        </Text>
      </Box>
      {isMine && <EraseConversation id={conversation.id} />}
    </Group>
  );
}
