/** A creator who wrote in a conversation has it until they hand it back; the agent is silent for a day. */
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
  mayHandBack,
}: {
  conversation: Schema<"ConversationOut">;
  isMine: boolean;
  mayHandBack: boolean;
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
  const isSilent = until !== null && new Date(until) > new Date();
  // For the asker, a creator who has not written for a day is not here.
  if (conversation.kind !== "agent" || !(isSilent || (!isMine && conversation.taken_over_at))) return null;
  return (
    <Alert color="indigo" p="xs" radius={0} icon={<IconUserCheck aria-hidden />} role="status">
      <Group justify="space-between" gap="xs">
        <Text size="sm">
          {isMine ? `${creator} has joined` : "You have joined"}
          {isSilent ? "; the agent is silent. " : ". You have not written for a day, so the agent answers again. "}
          <Text span size="sm" c="dimmed">
            {isSilent &&
              `It answers again after ${dateTime(until)}, unless ${isMine ? `${creator} writes` : "you write"} again. `}
            {!isMine && "The conversation stays in your inbox until you hand it back."}
          </Text>
        </Text>
        {!isMine && mayHandBack && (
          <Button size="compact-sm" variant="default" loading={handBack.isPending} onClick={() => handBack.mutate()}>
            Hand back to the agent
          </Button>
        )}
      </Group>
      <ProblemText error={handBack.error} />
    </Alert>
  );
}
