/** One question with all that is needed to answer it once and for all. */
import {
  ActionIcon,
  Alert,
  Avatar,
  Badge,
  Button,
  Checkbox,
  Collapse,
  Group,
  Paper,
  SegmentedControl,
  Stack,
  Text,
  Textarea,
  TextInput,
  Title,
} from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { IconArrowLeft } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";

import { api, type Schema, unwrap } from "~/shared/api";
import { keys } from "~/shared/queries";
import { dateTime, endOf, plural, relative } from "~/shared/time";
import { Markdown } from "~/shared/ui/Markdown";
import { useDraft, useKept } from "~/shared/useDraft";
import { asExamples, type Picks, WouldServe } from "~/features/inbox/WouldServe";
import type { Act, Escalation, Field } from "~/features/inbox/Inbox";

const REASONS = {
  novel: "New: nothing stored answers it.",
  strategic: "It needs your judgement.",
  complex: "Complex: several things at once.",
} as const;
const LAYERS = [
  { value: "public", label: "Everyone" },
  { value: "friends", label: "Friends" },
  { value: "intimate", label: "Intimate" },
];
interface Trouble {
  code: string;
  message: string;
}
/** What the server refused after its ten seconds: shown when the question is back. */
const troubles = new Map<string, Trouble>();

interface Props {
  question: Escalation;
  act: Act;
  /** Where the keyboard is wanted, told once. */
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
  const answerField = useRef<HTMLTextAreaElement>(null);
  const reasonField = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (!focus) return;
    if (focus === "decline") setDeclining(true);
    // After the field is there.
    setTimeout(() => (focus === "answer" ? answerField : reasonField).current?.focus(), 30);
    onFocused();
  }, [focus, onFocused]);
  const waits = question.accepted_at ?? question.offered_at;
  return (
    <Stack p="md" gap="md" maw={820} mx="auto">
      <Group wrap="nowrap" gap="sm">
        <ActionIcon className="hide-wide" variant="subtle" color="gray" onClick={onBack} aria-label="All questions">
          <IconArrowLeft size={18} aria-hidden />
        </ActionIcon>
        <Avatar name={question.asker_display_name} color="initials" radius="xl" aria-hidden />
        <div style={{ minWidth: 0 }}>
          <Text fw={600}>
            {question.asker_display_name}{" "}
            <Text span c="dimmed" fw={400}>
              @{question.asker_handle}
            </Text>
          </Text>
          <Group gap={6}>
            <Badge size="sm" variant="light" color="gray" tt="none">
              {question.asker_tier}
            </Badge>
            <Text size="xs" c="dimmed">
              waits since{" "}
              <time dateTime={waits} title={dateTime(waits)}>
                {relative(waits)}
              </time>
              {question.deadline_at ? `, until ${dateTime(question.deadline_at)}` : ""}
            </Text>
          </Group>
        </div>
      </Group>
      <Title order={2} size="h3" style={{ overflowWrap: "anywhere" }}>
        {question.original_message}
      </Title>
      <Group gap="xs">
        <Badge variant="light" color="grape" tt="none">
          {REASONS[question.escalation_reason]}
        </Badge>
        {question.people_waiting > 1 && (
          <Badge variant="light" tt="none">
            One answer serves {plural(question.people_waiting, "person", "people")}
          </Badge>
        )}
      </Group>
      <Text size="sm">
        <Link className="link" to="/messages/$conversation" params={{ conversation: question.conversation_id }}>
          Open the conversation
        </Link>
      </Text>
      {question.context_summary && (
        <Paper withBorder p="sm" component="section" aria-label="What was said before">
          <Text size="xs" c="dimmed" mb={4}>
            What was said before
          </Text>
          <Text size="sm" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
            {question.context_summary}
          </Text>
        </Paper>
      )}
      <Similar
        answers={detail.data?.similar_answers ?? []}
        onReuse={(text) => {
          setAnswer(addTo(answer, text));
          answerField.current?.focus();
        }}
      />
      {question.draft_answer && !answer && (
        <Alert color="orange" title="A draft from its group">
          <Text size="sm">You answered others who asked nearly the same; this one may need other words.</Text>
          <Button mt="xs" size="xs" variant="default" onClick={() => setAnswer(question.draft_answer ?? "")}>
            Start from that answer
          </Button>
        </Alert>
      )}
      <AnswerForm question={question} act={act} answer={answer} setAnswer={setAnswer} field={answerField} />
      <Group gap="xs">
        <Button variant="default" onClick={() => act("defer", {})}>
          Put off for a day
        </Button>
        <Button variant="default" onClick={() => setDeclining(!isDeclining)} aria-expanded={isDeclining}>
          Decline …
        </Button>
      </Group>
      {isDeclining && (
        <Decline
          field={reasonField}
          asker={question.asker_display_name}
          reason={reason}
          setReason={setReason}
          onDecline={() =>
            act("decline", reason.trim() ? { reason: reason.trim() } : {}, {
              done: () => setReason(""),
              problem: (code, message) => troubles.set(question.id, { code, message }),
            })
          }
        />
      )}
    </Stack>
  );
}

/** What was typed stays: the other text goes below it. */
export function addTo(typed: string, text: string): string {
  const before = typed.trimEnd();
  return !before || before === text.trim() ? text : `${before}\n\n${text}`;
}

function Similar({ answers, onReuse }: { answers: Schema<"SimilarAnswerOut">[]; onReuse: (text: string) => void }) {
  if (answers.length === 0) return null;
  return (
    <Stack gap="xs" component="section" aria-label="Similar answers of yours">
      <Text size="sm" c="dimmed">
        You answered something like it:
      </Text>
      {answers.map((each) => (
        <Paper key={each.id} withBorder p="sm">
          <Group justify="space-between" wrap="nowrap" align="flex-start">
            <div style={{ minWidth: 0 }}>
              <Text size="sm" fw={600}>
                {each.question_pattern}
              </Text>
              <Text size="sm" className="clamp">
                {each.answer_content}
              </Text>
            </div>
            <Stack gap={4} align="flex-end">
              <Text size="xs" c="dimmed" style={{ whiteSpace: "nowrap" }}>
                {Math.round(each.probability * 100)} % likely
              </Text>
              <Button size="compact-xs" variant="light" onClick={() => onReuse(each.answer_content)}>
                Reuse
              </Button>
            </Stack>
          </Group>
        </Paper>
      ))}
    </Stack>
  );
}

interface Chosen {
  layer: Schema<"Layer">;
  reuse: boolean;
  pattern: string;
  /** A date, or empty for ever. */
  expiry: string;
}

interface FormProps {
  question: Escalation;
  act: Act;
  answer: string;
  setAnswer: (text: string) => void;
  field: React.RefObject<HTMLTextAreaElement | null>;
}

function AnswerForm({ question, act, answer, setAnswer, field }: FormProps) {
  // As the words, so what was chosen for them: undone, refused or reloaded, "Friends" must not have become "Everyone".
  const begin: Chosen = {
    layer: "public",
    reuse: true,
    pattern: question.question_pattern ?? question.original_message,
    expiry: "",
  };
  const {
    form: { layer, reuse, pattern, expiry },
    set,
    forget,
  } = useKept(`answer:${question.id}`, begin);
  // Kept like the words, until the server has them.
  const [keptPicks, setKeptPicks] = useDraft(`picks:${question.id}`);
  const picks = keptPicks ? (JSON.parse(keptPicks) as Picks) : {};
  const setPicks = (next: Picks) => setKeptPicks(Object.keys(next).length > 0 ? JSON.stringify(next) : "");
  const trouble = troubles.get(question.id);
  const [isConfirmed, setConfirmed] = useState(false);
  const [isPreview, setPreview] = useState(false);
  const [isChecking, setChecking] = useState(false);
  const [, setRefused] = useState(0);
  const needsConfirming = trouble?.code === "personal_data";
  // Before the ten seconds, not after them; where the check cannot be made, the server makes it when it is sent.
  const mayGo = async (text: string) => {
    if (!reuse || isConfirmed) return true;
    setChecking(true);
    try {
      const { personal_data: found } = await unwrap(
        api.POST("/orchestrator/queue/{escalation_id}/answer-check", {
          params: { path: { escalation_id: question.id } },
          body: { answer: text },
        }),
      );
      if (found.length === 0) return true;
      troubles.set(question.id, {
        code: "personal_data",
        message: `Others would read ${inWords(found)}. Take it out, confirm it, or do not give this answer to others.`,
      });
      setRefused((times) => times + 1);
      return false;
    } catch {
      return true;
    } finally {
      setChecking(false);
    }
  };
  const send = async () => {
    const text = answer;
    if (!text.trim() || isChecking || !(await mayGo(text))) return;
    troubles.delete(question.id);
    const body = {
      answer: text,
      layer,
      reuse,
      question_pattern: pattern.trim() && pattern.trim() !== question.original_message ? pattern.trim() : null,
      expires_at: expiry ? endOf(expiry) : null,
      confirm_personal_data: isConfirmed,
      examples: reuse ? asExamples(picks) : [],
    };
    // The words stay where they were typed until the server has them: undone or refused, they are there again.
    act("answer", body, {
      done: () => {
        setAnswer("");
        forget();
        setKeptPicks("");
      },
      problem: (code, message) => troubles.set(question.id, { code, message }),
    });
  };
  return (
    <Paper
      withBorder
      p="md"
      component="form"
      aria-label="Your answer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Stack gap="sm">
        {trouble && (
          <Alert
            color={needsConfirming ? "orange" : "red"}
            title={needsConfirming ? "It seems to hold personal data" : "It was not sent"}
            role="alert"
          >
            <Text size="sm">{trouble.message}</Text>
            {needsConfirming && (
              <Checkbox
                mt="xs"
                label="It may be shared as it is"
                checked={isConfirmed}
                onChange={(event) => setConfirmed(event.currentTarget.checked)}
              />
            )}
          </Alert>
        )}
        <Textarea
          ref={field}
          label="Your answer"
          description="Markdown. Ctrl + Enter sends it; you have ten seconds to undo."
          autosize
          minRows={5}
          maxRows={20}
          value={answer}
          onChange={(event) => setAnswer(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
              event.preventDefault();
              void send();
            }
            if (event.key === "Escape") event.currentTarget.blur();
          }}
        />
        <Button
          variant="subtle"
          size="compact-xs"
          style={{ alignSelf: "flex-start" }}
          onClick={() => setPreview(!isPreview)}
          aria-expanded={isPreview}
        >
          {isPreview ? "Hide preview" : "Preview"}
        </Button>
        {isPreview && (
          <Paper withBorder p="sm">
            <Markdown text={answer || "*Nothing written yet.*"} />
          </Paper>
        )}
        <Checkbox
          label="Give this answer to others who ask the same"
          description="Off: this asker only, and nothing is stored for reuse."
          checked={reuse}
          onChange={(event) => set({ reuse: event.currentTarget.checked })}
        />
        <Collapse expanded={reuse}>
          <Stack gap="sm">
            <TextInput
              label="The question, in your words"
              description="What others must ask to get this answer. Shown to nobody else; leave names out."
              value={pattern}
              onChange={(event) => set({ pattern: event.currentTarget.value })}
            />
            <div>
              <Text size="sm" fw={500} id="who">
                Who may be given it
              </Text>
              <SegmentedControl
                aria-labelledby="who"
                size="xs"
                data={LAYERS}
                value={layer}
                onChange={(value) => set({ layer: value as Schema<"Layer"> })}
              />
            </div>
            <WouldServe
              avee={question.avee_id}
              escalation={question.id}
              pattern={pattern}
              layer={layer}
              picks={picks}
              setPicks={setPicks}
            />
            <TextInput
              type="date"
              label="Stands until"
              description="Empty: for ever"
              value={expiry}
              onChange={(event) => set({ expiry: event.currentTarget.value })}
              maw={220}
            />
          </Stack>
        </Collapse>
        <Button type="submit" loading={isChecking} disabled={!answer.trim()}>
          {question.people_waiting > 1 ? `Answer ${question.people_waiting} people` : "Answer"}
        </Button>
      </Stack>
    </Paper>
  );
}

function inWords(found: Schema<"FindingOut">[]): string {
  const names = {
    mail: "a mail address",
    phone: "a phone number",
    card: "a card number",
    account: "an account number",
    asker: "the asker’s name",
  };
  return [...new Set(found.map((each) => `${names[each.kind]} (${each.text})`))].join(", ");
}

interface DeclineProps {
  asker: string;
  reason: string;
  setReason: (text: string) => void;
  field: React.RefObject<HTMLTextAreaElement | null>;
  onDecline: () => void;
}

function Decline({ asker, reason, setReason, field, onDecline }: DeclineProps) {
  return (
    <Paper
      withBorder
      p="md"
      component="form"
      onSubmit={(event) => {
        event.preventDefault();
        onDecline();
      }}
    >
      <Textarea
        ref={field}
        label="Why not?"
        description={`${asker} reads this, beside the nearest help there is. Empty is fine.`}
        maxLength={1000}
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) onDecline();
          if (event.key === "Escape") event.currentTarget.blur();
        }}
      />
      <Button type="submit" mt="sm" color="red" variant="light">
        Decline the question
      </Button>
    </Paper>
  );
}
