/** One thing that was said: by the asker, by the agent, or by the creator, and what can be done about it. */
import { Alert, Badge, Button, Group, Loader, Popover, Stack, Text, UnstyledButton } from "@mantine/core";
import { IconBook2, IconHistory, IconPencil, IconUserCheck } from "@tabler/icons-react";

import type { Schema } from "~/shared/api";
import { PathBadge, type PathLetter } from "~/shared/routing/paths";
import { date, dateTime, shortTime } from "~/shared/time";
import { Markdown } from "~/shared/ui/Markdown";
import type { Source } from "~/features/chat/PassageModal";
import { Choices } from "~/features/chat/Choices";
import { Feedback } from "~/features/chat/Feedback";
import { NearestHelp } from "~/features/chat/NearestHelp";
import { Offer } from "~/features/chat/Offer";
import { forget, type Outgoing, retry } from "~/features/chat/outbox";

type Message = Schema<"MessageOut">;
type Conversation = Schema<"ConversationOut">;

interface Shown {
  message: Message;
  conversation: Conversation;
  /** The escalation that this message led to. */
  offer: Schema<"EscalationOut"> | undefined;
  /** The same, of the message that this one is the first reply to; or of this one, where nothing replied. */
  offerBelow: Schema<"EscalationOut"> | undefined;
  /** The message this one replies to. */
  asked: Message | undefined;
  isMine: boolean;
  /** Whether nothing was said after it, nor is on its way. */
  isLast: boolean;
  /** Whether a later message was answered: then this one was with it. */
  isOvertaken: boolean;
  onOpen: (source: Source) => void;
}

export function ThreadMessage(shown: Shown) {
  const { message, isMine, offerBelow, conversation } = shown;
  return (
    <>
      <One {...shown} />
      {isMine && offerBelow && (
        <Offer offer={offerBelow} creator={conversation.creator_name} isRight={message.role === "user"} />
      )}
    </>
  );
}

function One(shown: Shown) {
  const { message } = shown;
  if (message.role === "user") return <Asked {...shown} />;
  if (message.role === "creator" || message.kind === "correction") return <FromCreator {...shown} />;
  if (shown.asked?.path === "C" && message.kind !== "notice") return <FromCreator {...shown} isReused />;
  return <FromAgent {...shown} />;
}

function Asked({ message, offer, conversation, isMine, isOvertaken }: Shown) {
  const isWaiting = message.path === null && conversation.kind === "agent" && !isOvertaken;
  return (
    <Stack gap={4} align={isMine ? "flex-end" : "flex-start"} data-role="user">
      <div className={`bubble ${isMine ? "bubble-mine" : "bubble-agent"}`}>
        <span className="visually-hidden">{isMine ? "You: " : `${conversation.asker_name}: `}</span>
        {message.content}
      </div>
      <Group gap={6}>
        {message.path && <Why message={message} offer={offer} creator={conversation.creator_name} />}
        {isWaiting && (
          <Text size="xs" c="dimmed">
            Being looked at …
          </Text>
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

/** How the message was handled, with the plain reason one press away. */
function Why({ message, offer, creator }: { message: Message; offer: Shown["offer"]; creator: string }) {
  const isWith = offer && offer.status !== "pending" && offer.accepted_at !== null;
  const path: PathLetter = isWith && message.path === "D" ? "E" : (message.path ?? "F");
  const label = message.rule === "small_talk" ? "Small talk" : labelOf(path, creator);
  return (
    <Popover width={320} position="bottom-end" withArrow>
      <Popover.Target>
        <UnstyledButton aria-label={`How this was handled: ${label}`}>
          <PathBadge path={path} label={label} />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Text size="sm">{message.reason}</Text>
      </Popover.Dropdown>
    </Popover>
  );
}

function labelOf(path: PathLetter, creator: string): string {
  const labels: Partial<Record<PathLetter, string>> = { D: `Offered to ask ${creator}`, E: `With ${creator}` };
  return (
    labels[path] ??
    { A: "From the documents", B: "Asked back", C: "Answered before", F: "Not answered", D: "", E: "" }[path]
  );
}

function FromAgent({ message, asked, conversation, isMine, isLast, onOpen }: Shown) {
  const isNotice = message.kind === "notice";
  return (
    <Stack gap={6} align="flex-start" data-role="agent">
      <div className="bubble bubble-agent">
        <Text size="xs" c="dimmed" mb={4}>
          {isNotice ? "Notice" : `${conversation.creator_name}’s agent`}
        </Text>
        <Markdown text={message.content} />
        {asked?.path === "B" && asked.decision_id && isMine && (
          <Choices decision={asked.decision_id} conversation={conversation.id} isOpen={isLast} />
        )}
        <SourceButtons sources={message.sources} onOpen={onOpen} />
        {asked?.decision_id && (asked.path === "D" || asked.path === "F") && !isNotice && (
          <NearestHelp decision={asked.decision_id} onOpen={onOpen} />
        )}
      </div>
      {isMine && asked?.decision_id && asked.path === "A" && asked.rule !== "small_talk" && !isNotice && (
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

const SIGNED = /\n\n— [^\n]+\(answered before\)$/;

function FromCreator({ message, asked, conversation, isMine, isReused, onOpen }: Shown & { isReused?: boolean }) {
  const source = message.sources.find((each) => each.kind === "canonical_answer");
  const isCorrection = message.kind === "correction";
  return (
    <Stack gap={6} align={isMine ? "flex-start" : "flex-end"} data-role="creator">
      <div className="bubble bubble-creator">
        <Group gap="xs" mb={6}>
          <Text size="sm" fw={700}>
            {isMine ? conversation.creator_name : "You"}
          </Text>
          {isCorrection ? (
            <Tag icon={<IconPencil size={12} aria-hidden />} color="orange">
              Correction
            </Tag>
          ) : isReused ? (
            <Tag icon={<IconHistory size={12} aria-hidden />}>
              Answered before{source?.answered_at ? `, on ${date(source.answered_at)}` : ""}
            </Tag>
          ) : message.kind === "answer" ? (
            <Tag icon={<IconUserCheck size={12} aria-hidden />}>Answered you on {date(message.created_at)}</Tag>
          ) : (
            <Text size="xs" c="dimmed">
              {shortTime(message.created_at)}
            </Text>
          )}
        </Group>
        {asked && message.kind === "answer" && !isReused && (
          <Text size="sm" c="dimmed" mb={6} className="clamp">
            To “{asked.content}”
          </Text>
        )}
        <Markdown text={message.content.replace(SIGNED, "")} />
        {isReused && <SourceButtons sources={message.sources.filter((each) => each.kind === "document")} onOpen={onOpen} />}
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

function Tag({
  icon,
  color = "indigo",
  children,
}: {
  icon: React.ReactNode;
  color?: string;
  children: React.ReactNode;
}) {
  return (
    <Badge variant="light" color={color} tt="none" leftSection={icon}>
      {children}
    </Badge>
  );
}

export function SourceButtons({ sources, onOpen }: { sources: Source[]; onOpen: (source: Source) => void }) {
  if (sources.length === 0) return null;
  return (
    <Group gap={6} mt="xs" role="group" aria-label="Sources">
      {sources.map((source, index) => (
        <Button
          key={`${source.id}${index}`}
          size="compact-xs"
          variant="default"
          maw="100%"
          onClick={() => onOpen(source)}
          leftSection={
            source.kind === "document" ? <IconBook2 size={12} aria-hidden /> : <IconHistory size={12} aria-hidden />
          }
        >
          {index + 1} · {source.title}
        </Button>
      ))}
    </Group>
  );
}

interface OnItsWay {
  message: Outgoing;
  isStored: boolean;
  /** Gives the words back to be changed. */
  onEdit: (text: string) => void;
}

export function OutgoingMessage({ message, isStored, onEdit }: OnItsWay) {
  return (
    <>
      {!isStored && (
        <div className="bubble bubble-mine" style={{ opacity: message.state === "sending" ? 1 : 0.85 }}>
          {message.text}
        </div>
      )}
      {message.state === "waiting" && (
        <Group gap="xs" justify="flex-end" role="status">
          <Text size="xs" c="dimmed">
            Not sent yet; it is kept and tried again.
          </Text>
          <Button size="compact-xs" variant="default" onClick={() => retry(message.id)}>
            Try now
          </Button>
        </Group>
      )}
      {message.state === "refused" && (
        <Alert color="red" p="xs" role="alert" style={{ alignSelf: "flex-end" }}>
          <Text size="sm">{message.problem}</Text>
          <Group mt={6} gap={6}>
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => {
                onEdit(message.text);
                forget(message.id);
              }}
            >
              Change it
            </Button>
            <Button size="compact-xs" variant="default" onClick={() => retry(message.id)}>
              Try again
            </Button>
            <Button size="compact-xs" variant="subtle" onClick={() => forget(message.id)}>
              Put it away
            </Button>
          </Group>
        </Alert>
      )}
      {message.state === "sending" && message.kind === "agent" && (
        <div className="bubble bubble-agent">
          {message.reply ? (
            <div className="cursor">
              <Markdown text={message.reply} />
            </div>
          ) : (
            <Loader size="xs" type="dots" aria-label="The agent is thinking" />
          )}
        </div>
      )}
    </>
  );
}
