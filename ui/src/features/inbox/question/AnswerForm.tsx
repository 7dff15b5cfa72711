/** The answer, its preview, and whether and for whom it is reused. */
import {
  Alert,
  Button,
  Checkbox,
  Collapse,
  Paper,
  SegmentedControl,
  Stack,
  Text,
  Textarea,
  TextInput,
} from "@mantine/core";
import { type RefObject, useState } from "react";

import { LAYERS } from "~/shared/layers";
import { submitTo } from "~/shared/ui/forms";
import { Markdown } from "~/shared/ui/Markdown";
import type { Refusal } from "~/features/inbox/question/refusals";
import { ServedPreview } from "~/features/inbox/question/ServedPreview";
import { type AnswerText, useAnswerForm } from "~/features/inbox/question/useAnswerForm";
import type { Escalation, ScheduleAction } from "~/features/inbox/types";

interface Props extends AnswerText {
  question: Escalation;
  act: ScheduleAction;
  field: RefObject<HTMLTextAreaElement | null>;
  /** False for an answerer where an editor or the owner sends it. */
  maySend: boolean;
}

export function AnswerForm({ question, act, answer, setAnswer, field, maySend }: Props) {
  const answering = useAnswerForm(question, act, { answer, setAnswer });
  const { send } = answering;
  const submit = () => {
    if (maySend) void send();
  };
  return (
    <Paper withBorder p="md" component="form" aria-label="Your answer" onSubmit={submitTo(submit)}>
      <Stack gap="sm">
        {answering.refusal && (
          <RefusalAlert
            refusal={answering.refusal}
            isConfirmed={answering.isConfirmed}
            onConfirm={answering.setConfirmed}
          />
        )}
        <Textarea
          ref={field}
          label="Your answer"
          description={
            maySend
              ? "Markdown. Ctrl + Enter sends it; you have ten seconds to undo."
              : "Markdown. Propose it above: an editor or the owner sends it."
          }
          autosize
          minRows={5}
          maxRows={20}
          value={answer}
          onChange={(event) => setAnswer(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
              event.preventDefault();
              submit();
            }
            if (event.key === "Escape") event.currentTarget.blur();
          }}
        />
        <Preview text={answer} />
        {maySend && <Sending question={question} answering={answering} isEmpty={!answer.trim()} />}
      </Stack>
    </Paper>
  );
}

interface SendingProps extends ReuseProps {
  isEmpty: boolean;
}

/** Whether and for whom the answer is reused, and the button that sends it. */
function Sending({ question, answering, isEmpty }: SendingProps) {
  const { form, set } = answering;
  return (
    <>
      <Checkbox
        label="Reuse this answer for others who ask the same question"
        description={
          question.is_private
            ? `Off: ${question.asker_display_name} bought an answer that is given to nobody else.`
            : "Off: only this asker gets the answer, and it is not stored."
        }
        disabled={question.is_private}
        checked={form.reuse}
        onChange={(event) => set({ reuse: event.currentTarget.checked })}
      />
      <Collapse expanded={form.reuse}>
        <ReuseFields question={question} answering={answering} />
      </Collapse>
      <Button type="submit" loading={answering.isChecking} disabled={isEmpty}>
        {question.people_waiting > 1 ? `Answer ${question.people_waiting} people` : "Answer"}
      </Button>
    </>
  );
}

interface RefusalProps {
  refusal: Refusal;
  isConfirmed: boolean;
  onConfirm: (isConfirmed: boolean) => void;
}

function RefusalAlert({ refusal, isConfirmed, onConfirm }: RefusalProps) {
  const isPersonalData = refusal.code === "personal_data";
  return (
    <Alert
      color={isPersonalData ? "orange" : "red"}
      title={isPersonalData ? "The answer seems to contain personal data" : "The answer was not sent"}
      role="alert"
    >
      <Text size="sm">{refusal.message}</Text>
      {isPersonalData && (
        <Checkbox
          mt="xs"
          label="Share it anyway"
          checked={isConfirmed}
          onChange={(event) => onConfirm(event.currentTarget.checked)}
        />
      )}
    </Alert>
  );
}

function Preview({ text }: { text: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="subtle"
        size="compact-xs"
        style={{ alignSelf: "flex-start" }}
        onClick={() => setOpen(!isOpen)}
        aria-expanded={isOpen}
      >
        {isOpen ? "Hide preview" : "Preview"}
      </Button>
      {isOpen && (
        <Paper withBorder p="sm">
          <Markdown text={text || "*Nothing written yet.*"} />
        </Paper>
      )}
    </>
  );
}

interface ReuseProps {
  question: Escalation;
  answering: ReturnType<typeof useAnswerForm>;
}

function ReuseFields({ question, answering }: ReuseProps) {
  const { form, set, picks } = answering;
  return (
    <Stack gap="sm">
      <TextInput
        label="The question, in your words"
        description="People who ask this get the answer. Nobody else sees this text; leave names out."
        value={form.pattern}
        onChange={(event) => set({ pattern: event.currentTarget.value })}
      />
      <div>
        <Text size="sm" fw={500} id="who">
          Who may see the answer
        </Text>
        <SegmentedControl
          aria-labelledby="who"
          size="xs"
          data={LAYERS}
          value={form.layer}
          onChange={(value) => set({ layer: value })}
        />
      </div>
      <ServedPreview
        avee={question.avee_id}
        escalation={question.id}
        pattern={form.pattern}
        layer={form.layer}
        picks={picks.value}
        setPicks={picks.set}
      />
      <TextInput
        type="date"
        label="Valid until"
        description="Leave empty for no end date."
        value={form.expiry}
        onChange={(event) => set({ expiry: event.currentTarget.value })}
        maw={220}
      />
    </Stack>
  );
}
