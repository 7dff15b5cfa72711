/** Writing the answer to a question that was asked, or marking the passage that answers it. */
import { Button, SegmentedControl, Stack, Text, TextInput, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { api, type Schema, unwrap } from "~/shared/api";
import { keys, queryClient } from "~/shared/queries";
import { submitTo } from "~/shared/ui/forms";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";
import { MarkPassage } from "~/features/chat/message/teaching/MarkPassage";

type Passage = Schema<"PassageOut">;

const WAYS = [
  { value: "written", label: "Write the answer" },
  { value: "marked", label: "Mark a passage" },
];

interface Props {
  avee: string;
  decision: string;
  asked: string;
  onTaught: () => void;
}

export function Lesson({ avee, decision, asked, onTaught }: Props) {
  const [question, setQuestion] = useState(asked);
  const [way, setWay] = useState("written");
  const [answer, setAnswer] = useState("");
  const [passage, setPassage] = useState<Passage | null>(null);
  const [excerpt, setExcerpt] = useState("");
  const isMarked = way === "marked";
  const teach = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST("/orchestrator/decisions/{decision_id}/teach", {
          params: { path: { decision_id: decision } },
          body: {
            question_pattern: question.trim(),
            ...(isMarked ? { passage_id: passage?.id, excerpt: excerpt.trim() } : { answer_content: answer.trim() }),
          },
        }),
      ),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: keys.answers(avee) });
      onTaught();
    },
  });
  return (
    <Stack component="form" gap="sm" onSubmit={submitTo(() => teach.mutate())}>
      <Text size="sm">The agent gives this answer to whoever asks the same from now on. Nothing is sent here.</Text>
      <TextInput
        label="The question, in your words"
        description="Leave names out."
        required
        value={question}
        onChange={(event) => setQuestion(event.currentTarget.value)}
      />
      <SegmentedControl aria-label="How to teach" data={WAYS} value={way} onChange={setWay} />
      {isMarked ? (
        <MarkPassage
          avee={avee}
          asked={asked}
          passage={passage}
          excerpt={excerpt}
          onChoose={(chosen) => {
            setPassage(chosen);
            setExcerpt(chosen?.content ?? "");
          }}
          onExcerpt={setExcerpt}
        />
      ) : (
        <Textarea
          label="The answer"
          autosize
          minRows={4}
          maxRows={14}
          required
          value={answer}
          onChange={(event) => setAnswer(event.currentTarget.value)}
        />
      )}
      <ProblemAlert error={teach.error} />
      <Button type="submit" loading={teach.isPending} disabled={isMarked && (!passage || !excerpt.trim())}>
        Teach it
      </Button>
    </Stack>
  );
}
