/** The field for the next message. */
import { ActionIcon, Alert, Box, Group, Textarea } from "@mantine/core";
import { IconSend2 } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useRef } from "react";

import type { Schema } from "~/shared/api";
import { useConnected } from "~/shared/liveEvents";
import { submitTo } from "~/shared/ui/forms";
import { send } from "~/features/chat/outbox";

const MOST_CHARACTERS = 8_000;
/** Where the link goes that skips the list and the messages. */
export const COMPOSER_ID = "your-message";

interface Props {
  conversation: Schema<"ConversationOut">;
  isMine: boolean;
  draft: string;
  setDraft: (text: string) => void;
}

export function Composer({ conversation, isMine, draft, setDraft }: Props) {
  const isConnected = useConnected();
  const field = useFocusOnOpen();
  const isTooLong = draft.length > MOST_CHARACTERS;
  const submit = () => {
    const text = draft.trim();
    if (!text || text.length > MOST_CHARACTERS) return;
    send(conversation.id, isMine ? conversation.kind : "direct", text);
    setDraft("");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    submit();
  };
  return (
    <Box p="sm" style={{ borderTop: "1px solid var(--mantine-color-default-border)" }}>
      {!isConnected && (
        <Alert color="orange" p="xs" mb="xs" role="status">
          The server cannot be reached. Your messages are kept here, and sent when it is back.
        </Alert>
      )}
      <Group component="form" gap="xs" align="flex-end" wrap="nowrap" maw={860} mx="auto" onSubmit={submitTo(submit)}>
        <Textarea
          ref={field}
          id={COMPOSER_ID}
          aria-label="Your message"
          placeholder={conversation.kind === "direct" || !isMine ? "Write a message" : "Ask a question"}
          autosize
          minRows={1}
          maxRows={8}
          style={{ flex: 1 }}
          value={draft}
          onChange={(event) => setDraft(event.currentTarget.value)}
          error={isTooLong ? `At most ${MOST_CHARACTERS} characters; this has ${draft.length}.` : undefined}
          onKeyDown={onKeyDown}
        />
        <ActionIcon type="submit" size={36} aria-label="Send" disabled={!draft.trim()}>
          <IconSend2 size={18} aria-hidden />
        </ActionIcon>
      </Group>
    </Box>
  );
}

/** Who opens a conversation writes next. On a touch screen, the keyboard would cover the messages: it stays away. */
function useFocusOnOpen() {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (window.matchMedia("(pointer: fine)").matches) field.current?.focus({ preventScroll: true });
  }, []);
  return field;
}
