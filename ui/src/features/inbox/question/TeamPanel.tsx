/** What the team does about a question together: who is on it, who is to answer it, notes, and the shared draft. */
import { Alert, Badge, Button, Group, Paper, Select, Stack, Text, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { IconPencil } from "@tabler/icons-react";
import { useState } from "react";

import { api, type Schema, unwrap } from "~/shared/api";
import { queryClient } from "~/shared/queries";
import { relative } from "~/shared/time";
import { submitTo } from "~/shared/ui/forms";
import { PersonText } from "~/shared/ui/PersonText";
import { ProblemText } from "~/shared/ui/ProblemAlert";
import type { Escalation } from "~/features/inbox/types";
import { workKey } from "~/features/inbox/question/useTeamwork";

interface Props {
  question: Escalation;
  work: Schema<"WorkOut">;
  team: Schema<"TeammateOut">[];
  mayAnswer: boolean;
}

export function TeamPanel({ question, work, team, mayAnswer }: Props) {
  return (
    <Stack gap="xs" component="section" aria-label="Team">
      <OnIt openings={work.openings} />
      {mayAnswer && <Assign question={question} team={team} />}
      <Notes question={question.id} notes={work.notes} mayWrite={mayAnswer} />
    </Stack>
  );
}

function OnIt({ openings }: { openings: Schema<"OpeningOut">[] }) {
  const writing = openings.filter((each) => each.is_writing);
  if (openings.length === 0) return null;
  const [names, does] =
    writing.length > 0 ? [writing, "answering this just now"] : [openings, "looking at this just now"];
  return (
    <Alert color={writing.length > 0 ? "orange" : "gray"} p="xs" icon={<IconPencil aria-hidden />} role="status">
      {names.map((each) => each.display_name).join(", ")} {names.length > 1 ? "are" : "is"} {does}.
    </Alert>
  );
}

function Assign({ question, team }: { question: Escalation; team: Schema<"TeammateOut">[] }) {
  const assign = useMutation({
    mutationFn: (user: string | null) =>
      unwrap(
        api.POST("/orchestrator/queue/{escalation_id}/assign", {
          params: { path: { escalation_id: question.id } },
          body: { user_id: user },
        }),
      ),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: ["queue"] }),
  });
  return (
    <Group gap="xs" align="flex-end">
      <Select
        size="xs"
        label="Answered by"
        placeholder="Whoever comes first"
        clearable
        data={team
          .filter((each) => each.role !== "viewer")
          .map((each) => ({ value: each.user_id, label: each.display_name }))}
        value={question.assigned_to}
        onChange={(value) => assign.mutate(value)}
      />
      {question.is_proposed && (
        <Badge color="orange" variant="light" tt="none">
          Waits for a signature
        </Badge>
      )}
      <ProblemText error={assign.error} />
    </Group>
  );
}

interface NotesProps {
  question: string;
  notes: Schema<"NoteOut">[];
  mayWrite: boolean;
}

function Notes({ question, notes, mayWrite }: NotesProps) {
  const [text, setText] = useState("");
  const reload = () => void queryClient.invalidateQueries({ queryKey: workKey(question) });
  const add = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST("/orchestrator/queue/{escalation_id}/notes", {
          params: { path: { escalation_id: question } },
          body: { text },
        }),
      ),
    onSuccess: () => {
      setText("");
      reload();
    },
  });
  const remove = useMutation({
    mutationFn: (note: string) =>
      unwrap(
        api.DELETE("/orchestrator/queue/{escalation_id}/notes/{note_id}", {
          params: { path: { escalation_id: question, note_id: note } },
        }),
      ),
    onSettled: reload,
  });
  return (
    <Stack gap={6}>
      {notes.map((each) => (
        <Paper key={each.id} withBorder p="xs" bg="var(--mantine-color-yellow-light)">
          <Group justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
            <div style={{ minWidth: 0 }}>
              <Text size="xs" c="dimmed">
                {each.author ?? "Somebody"} · {relative(each.created_at)}
              </Text>
              <PersonText size="sm" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
                {each.content}
              </PersonText>
            </div>
            {each.is_own && mayWrite && (
              <Button size="compact-xs" variant="subtle" color="gray" onClick={() => remove.mutate(each.id)}>
                Delete
              </Button>
            )}
          </Group>
        </Paper>
      ))}
      {mayWrite && (
        <Group component="form" gap="xs" align="flex-end" onSubmit={submitTo(() => add.mutate())}>
          <Textarea
            size="xs"
            label="Note for the team"
            description="The asker never sees it."
            autosize
            minRows={1}
            maxRows={6}
            style={{ flex: 1 }}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Button type="submit" size="xs" variant="default" loading={add.isPending} disabled={!text.trim()}>
            Add
          </Button>
        </Group>
      )}
      <ProblemText error={add.error ?? remove.error} />
    </Stack>
  );
}
