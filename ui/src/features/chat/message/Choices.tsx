/** The choices of a clarifying question; a pressed choice is sent as the next message. */
import { Button, Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import { decisionQuery } from "~/shared/queries";
import { PersonName } from "~/shared/ui/PersonText";
import { send } from "~/features/chat/outbox";

interface Props {
  /** The decision to ask back, which holds the choices. */
  decision: string;
  conversation: string;
  /** Whether it is the last message: an older question can no longer be answered. */
  isOpen: boolean;
}

export function Choices({ decision, conversation, isOpen }: Props) {
  const { data } = useQuery(decisionQuery(decision));
  const choices = data?.evidence.choices ?? [];
  if (choices.length === 0) return null;
  return (
    <Group gap={6} mt="xs" role="group" aria-label="Choices">
      {choices.map((choice) => (
        <Button
          key={choice}
          size="xs"
          variant="light"
          disabled={!isOpen}
          onClick={() => send(conversation, "agent", choice)}
        >
          <PersonName>{choice}</PersonName>
        </Button>
      ))}
    </Group>
  );
}
