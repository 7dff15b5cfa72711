/** Past messages close to an answer. A tick says that the answer fits the message, a cross that it does not. */
import { ActionIcon, Badge, Group, Stack, Text, Tooltip } from "@mantine/core";
import { IconCheck, IconX } from "@tabler/icons-react";

import type { Schema } from "~/shared/api";
import { percent } from "~/shared/percent";
import { date } from "~/shared/time";
import { PersonText } from "~/shared/ui/PersonText";
import { WholeText } from "~/shared/ui/WholeText";

type NearMessage = Schema<"ServedMessageOut">;
const REASONS: Record<NonNullable<NearMessage["why_not"]>, string> = {
  layer: "the asker is not allowed to see this answer",
  counter_example: "you said the answer does not fit this message or a similar one",
  asks_something_else: "it asks something else",
  below_threshold: "the match is too weak",
  answered_better: "another answer of yours fits better",
  earlier_rule: "another rule comes first",
};
const DIFFERENCES: Record<NearMessage["differs"][number], string> = {
  negation: "negated",
  number: "another number",
  name: "another name",
  opposite: "the opposite",
  condition: "a condition",
  asked_for: "asks for something else",
};

interface Props {
  title: string;
  messages: NearMessage[];
  /** null removes the tick or the cross. */
  onPick: (decision: string, serves: boolean | null) => void;
  isBusy?: boolean;
}

export function NearMessages({ title, messages, onPick, isBusy = false }: Props) {
  if (messages.length === 0) return null;
  return (
    <div>
      <Text size="xs" c="dimmed">
        {title}
      </Text>
      <Stack gap={6} component="ul" p={0} m={0} style={{ listStyle: "none" }} aria-label={title}>
        {messages.map((each) => (
          <Group
            key={each.decision_id}
            component="li"
            wrap="nowrap"
            align="flex-start"
            justify="space-between"
            gap="xs"
          >
            <MessageText message={each} />
            <Group gap={4} wrap="nowrap">
              <FitButton message={each} serves={true} onPick={onPick} isBusy={isBusy} />
              <FitButton message={each} serves={false} onPick={onPick} isBusy={isBusy} />
            </Group>
          </Group>
        ))}
      </Stack>
    </div>
  );
}

function MessageText({ message }: { message: NearMessage }) {
  return (
    <div style={{ minWidth: 0 }}>
      <WholeText what="the whole message" height={120}>
        <PersonText size="sm" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
          {message.message_content}
        </PersonText>
      </WholeText>
      <Group gap={4}>
        <Text size="xs" c="dimmed">
          {percent(message.probability)} likely, {date(message.asked_at)}
          {message.why_not ? `: ${REASONS[message.why_not]}` : ""}
        </Text>
        {message.differs.map((kind) => (
          <Badge key={kind} size="xs" variant="light" color="orange" tt="none">
            {DIFFERENCES[kind]}
          </Badge>
        ))}
      </Group>
    </div>
  );
}

interface FitButtonProps {
  message: NearMessage;
  serves: boolean;
  onPick: Props["onPick"];
  isBusy: boolean;
}

function FitButton({ message, serves, onPick, isBusy }: FitButtonProps) {
  const isOn = message.serves === serves;
  const label = serves ? "The answer fits" : "The answer does not fit";
  const Icon = serves ? IconCheck : IconX;
  return (
    <Tooltip label={isOn ? "Undo" : label}>
      <ActionIcon
        size="sm"
        variant={isOn ? "filled" : "default"}
        color={serves ? "teal" : "red"}
        disabled={isBusy}
        aria-pressed={isOn}
        aria-label={`${label}: ${message.message_content}`}
        onClick={() => onPick(message.decision_id, isOn ? null : serves)}
      >
        <Icon size={14} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
