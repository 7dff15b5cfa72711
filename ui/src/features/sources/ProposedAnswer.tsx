/** One proposed answer, with its texts to be edited before it is accepted. */
import { Alert, Button, Checkbox, Group, Paper, Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";

import { plural } from "~/shared/time";
import { Markdown } from "~/shared/ui/Markdown";
import { PersonName, PersonText } from "~/shared/ui/PersonText";
import type { Proposal } from "~/features/sources/sources";

export interface Edit {
  question_pattern?: string;
  answer_content?: string;
}

interface Props {
  proposal: Proposal;
  mayEdit: boolean;
  isPicked: boolean;
  isBusy: boolean;
  onPick: (isPicked: boolean) => void;
  onAccept: (edit: Edit) => void;
  onDismiss: () => void;
}

export function ProposedAnswer({ proposal, mayEdit, isPicked, isBusy, onPick, onAccept, onDismiss }: Props) {
  const [edit, setEdit] = useState<Required<Edit> | null>(null);
  const begin = () => setEdit({ question_pattern: proposal.question_pattern, answer_content: proposal.answer_content });
  return (
    <Paper withBorder p="sm" component="article" aria-label={proposal.question_pattern}>
      <Stack gap={6}>
        {edit ? (
          <Editor edit={edit} onEdit={setEdit} hasAnswer={proposal.answer_id !== null} />
        ) : (
          <Group wrap="nowrap" align="flex-start" gap="sm">
            {mayEdit && (
              <Checkbox
                aria-label={`Choose ${proposal.question_pattern}`}
                checked={isPicked}
                onChange={(event) => onPick(event.currentTarget.checked)}
              />
            )}
            <div style={{ minWidth: 0 }}>
              <PersonText fw={600} style={{ overflowWrap: "anywhere" }}>
                {proposal.question_pattern}
              </PersonText>
              <Markdown text={proposal.answer_content} />
            </div>
          </Group>
        )}
        <Changed proposal={proposal} />
        <Text size="xs" c="dimmed">
          from <PersonName>{proposal.source_address}</PersonName>
          {proposal.left_out > 0 && ` · ${plural(proposal.left_out, "piece")} of personal data left out (…)`}
        </Text>
        {mayEdit && (
          <Group gap="xs">
            <Button size="compact-sm" loading={isBusy} onClick={() => onAccept(edit ?? {})}>
              {edit ? "Accept as edited" : "Accept"}
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => (edit ? setEdit(null) : begin())}>
              {edit ? "Cancel" : "Edit"}
            </Button>
            <Button size="compact-sm" variant="default" disabled={isBusy} onClick={onDismiss}>
              Dismiss
            </Button>
          </Group>
        )}
      </Stack>
    </Paper>
  );
}

/** What the accepted answer says, where the source says something else by now. */
function Changed({ proposal }: { proposal: Proposal }) {
  if (proposal.answer_now === null) return null;
  return (
    <Alert color="orange" title="You accepted this before, and its source has changed">
      <Text size="sm">Your answer says now:</Text>
      <Markdown text={proposal.answer_now} />
      <Text size="sm" c="dimmed">
        Accepting changes it, and people who were given it are told. Dismissing leaves it as it is.
      </Text>
    </Alert>
  );
}

interface EditorProps {
  edit: Required<Edit>;
  onEdit: (edit: Required<Edit>) => void;
  /** The question of an answer that is there stays as it is. */
  hasAnswer: boolean;
}

function Editor({ edit, onEdit, hasAnswer }: EditorProps) {
  return (
    <>
      {!hasAnswer && (
        <Textarea
          label="Question"
          autosize
          maxLength={8000}
          value={edit.question_pattern}
          onChange={(event) => onEdit({ ...edit, question_pattern: event.currentTarget.value })}
        />
      )}
      <Textarea
        label="Answer"
        autosize
        maxLength={50000}
        value={edit.answer_content}
        onChange={(event) => onEdit({ ...edit, answer_content: event.currentTarget.value })}
      />
    </>
  );
}
