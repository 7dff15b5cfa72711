/** Real past messages near to an answer, each with a tick (it is for this too) and a cross (it is not): where the answer ends. */
import { ActionIcon, Badge, Group, Stack, Text, Tooltip } from "@mantine/core";
import { IconCheck, IconX } from "@tabler/icons-react";

import type { Schema } from "~/shared/api";
import { date } from "~/shared/time";

export type NearMessage = Schema<"ServedMessageOut">;
const WHY_NOT: Record<NonNullable<NearMessage["why_not"]>, string> = {
  layer: "its asker is not let in so far",
  counter_example: "you said it is not for this, or for something nearer to it",
  asks_something_else: "it asks something else",
  below_threshold: "not near enough",
  answered_better: "another answer of yours fits better",
  earlier_rule: "another rule comes first",
};
export const DIFFERS: Record<NearMessage["differs"][number], string> = {
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
  /** null takes the tick or the cross back. */
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
            <div style={{ minWidth: 0 }}>
              <Text size="sm" className="clamp">
                {each.message_content}
              </Text>
              <Group gap={4}>
                <Text size="xs" c="dimmed">
                  {Math.round(each.probability * 100)} % likely, {date(each.asked_at)}
                  {each.why_not ? `: ${WHY_NOT[each.why_not]}` : ""}
                </Text>
                {each.differs.map((kind) => (
                  <Badge key={kind} size="xs" variant="light" color="orange" tt="none">
                    {DIFFERS[kind]}
                  </Badge>
                ))}
              </Group>
            </div>
            <Group gap={4} wrap="nowrap">
              <Mark label="It is for this too" message={each} serves={true} onPick={onPick} isBusy={isBusy} />
              <Mark label="It is not for this" message={each} serves={false} onPick={onPick} isBusy={isBusy} />
            </Group>
          </Group>
        ))}
      </Stack>
    </div>
  );
}

function Mark({
  label,
  message,
  serves,
  onPick,
  isBusy,
}: {
  label: string;
  message: NearMessage;
  serves: boolean;
  onPick: Props["onPick"];
  isBusy: boolean;
}) {
  const isOn = message.serves === serves;
  const Icon = serves ? IconCheck : IconX;
  return (
    <Tooltip label={isOn ? "Take it back" : label}>
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
