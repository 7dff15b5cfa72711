/** A thread in which its creator has written: the agent is silent there, until they hand it back or a day has passed. */
import { Alert, Button, Group, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { IconUserCheck } from "@tabler/icons-react";

import { api, asProblem, type Schema, unwrap } from "~/shared/api";
import { keys, queryClient } from "~/shared/queries";
import { dateTime } from "~/shared/time";

export function CreatorPresence({ conversation, isMine }: { conversation: Schema<"ConversationOut">; isMine: boolean }) {
  const handBack = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST("/conversations/{conversation_id}/hand-back", {
          params: { path: { conversation_id: conversation.id } },
        }),
      ),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: keys.conversations }),
  });
  const until = conversation.agent_silenced_until;
  if (conversation.kind !== "agent" || !until || new Date(until) <= new Date()) return null;
  return (
    <Alert color="indigo" p="xs" radius={0} icon={<IconUserCheck aria-hidden />} role="status">
      <Group justify="space-between" gap="xs">
        <Text size="sm">
          {isMine ? `${conversation.creator_name} is here, the agent is silent.` : "You are here, the agent is silent."}{" "}
          <Text span size="sm" c="dimmed">
            Until {dateTime(until)}, if nothing more is said.
          </Text>
        </Text>
        {!isMine && (
          <Button size="compact-sm" variant="default" loading={handBack.isPending} onClick={() => handBack.mutate()}>
            Hand back to the agent
          </Button>
        )}
      </Group>
      {handBack.isError && (
        <Text size="sm" c="red" role="alert">
          {asProblem(handBack.error).message}
        </Text>
      )}
    </Alert>
  );
}
