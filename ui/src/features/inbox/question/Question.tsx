/** One open question with everything that is needed to answer it. */
import { ActionIcon, Alert, Avatar, Badge, Button, Group, Paper, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { IconArrowLeft } from "@tabler/icons-react";
import { type RefObject, useEffect, useRef, useState } from "react";

import { api, unwrap } from "~/shared/api";
import { useDraft } from "~/shared/drafts";
import { keys } from "~/shared/queries";
import { useMay, useMaySend } from "~/shared/team/useMay";
import { dateTime, durationSince, plural } from "~/shared/time";
import { PersonName, PersonText, PersonTitle } from "~/shared/ui/PersonText";
import { moneyInInbox, moneyOnDecline } from "~/features/inbox/money/cost";
import { PriceBadges } from "~/features/inbox/money/PriceBadges";
import { AnswerForm } from "~/features/inbox/question/AnswerForm";
import { DeclineForm } from "~/features/inbox/question/DeclineForm";
import { keepRefusal } from "~/features/inbox/question/refusals";
import { SharedDraft } from "~/features/inbox/question/SharedDraft";
import { SimilarAnswers } from "~/features/inbox/question/SimilarAnswers";
import { TeamPanel } from "~/features/inbox/question/TeamPanel";
import { useTeamwork } from "~/features/inbox/question/useTeamwork";
import type { Escalation, Field, ScheduleAction } from "~/features/inbox/types";

const REASONS = {
  novel: "New: nothing stored answers it.",
  strategic: "It needs your judgement.",
  complex: "Complex: it asks several things at once.",
} as const;

interface Props {
  question: Escalation;
  act: ScheduleAction;
  /** The field that should get the keyboard, until `onFocused` is called. */
  focus: Field | null;
  onFocused: () => void;
  onBack: () => void;
}

export function Question({ question, act, focus, onFocused, onBack }: Props) {
  const detail = useQuery({
    queryKey: keys.escalation(question.id),
    queryFn: () =>
      unwrap(api.GET("/orchestrator/queue/{escalation_id}", { params: { path: { escalation_id: question.id } } })),
  });
  const [answer, setAnswer] = useDraft(`answer:${question.id}`);
  const [reason, setReason] = useDraft(`decline:${question.id}`);
  const [isDeclining, setDeclining] = useState(reason !== "");
  const { people, work } = useTeamwork(question.avee_id, question.id, answer.trim() !== "");
  const { answerField, reasonField } = useFieldFocus(focus, onFocused, () => setDeclining(true));
  const decline = () =>
    act("decline", reason.trim() ? { reason: reason.trim() } : {}, {
      done: () => setReason(""),
      problem: (code, message) => keepRefusal(question.id, { code, message }),
    });
  const mayAnswer = useMay(question.avee_id, "answerer");
  const maySend = useMaySend(question.avee_id);
  return (
    <Stack p="md" gap="md" maw={820} mx="auto">
      <Asker question={question} onBack={onBack} />
      <QuestionText question={question} />
      <SimilarAnswers
        answers={detail.data?.similar_answers ?? []}
        onInsert={
          mayAnswer
            ? (text) => {
                setAnswer(append(answer, text));
                answerField.current?.focus();
              }
            : undefined
        }
      />
      {mayAnswer && question.draft_answer && !answer && (
        <Alert color="orange" title="Draft from a similar question">
          <Text size="sm">You answered a nearly identical question. This one may need different words.</Text>
          <Button mt="xs" size="xs" variant="default" onClick={() => setAnswer(question.draft_answer ?? "")}>
            Start with that answer
          </Button>
        </Alert>
      )}
      {work && <TeamPanel question={question} work={work} team={people} mayAnswer={mayAnswer} />}
      {mayAnswer && (
        <>
          {work && <SharedDraft question={question.id} draft={work.draft} answer={answer} setAnswer={setAnswer} />}
          <AnswerForm
            question={question}
            act={act}
            answer={answer}
            setAnswer={setAnswer}
            field={answerField}
            maySend={maySend}
          />
          <Group gap="xs">
            <Button variant="default" onClick={() => act("defer", {})}>
              Postpone for a day
            </Button>
            <Button variant="default" onClick={() => setDeclining(!isDeclining)} aria-expanded={isDeclining}>
              Decline …
            </Button>
          </Group>
          {isDeclining && (
            <DeclineForm
              field={reasonField}
              asker={question.asker_display_name}
              money={moneyOnDecline(question, question.asker_display_name)}
              reason={reason}
              setReason={setReason}
              onDecline={decline}
            />
          )}
        </>
      )}
    </Stack>
  );
}

/** How long a field that opens needs until it can be focused, in milliseconds. */
const OPENING_MS = 30;

interface Fields {
  answerField: RefObject<HTMLTextAreaElement | null>;
  reasonField: RefObject<HTMLTextAreaElement | null>;
}

function useFieldFocus(focus: Field | null, onFocused: () => void, openDecline: () => void): Fields {
  const answerField = useRef<HTMLTextAreaElement>(null);
  const reasonField = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (!focus) return;
    if (focus === "decline") openDecline();
    setTimeout(() => (focus === "answer" ? answerField : reasonField).current?.focus(), OPENING_MS);
    onFocused();
  }, [focus, onFocused, openDecline]);
  return { answerField, reasonField };
}

function Asker({ question, onBack }: { question: Escalation; onBack: () => void }) {
  const waitingSince = question.accepted_at ?? question.offered_at;
  return (
    <Group wrap="nowrap" gap="sm">
      <ActionIcon className="hide-wide" variant="subtle" color="gray" onClick={onBack} aria-label="All questions">
        <IconArrowLeft size={18} aria-hidden />
      </ActionIcon>
      <Avatar
        src={question.asker_avatar}
        name={question.asker_display_name}
        color={question.asker_tier === "guest" ? "indigo" : "initials"}
        radius="xl"
        aria-hidden
      />
      <div style={{ minWidth: 0 }}>
        <Text fw={600}>
          <PersonName>{question.asker_display_name}</PersonName>{" "}
          <Text span c="dimmed" fw={400}>
            {question.asker_tier === "guest" ? "has no account" : `@${question.asker_handle}`}
          </Text>
        </Text>
        <Group gap={6}>
          <Badge size="sm" variant="light" color="gray" tt="none">
            {question.asker_tier}
          </Badge>
          <Text size="xs" c="dimmed">
            waiting for{" "}
            <time dateTime={waitingSince} title={dateTime(waitingSince)}>
              {durationSince(waitingSince)}
            </time>
            {question.deadline_at ? `, expires on ${dateTime(question.deadline_at)}` : ""}
          </Text>
        </Group>
      </div>
    </Group>
  );
}

function QuestionText({ question }: { question: Escalation }) {
  const money = moneyInInbox(question);
  return (
    <>
      <PersonTitle order={2} size="h3" style={{ overflowWrap: "anywhere" }}>
        {question.original_message}
      </PersonTitle>
      <Group gap="xs">
        <Badge variant="light" color="grape" tt="none">
          {REASONS[question.escalation_reason]}
        </Badge>
        <PriceBadges question={question} size="md" />
        {question.people_waiting > 1 && (
          <Badge variant="light" tt="none">
            One answer serves {plural(question.people_waiting, "person", "people")}
          </Badge>
        )}
      </Group>
      {money && <Text size="sm">{money}</Text>}
      <Text size="sm">
        <Link className="link" to="/messages/$conversation" params={{ conversation: question.conversation_id }}>
          Open the conversation
        </Link>
        {question.messages_since > 0 &&
          `: ${question.asker_display_name} has written ${plural(question.messages_since, "more message")} since`}
      </Text>
      {question.context_summary && (
        <Paper withBorder p="sm" component="section" aria-label="Earlier in the conversation">
          <Text size="xs" c="dimmed" mb={4}>
            Earlier in the conversation
          </Text>
          <PersonText
            size="sm"
            // Each line has another author, and its own direction.
            style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere", unicodeBidi: "plaintext" }}
          >
            {question.context_summary}
          </PersonText>
        </Paper>
      )}
    </>
  );
}

/** The typed text stays; the inserted text goes below it, unless it is there already. */
function append(typed: string, text: string): string {
  const before = typed.trimEnd();
  return !before || before === text.trim() ? text : `${before}\n\n${text}`;
}
