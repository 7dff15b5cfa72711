/** What the asker thinks of an answer. "Not my question" opens the way to the creator, outside the quota. */
import { Button, Group, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";

import { api, asProblem, unwrap } from "~/shared/api";
import { keys, queryClient } from "~/shared/queries";

type Verdict = "helpful" | "not_my_question" | "wrong";
const THANKS: Record<Verdict, string> = {
  helpful: "Thank you: noted as helpful.",
  wrong: "Thank you: the creator sees that this is wrong.",
  not_my_question: "Noted. You can ask the creator yourself, below, without using the quota.",
};

export function Feedback({ decision, conversation, creator }: { decision: string; conversation: string; creator: string }) {
  const give = useMutation({
    mutationFn: (verdict: Verdict) =>
      unwrap(api.POST("/orchestrator/decisions/{decision_id}/feedback", { params: { path: { decision_id: decision } }, body: { verdict } })),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: keys.queue });
      void queryClient.invalidateQueries({ queryKey: keys.messages(conversation) });
    },
  });
  if (give.data) {
    const isClosed = give.data.verdict === "not_my_question" && !give.data.escalation;
    return <Text size="xs" c="dimmed" role="status">{isClosed ? `Noted. ${creator} takes no questions from you at present.` : THANKS[give.data.verdict as Verdict]}</Text>;
  }
  const button = (verdict: Verdict, label: string) => (
    <Button size="compact-xs" variant="subtle" color="gray" c="dimmed" disabled={give.isPending} onClick={() => give.mutate(verdict)}>{label}</Button>
  );
  return (
    <Group gap={2} role="group" aria-label="Was this the answer?">
      {button("helpful", "Helpful")}
      {button("not_my_question", "Not my question")}
      {button("wrong", "Wrong")}
      {give.isError && <Text size="xs" c="red" role="alert">{asProblem(give.error).message}</Text>}
    </Group>
  );
}
