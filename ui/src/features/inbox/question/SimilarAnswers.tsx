/** Earlier answers to similar questions, to insert into the new answer. */
import { Button, Group, Paper, Stack, Text } from "@mantine/core";

import type { Schema } from "~/shared/api";
import { PersonText } from "~/shared/ui/PersonText";
import { WholeText } from "~/shared/ui/WholeText";
import { percent } from "~/shared/percent";

interface Props {
  answers: Schema<"SimilarAnswerOut">[];
  /** Missing for whoever may not answer. */
  onInsert: ((text: string) => void) | undefined;
}

export function SimilarAnswers({ answers, onInsert }: Props) {
  if (answers.length === 0) return null;
  return (
    <Stack gap="xs" component="section" aria-label="Your answers to similar questions">
      <Text size="sm" c="dimmed">
        Your answers to similar questions:
      </Text>
      {answers.map((each) => (
        <Paper key={each.id} withBorder p="sm">
          <Group justify="space-between" wrap="nowrap" align="flex-start">
            <div style={{ minWidth: 0 }}>
              <PersonText size="sm" fw={600}>
                {each.question_pattern}
              </PersonText>
              <WholeText what="the whole answer" height={120}>
                <PersonText size="sm" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
                  {each.answer_content}
                </PersonText>
              </WholeText>
            </div>
            <Stack gap={4} align="flex-end">
              <Text size="xs" c="dimmed" style={{ whiteSpace: "nowrap" }}>
                {percent(each.probability)} likely
              </Text>
              {onInsert && (
                <Button size="compact-xs" variant="light" onClick={() => onInsert(each.answer_content)}>
                  Insert
                </Button>
              )}
            </Stack>
          </Group>
        </Paper>
      ))}
    </Stack>
  );
}
