/** The agent is silent after its creator wrote in a conversation, until they hand it back or a day has passed. */
import { Alert, Button, Group, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { IconUserCheck } from "@tabler/icons-react";

import { api, type Schema, unwrap } from "~/shared/api";
import { keys, queryClient } from "~/shared/queries";
import { dateTime } from "~/shared/time";
import { ProblemText } from "~/shared/ui/ProblemAlert";

export function CreatorPresence({
  conversation,
  isMine,
}: {
  conversation: Schema<"ConversationOut">;
  isMine: boolean;
}) {
  const handBack = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST("/conversations/{conversation_id}/hand-back", {
          params: { path: { conversation_id: conversation.id } },
        }),
      ),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: keys.conversations }),
  });
  const { creator_name: creator } = conversation;
  const until = conversation.agent_silenced_until;
  if (conversation.kind !== "agent" || !until || new Date(until) <= new Date()) return null;
  return (
    <Alert color="indigo" p="xs" radius={0} icon={<IconUserCheck aria-hidden />} role="status">
      <Group justify="space-between" gap="xs">
        <Text size="sm">
          {isMine ? `${creator} has joined; the agent is silent.` : "You have joined; the agent is silent."}{" "}
          <Text span size="sm" c="dimmed">
            It answers again after {dateTime(until)}, unless {isMine ? `${creator} writes` : "you write"} again.
          </Text>
        </Text>
        {!isMine && (
          <Button size="compact-sm" variant="default" loading={handBack.isPending} onClick={() => handBack.mutate()}>
            Hand back to the agent
          </Button>
        )}
      </Group>
      <ProblemText error={handBack.error} />
    </Alert>
  );
}
