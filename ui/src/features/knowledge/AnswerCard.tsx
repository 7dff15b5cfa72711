import { Badge, Button, Group, Paper, Text } from "@mantine/core";

import type { Schema } from "~/shared/api";
import { date, plural } from "~/shared/time";
import { PersonName, PersonText } from "~/shared/ui/PersonText";
import { LayerBadge } from "~/features/knowledge/LayerBadge";

type Answer = Schema<"AnswerOut">;
export type AnswerDialog = "versions" | "reach" | "publish" | "edit" | "retire";

export const isDialog = (name: string): name is AnswerDialog => BUTTONS.some(([dialog]) => dialog === name);

/** A retired answer has only its versions. */
const BUTTONS: [dialog: AnswerDialog, label: string][] = [
  ["versions", "Versions"],
  ["reach", "Who gets it"],
  ["publish", "Public page"],
  ["edit", "Edit"],
  ["retire", "Retire"],
];

/** What changes the answer. */
const EDITING: AnswerDialog[] = ["edit", "retire"];

/** Whether the passage that the answer is quoted from no longer says it. */
export const restsOnNothing = ({ quoted_from: quoted }: Answer) => quoted !== null && quoted.standing !== "present";

interface Props {
  answer: Answer;
  mayEdit: boolean;
  onOpen: (dialog: AnswerDialog) => void;
}

export function AnswerCard({ answer, mayEdit, onOpen }: Props) {
  const buttons = BUTTONS.filter(
    ([dialog]) => (answer.state === "active" || dialog === "versions") && (mayEdit || !EDITING.includes(dialog)),
  );
  return (
    <Paper withBorder p="sm" component="article">
      <PersonText fw={600}>{answer.question_pattern}</PersonText>
      <PersonText size="sm" className="clamp" mt={2}>
        {answer.answer_content}
      </PersonText>
      {answer.quoted_from && <QuotedFrom quoted={answer.quoted_from} />}
      <Group justify="space-between" mt="xs" gap="xs">
        <Group gap={6}>
          {answer.state === "retired" && (
            <Badge size="sm" variant="light" color="gray" tt="none">
              retired
            </Badge>
          )}
          <LayerBadge layer={answer.layer} />
          {answer.published && (
            <Badge size="sm" variant="light" color="teal" tt="none">
              published
            </Badge>
          )}
          <Text size="xs" c="dimmed">
            {historyInWords(answer)}
          </Text>
        </Group>
        <Group gap={4}>
          {buttons.map(([dialog, label]) => (
            <Button
              key={dialog}
              size="compact-xs"
              variant="subtle"
              color={dialog === "retire" ? "red" : undefined}
              onClick={() => onOpen(dialog)}
            >
              {label}
            </Button>
          ))}
        </Group>
      </Group>
    </Paper>
  );
}

const STANDINGS = {
  present: null,
  changed: "The document no longer says it in these words: check the answer.",
  gone: "This document was replaced or deleted: check the answer.",
} as const;

function QuotedFrom({ quoted }: { quoted: NonNullable<Answer["quoted_from"]> }) {
  const heading = quoted.heading.replaceAll(" > ", " › ");
  const problem = STANDINGS[quoted.standing];
  return (
    <Text size="xs" mt={4} c={problem ? "orange" : "dimmed"}>
      Quoted from “<PersonName>{quoted.document_title}</PersonName>”
      {heading && (
        <>
          , <PersonName>{heading}</PersonName>
        </>
      )}
      . {problem}
    </Text>
  );
}

function historyInWords(answer: Answer): string {
  const parts = [
    `reused ${plural(answer.times_reused, "time")}`,
    answer.times_wrong > 0 && `rated wrong ${plural(answer.times_wrong, "time")}, so it needs a closer match`,
    `version ${answer.version}`,
    date(answer.updated_at),
    answer.expires_at && `valid until ${date(answer.expires_at)}`,
  ];
  return parts.filter(Boolean).join(" · ");
}
