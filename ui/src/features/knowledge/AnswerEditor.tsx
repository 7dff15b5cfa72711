/** Adding an answer, or changing one. */
import { Alert, Button, Group, Select, Stack, Textarea, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { api, asProblem, ifMatch, type Schema, splitProblem, unwrap } from "~/shared/api";
import { useFormDraft } from "~/shared/drafts";
import { LAYERS } from "~/shared/layers";
import { keys, queryClient } from "~/shared/queries";
import { dayOf, endOf } from "~/shared/time";
import { submitTo } from "~/shared/ui/forms";
import { SavedMeanwhile } from "~/shared/ui/SavedMeanwhile";

type Answer = Schema<"AnswerOut">;

interface Props {
  avee: string;
  /** null for a new answer. */
  answer: Answer | null;
  onDone: () => void;
}

export function AnswerEditor({ avee, answer, onDone }: Props) {
  const { form, set, isChanged, forget, save, newest, take } = useAnswerEditor(avee, answer, onDone);
  const { errorOf, rest } = splitProblem(save.error, ["question_pattern", "answer_content", "expires_at"]);
  return (
    <Stack component="form" onSubmit={submitTo(() => save.mutate())}>
      {answer && answer.times_reused > 0 && (
        <Alert color="orange">
          Everyone who received this answer gets the new one as a correction in their conversation.
        </Alert>
      )}
      <TextInput
        label="Question"
        required
        value={form.question}
        error={errorOf("question_pattern")}
        onChange={(event) => set({ question: event.currentTarget.value })}
      />
      <Textarea
        label="Answer"
        description="Markdown"
        required
        autosize
        minRows={5}
        maxRows={20}
        value={form.text}
        error={errorOf("answer_content")}
        onChange={(event) => set({ text: event.currentTarget.value })}
      />
      <Group>
        <Select
          label="Who may see the answer"
          allowDeselect={false}
          value={form.layer}
          onChange={(value) => set({ layer: value ?? "public" })}
          data={LAYERS}
        />
        <TextInput
          type="date"
          label="Valid until"
          value={form.until}
          error={errorOf("expires_at")}
          onChange={(event) => set({ until: event.currentTarget.value })}
        />
      </Group>
      <SavedMeanwhile
        error={rest}
        saved={newest ? `${newest.question_pattern}\n${newest.answer_content}` : ""}
        onTake={take}
      />
      <Group>
        <Button type="submit" loading={save.isPending}>
          Save
        </Button>
        {isChanged && (
          <Button variant="default" onClick={forget}>
            Discard changes
          </Button>
        )}
      </Group>
    </Stack>
  );
}

function useAnswerEditor(avee: string, answer: Answer | null, onDone: () => void) {
  // A press beside the dialog closes it; the changes are still there when it is opened again.
  const draft = useFormDraft(`edit:${avee}:${answer ? `${answer.id}:${answer.version}` : "new"}`, {
    question: answer?.question_pattern ?? "",
    text: answer?.answer_content ?? "",
    layer: answer?.layer ?? "public",
    until: answer?.expires_at ? dayOf(answer.expires_at) : "",
  });
  const { form, forget } = draft;
  const [newest, setNewest] = useState<Schema<"AnswerVersionOut"> | null>(null);
  const save = useMutation({
    mutationFn: () => {
      const body = {
        question_pattern: form.question,
        answer_content: form.text,
        layer: form.layer,
        expires_at: form.until ? endOf(form.until) : null,
      };
      if (!answer)
        return unwrap(api.POST("/avees/{avee_id}/canonical-answers", { params: { path: { avee_id: avee } }, body }));
      const path = { avee_id: avee, answer_id: answer.id };
      const header = ifMatch(newest?.version ?? answer.version);
      return unwrap(api.PATCH("/avees/{avee_id}/canonical-answers/{answer_id}", { params: { path, header }, body }));
    },
    onError: async (error) => {
      if (answer && asProblem(error).status === 412) setNewest(await loadNewest(avee, answer.id));
    },
    onSuccess: () => {
      forget();
      void queryClient.invalidateQueries({ queryKey: keys.answers(avee) });
      onDone();
    },
  });
  const take = () => {
    if (newest) draft.set({ question: newest.question_pattern, text: newest.answer_content, layer: newest.layer });
    save.reset();
  };
  return { ...draft, save, newest, take };
}

async function loadNewest(avee: string, answer: string) {
  const params = { path: { avee_id: avee, answer_id: answer } };
  const page = await unwrap(api.GET("/avees/{avee_id}/canonical-answers/{answer_id}/versions", { params }));
  return page.items[0] ?? null;
}
