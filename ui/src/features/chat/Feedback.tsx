/** What the asker thinks of an answer. "Not my question" opens the way to the creator, outside the quota. */
import { Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { api, asProblem, type Schema, unwrap } from "~/shared/api";
import { keys, queryClient } from "~/shared/queries";

type Verdict = Schema<"FeedbackIn">["verdict"];
const SAID: Record<Verdict, string> = {
  helpful: "You noted this as helpful.",
  wrong: "You noted this as wrong; the creator can see it.",
  not_my_question: "You noted that this was not your question.",
};

interface Props {
  decision: string;
  conversation: string;
  creator: string;
  /** What was said before. */
  verdict: Verdict | null;
}

export function Feedback({ decision, conversation, creator, verdict }: Props) {
  const [isChanging, setChanging] = useState(false);
  const give = useMutation({
    mutationFn: (body: Schema<"FeedbackIn">) =>
      unwrap(
        api.POST("/orchestrator/decisions/{decision_id}/feedback", {
          params: { path: { decision_id: decision } },
          body,
        }),
      ),
    onSuccess: () => {
      setChanging(false);
      void queryClient.invalidateQueries({ queryKey: keys.queue });
      void queryClient.invalidateQueries({ queryKey: keys.messages(conversation) });
    },
  });
  const said = (give.data?.verdict as Verdict | undefined) ?? verdict;
  if (said && !isChanging) {
    const way =
      said !== "not_my_question" || !give.data
        ? ""
        : give.data.escalation
          ? " You can ask the creator yourself, below, without using the quota."
          : ` ${creator} takes no questions from you at present.`;
    return (
      <Stack gap={4} w="100%" maw={520}>
        <Group gap={4}>
          <Text size="xs" c="dimmed" role="status">
            {SAID[said]}
            {way}
          </Text>
          <Button size="compact-xs" variant="subtle" color="gray" c="dimmed" onClick={() => setChanging(true)}>
            Change
          </Button>
        </Group>
        {give.data && said !== "helpful" && give.variables.comment === undefined && (
          <InWords isBusy={give.isPending} onSay={(comment) => give.mutate({ verdict: said, comment })} />
        )}
        {give.isError && (
          <Text size="xs" c="red" role="alert">
            {asProblem(give.error).message}
          </Text>
        )}
      </Stack>
    );
  }
  const button = (word: Verdict, label: string) => (
    <Button
      size="compact-xs"
      variant="subtle"
      color="gray"
      c="dimmed"
      disabled={give.isPending}
      aria-pressed={said === word}
      onClick={() => give.mutate({ verdict: word })}
    >
      {label}
    </Button>
  );
  return (
    <Group gap={2} role="group" aria-label="Was this the answer?">
      {button("helpful", "Helpful")}
      {button("not_my_question", "Not my question")}
      {button("wrong", "Wrong")}
      {give.isError && (
        <Text size="xs" c="red" role="alert">
          {asProblem(give.error).message}
        </Text>
      )}
    </Group>
  );
}

/** Once what it was is said: why, for the creator to read. */
function InWords({ isBusy, onSay }: { isBusy: boolean; onSay: (comment: string) => void }) {
  const [comment, setComment] = useState("");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (comment.trim()) onSay(comment.trim());
      }}
    >
      <Group gap="xs" align="flex-end">
        <Textarea
          size="xs"
          label="What is wrong with it? (The creator reads this.)"
          autosize
          minRows={1}
          maxLength={2000}
          style={{ flex: 1, minWidth: 180 }}
          value={comment}
          onChange={(event) => setComment(event.currentTarget.value)}
        />
        <Button type="submit" size="xs" variant="default" loading={isBusy} disabled={!comment.trim()}>
          Tell
        </Button>
      </Group>
    </form>
  );
}
