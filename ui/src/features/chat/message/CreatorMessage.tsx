import { Badge, Group, Stack, Text } from "@mantine/core";
import { IconHistory, IconPencil, IconUserCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";

import type { Schema } from "~/shared/api";
import { meQuery } from "~/shared/queries";
import { date, shortTime } from "~/shared/time";
import { Markdown } from "~/shared/ui/Markdown";
import { PersonName } from "~/shared/ui/PersonText";
import { Feedback } from "~/features/chat/message/Feedback";
import type { MessageProps } from "~/features/chat/message/messageProps";
import { SourceButtons } from "~/features/chat/sources/SourceButtons";

interface Props extends MessageProps {
  /** Whether it is an earlier answer, given again by the agent. */
  isReused?: boolean;
}

export function CreatorMessage({ isReused = false, ...props }: Props) {
  const { message, asked, conversation, isMine, onOpen } = props;
  const { data: me } = useQuery(meQuery);
  const isOfOther = message.author !== null && message.author !== me?.display_name;
  return (
    <Stack gap={6} align={isMine ? "flex-start" : "flex-end"} data-role="creator">
      <div className="bubble bubble-creator">
        <Group gap="xs" mb={6}>
          <Text size="sm" fw={700}>
            {isMine || isOfOther ? <PersonName>{message.author ?? conversation.creator_name}</PersonName> : "You"}
          </Text>
          <Kind message={message} isReused={isReused} />
        </Group>
        {asked && message.kind === "answer" && !isReused && (
          <Text size="sm" c="dimmed" mb={6} className="clamp">
            Answer to “<PersonName>{offeredOf(asked)}</PersonName>”
          </Text>
        )}
        {/* The badge above shows who signed it, and when. */}
        <Markdown text={message.signed?.text ?? message.content} />
        {isReused && (
          <SourceButtons sources={message.sources.filter((each) => each.kind === "document")} onOpen={onOpen} />
        )}
      </div>
      {isMine && isReused && asked?.decision_id && (
        <Feedback
          decision={asked.decision_id}
          conversation={conversation.id}
          creator={conversation.creator_name}
          verdict={asked.verdict}
        />
      )}
    </Stack>
  );
}

/** What the creator was asked: of several questions, those that the agent could not answer. */
const offeredOf = (asked: Schema<"MessageOut">) =>
  asked.parts
    .filter((part) => part.path === "D")
    .map((part) => part.said.text)
    .join(" ") || asked.content;

function Kind({ message, isReused }: { message: MessageProps["message"]; isReused: boolean }) {
  if (message.kind === "correction")
    return (
      <Tag icon={<IconPencil size={12} aria-hidden />} color="orange">
        Correction
      </Tag>
    );
  if (isReused) {
    const source = message.sources.find((each) => each.kind === "canonical_answer");
    return (
      <Tag icon={<IconHistory size={12} aria-hidden />}>
        Answered before{source?.answered_at ? `, on ${date(source.answered_at)}` : ""}
      </Tag>
    );
  }
  if (message.kind === "answer")
    return <Tag icon={<IconUserCheck size={12} aria-hidden />}>Answered you on {date(message.created_at)}</Tag>;
  return (
    <Text size="xs" c="dimmed">
      {shortTime(message.created_at)}
    </Text>
  );
}

function Tag({ icon, color = "indigo", children }: { icon: ReactNode; color?: string; children: ReactNode }) {
  return (
    <Badge variant="light" color={color} tt="none" leftSection={icon}>
      {children}
    </Badge>
  );
}
