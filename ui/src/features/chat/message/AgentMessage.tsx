import { Stack, Text } from "@mantine/core";

import { asksNothing } from "~/shared/routing/paths";
import { Markdown } from "~/shared/ui/Markdown";
import { PersonName } from "~/shared/ui/PersonText";
import { Choices } from "~/features/chat/message/Choices";
import { Feedback } from "~/features/chat/message/Feedback";
import type { MessageProps } from "~/features/chat/message/messageProps";
import { NearestHelp } from "~/features/chat/message/NearestHelp";
import { SourceButtons } from "~/features/chat/message/SourceButtons";

export function AgentMessage({ message, asked, conversation, offerBelow, isMine, isLast, onOpen }: MessageProps) {
  const isNotice = message.kind === "notice";
  const decision = asked?.decision_id;
  return (
    <Stack gap={6} align="flex-start" data-role="agent">
      <div className="bubble bubble-agent">
        <Text size="xs" c="dimmed" mb={4}>
          {isNotice ? (
            "Notice"
          ) : (
            <>
              <PersonName>{conversation.creator_name}</PersonName>’s agent
            </>
          )}
        </Text>
        <Markdown text={message.content} />
        {decision && asked.path === "B" && isMine && (
          <Choices decision={decision} conversation={conversation.id} isOpen={isLast} />
        )}
        <SourceButtons sources={message.sources} onOpen={onOpen} />
        {decision && (asked.path === "D" || asked.path === "F") && !isNotice && (
          <NearestHelp
            decision={decision}
            conversation={conversation.id}
            verdict={asked.verdict}
            isMine={isMine && offerBelow?.status !== "answered"}
            onOpen={onOpen}
          />
        )}
      </div>
      {decision && isMine && asked.path === "A" && !asksNothing(asked.path, asked.rule) && !isNotice && (
        <Feedback
          decision={decision}
          conversation={conversation.id}
          creator={conversation.creator_name}
          verdict={asked.verdict}
        />
      )}
    </Stack>
  );
}
