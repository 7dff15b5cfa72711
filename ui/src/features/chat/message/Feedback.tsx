/** The asker's rating of an answer. "Not my question" opens the way to the creator, outside the limits. */
import { Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { api, type Schema, unwrap } from "~/shared/api";
import { keys, queryClient } from "~/shared/queries";
import { submitTo } from "~/shared/ui/forms";
import { ProblemText } from "~/shared/ui/ProblemAlert";

type Verdict = Schema<"FeedbackIn">["verdict"];
const CONFIRMATIONS: Record<Verdict, string> = {
  helpful: "You rated this as helpful.",
  wrong: "You rated this as wrong. The creator can see it.",
  not_my_question: "You said that this was not your question.",
};
const LABELS: [Verdict, string][] = [
  ["helpful", "Helpful"],
  ["not_my_question", "Not my question"],
  ["wrong", "Wrong"],
];

interface Props {
  decision: string;
  conversation: string;
  creator: string;
  /** The rating that the server has. */
  verdict: Verdict | null;
}

export function Feedback({ decision, conversation, creator, verdict }: Props) {
  const [isChanging, setChanging] = useState(false);
  const rate = useMutation({
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
  const rated = (rate.data?.verdict as Verdict | undefined) ?? verdict;
  if (!rated || isChanging)
    return (
      <Group gap={2} role="group" aria-label="Was this the answer?">
        {LABELS.map(([value, label]) => (
          <Button
            key={value}
            size="compact-xs"
            variant="subtle"
            color="gray"
            c="dimmed"
            disabled={rate.isPending}
            aria-pressed={rated === value}
            onClick={() => rate.mutate({ verdict: value })}
          >
            {label}
          </Button>
        ))}
        <ProblemText error={rate.error} size="xs" />
      </Group>
    );
  const wantsComment = rate.data && rated !== "helpful" && rate.variables.comment === undefined;
  return (
    <Stack gap={4} w="100%" maw={520}>
      <Group gap={4}>
        <Text size="xs" c="dimmed" role="status">
          {CONFIRMATIONS[rated]}
          {rated === "not_my_question" && rate.data && nextStepInWords(Boolean(rate.data.escalation), creator)}
        </Text>
        <Button size="compact-xs" variant="subtle" color="gray" c="dimmed" onClick={() => setChanging(true)}>
          Change
        </Button>
      </Group>
      {wantsComment && (
        <CommentForm isBusy={rate.isPending} onSubmit={(comment) => rate.mutate({ verdict: rated, comment })} />
      )}
      <ProblemText error={rate.error} size="xs" />
    </Stack>
  );
}

const nextStepInWords = (hasOffer: boolean, creator: string) =>
  hasOffer
    ? " You can ask the creator below; it does not count towards their limit."
    : ` ${creator} takes no questions from you at the moment.`;

/** Asks why an answer was wrong, for the creator to read. */
function CommentForm({ isBusy, onSubmit }: { isBusy: boolean; onSubmit: (comment: string) => void }) {
  const [comment, setComment] = useState("");
  return (
    <form onSubmit={submitTo(() => comment.trim() && onSubmit(comment.trim()))}>
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
          Submit
        </Button>
      </Group>
    </form>
  );
}
