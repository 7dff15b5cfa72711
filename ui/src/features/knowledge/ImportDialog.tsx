/** What a file would add, with the questions that only the creator can answer, before anything is stored. */
import { Alert, Button, Checkbox, Group, Modal, Radio, Select, Stack, Table, Text } from "@mantine/core";
import { useState } from "react";

import type { Importing, ImportResult } from "~/features/knowledge/useImport";
import type { Problem } from "~/shared/api";
import { plural } from "~/shared/time";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";

export function ImportDialog({ importing }: { importing: Importing }) {
  const { file, preview, problem, isLoading } = importing;
  return (
    <Modal
      opened={file !== null}
      onClose={importing.cancel}
      title={`Import ${file?.name ?? ""}`}
      size="lg"
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <Stack>
        {isLoading && <Text role="status">Reading the file …</Text>}
        {!isLoading && problem && <Question key={problem.code} importing={importing} problem={problem} />}
        {!isLoading && !problem && preview && <Preview importing={importing} preview={preview} />}
        <ProblemAlert error={importing.error} />
      </Stack>
    </Modal>
  );
}

function Question({ importing, problem }: { importing: Importing; problem: Problem }) {
  if (problem.code === "unclear_encoding") return <EncodingQuestion importing={importing} problem={problem} />;
  if (problem.code === "unknown_columns") return <ColumnQuestion importing={importing} problem={problem} />;
  return <ProblemAlert error={problem} />;
}

function EncodingQuestion({ importing, problem }: { importing: Importing; problem: Problem }) {
  const offered = problem.fields.encodings as { encoding: string; preview: string }[];
  return (
    <Radio.Group
      label="In which of these do the letters read right?"
      description={problem.message}
      onChange={(encoding) => importing.change({ encoding })}
    >
      <Stack gap="xs" mt="sm">
        {offered.map((each) => (
          <Radio
            key={each.encoding}
            value={each.encoding}
            label={
              <Text span size="sm" dir="auto" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
                {each.preview}
              </Text>
            }
            description={each.encoding}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}

function ColumnQuestion({ importing, problem }: { importing: Importing; problem: Problem }) {
  const columns = [...new Set((problem.fields.columns as string[]).filter(Boolean))];
  const rows = problem.fields.rows as string[][];
  const { hasHeader } = importing.choices;
  const [question, setQuestion] = useState<string | null>(columns[0] ?? null);
  const [answer, setAnswer] = useState<string | null>(columns[1] ?? null);
  return (
    <>
      <Text size="sm">Which column holds the questions, and which the answers?</Text>
      <Table.ScrollContainer minWidth={300}>
        <Table withTableBorder data={{ head: problem.fields.columns as string[], body: rows }} />
      </Table.ScrollContainer>
      <Checkbox
        label="The first line names the columns"
        checked={hasHeader}
        onChange={(event) => importing.change({ hasHeader: event.currentTarget.checked, question: "", answer: "" })}
      />
      <Group grow>
        <Select label="Questions" data={columns} value={question} onChange={setQuestion} />
        <Select label="Answers" data={columns} value={answer} onChange={setAnswer} />
      </Group>
      <Group justify="flex-end">
        <Button
          disabled={!question || !answer || question === answer}
          onClick={() => importing.change({ question: question ?? "", answer: answer ?? "" })}
        >
          Continue
        </Button>
      </Group>
    </>
  );
}

function Preview({ importing, preview }: { importing: Importing; preview: ImportResult }) {
  const unlisted = preview.wrong - preview.wrong_rows.length;
  return (
    <>
      <Text size="sm">
        {plural(preview.added, "new answer")}
        {preview.known > 0 && `, ${preview.known} known already`}
        {preview.encoding && `, read as ${preview.encoding}`}.
      </Text>
      {preview.rows.length > 0 && (
        <Table.ScrollContainer minWidth={300}>
          <Table
            withTableBorder
            data={{
              head: ["Line", "Question", "Answer"],
              body: preview.rows.map((row) => [row.line, cut(row.question), cut(row.answer)]),
            }}
          />
        </Table.ScrollContainer>
      )}
      {preview.wrong > 0 && (
        <Alert color="orange" title={`${plural(preview.wrong, "line")} cannot be imported`}>
          {preview.wrong_rows.map((row) => (
            <Text key={row.line} size="sm" style={{ overflowWrap: "anywhere" }}>
              Line {row.line} {row.problem}
            </Text>
          ))}
          {unlisted > 0 && <Text size="sm">And {unlisted} more.</Text>}
        </Alert>
      )}
      <Contradictions importing={importing} preview={preview} />
      <Group justify="flex-end">
        <Button variant="default" onClick={importing.cancel}>
          Cancel
        </Button>
        <Button disabled={preview.added === 0} onClick={importing.confirm}>
          Import {plural(preview.added, "answer")}
        </Button>
      </Group>
    </>
  );
}

function Contradictions({ importing, preview }: { importing: Importing; preview: ImportResult }) {
  const { chosen } = importing.choices;
  return preview.contradictions.map((each) => (
    <Radio.Group
      key={each.question}
      label={each.question}
      description="Several answers to this question: choose one, or none of them is imported."
      onChange={(line) => importing.change({ chosen: { ...chosen, [each.question]: Number(line) } })}
    >
      <Stack gap="xs" mt="xs">
        {each.answers.map((choice) =>
          choice.line === null ? (
            <Text key="stored" size="sm">
              Stored now: {cut(choice.answer)}
            </Text>
          ) : (
            <Radio key={choice.line} value={String(choice.line)} label={`Line ${choice.line}: ${cut(choice.answer)}`} />
          ),
        )}
      </Stack>
    </Radio.Group>
  ));
}

const LONGEST = 200;
const cut = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
