/** What a question back lets the asker choose between: each is one press, sent as the next message. */
import { Button, Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import { decisionQuery } from "~/shared/queries";
import { send } from "~/features/chat/outbox";

interface Asked {
  /** The decision to ask back; it holds what was offered. */
  decision: string;
  conversation: string;
  /** Whether nothing was said since: an old question back is not answered any more. */
  isOpen: boolean;
}

export function Choices({ decision, conversation, isOpen }: Asked) {
  const { data } = useQuery(decisionQuery(decision));
  const choices = (data?.evidence.choices ?? []) as string[];
  if (choices.length === 0) return null;
  return (
    <Group gap={6} mt="xs" role="group" aria-label="Is it about">
      {choices.map((choice) => (
        <Button
          key={choice}
          size="xs"
          variant="light"
          disabled={!isOpen}
          onClick={() => send(conversation, "agent", choice)}
        >
          {choice}
        </Button>
      ))}
    </Group>
  );
}
