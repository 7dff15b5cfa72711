/** For the team, below a question that the agent did not answer: writing the answer that it gives from now on. */
import { Button, Modal, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { api, unwrap } from "~/shared/api";
import { keys, queryClient } from "~/shared/queries";
import { submitTo } from "~/shared/ui/forms";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";

export function Teach({ avee, asked }: { avee: string; asked: string }) {
  const [isOpen, setOpen] = useState(false);
  const [question, setQuestion] = useState(asked);
  const [answer, setAnswer] = useState("");
  const teach = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST("/avees/{avee_id}/canonical-answers", {
          params: { path: { avee_id: avee } },
          body: { question_pattern: question.trim(), answer_content: answer.trim(), layer: "public" },
        }),
      ),
    onSuccess: () => {
      setOpen(false);
      void queryClient.invalidateQueries({ queryKey: keys.answers(avee) });
    },
  });
  return (
    <>
      <Button size="compact-xs" variant="subtle" onClick={() => setOpen(true)}>
        {teach.isSuccess ? "Taught" : "Teach the answer"}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title="Teach the agent"
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <Stack component="form" gap="sm" onSubmit={submitTo(() => teach.mutate())}>
          <Text size="sm">The agent gives this answer to whoever asks the same from now on. Nothing is sent here.</Text>
          <TextInput
            label="The question, in your words"
            description="Leave names out."
            required
            value={question}
            onChange={(event) => setQuestion(event.currentTarget.value)}
          />
          <Textarea
            label="The answer"
            autosize
            minRows={4}
            maxRows={14}
            required
            value={answer}
            onChange={(event) => setAnswer(event.currentTarget.value)}
          />
          <ProblemAlert error={teach.error} />
          <Button type="submit" loading={teach.isPending}>
            Teach it
          </Button>
        </Stack>
      </Modal>
    </>
  );
}
