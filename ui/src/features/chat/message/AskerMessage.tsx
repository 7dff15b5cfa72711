import { Group, Popover, Stack, Text, UnstyledButton } from "@mantine/core";

import { asksNothing, PathBadge, type PathLetter, PATHS, SMALL_TALK } from "~/shared/routing/paths";
import { dateTime, shortTime } from "~/shared/time";
import { PersonText } from "~/shared/ui/PersonText";
import { Teach } from "~/features/chat/message/teaching/Teach";
import type { MessageProps } from "~/features/chat/message/messageProps";

export function AskerMessage({ message, offer, conversation, isMine, isOvertaken }: MessageProps) {
  const isInProgress = message.path === null && conversation.kind === "agent" && !isOvertaken;
  return (
    <Stack gap={4} align={isMine ? "flex-end" : "flex-start"} data-role="user">
      <div className={`bubble ${isMine ? "bubble-mine" : "bubble-agent"}`}>
        <span className="visually-hidden">{isMine ? "You: " : `${conversation.asker_name}: `}</span>
        <PersonText inherit component="div">
          {message.content}
        </PersonText>
      </div>
      <Group gap={6}>
        {message.path && <PathReason message={message} offer={offer} creator={conversation.creator_name} />}
        {isInProgress && (
          <Text size="xs" c="dimmed">
            In progress …
          </Text>
        )}
        {!isMine && message.decision_id && message.parts.length === 0 && (
          <Teach
            avee={conversation.avee_id}
            decision={message.decision_id}
            rule={message.rule}
            asked={message.content}
          />
        )}
        <Text size="xs" c="dimmed">
          <time dateTime={message.created_at} title={dateTime(message.created_at)}>
            {shortTime(message.created_at)}
          </time>
        </Text>
      </Group>
    </Stack>
  );
}

interface ReasonProps extends Pick<MessageProps, "message" | "offer"> {
  creator: string;
}

/** The path that the message took, and the reason one press away. */
function PathReason({ message, offer, creator }: ReasonProps) {
  const isAccepted = offer && offer.status !== "pending" && offer.accepted_at !== null;
  const path: PathLetter = isAccepted && message.path === "D" ? "E" : (message.path ?? "F");
  const label = asksNothing(path, message.rule) ? SMALL_TALK.label : labelOf(path, creator);
  return (
    <Popover width={320} position="bottom-end" withArrow>
      <Popover.Target>
        <UnstyledButton aria-label={`How this was handled: ${label}`}>
          <PathBadge path={path} rule={message.rule} label={label} />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Text size="sm">{message.reason}</Text>
      </Popover.Dropdown>
    </Popover>
  );
}

function labelOf(path: PathLetter, creator: string): string {
  if (path === "D") return `Offered to ask ${creator}`;
  return path === "E" ? `With ${creator}` : PATHS[path].label;
}
