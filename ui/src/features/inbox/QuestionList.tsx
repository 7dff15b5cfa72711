/** The waiting questions in their order, each with a checkbox for bulk actions. */
import { Badge, Checkbox, Group, Stack, Text } from "@mantine/core";

import { relative } from "~/shared/time";
import { PersonText } from "~/shared/ui/PersonText";
import { PriceBadges } from "~/features/inbox/money/PriceBadges";
import { askerInWords } from "~/features/inbox/asker";
import type { Escalation } from "~/features/inbox/types";

interface Props {
  questions: Escalation[];
  openId: string | undefined;
  selected: ReadonlySet<string>;
  /** Whether the reader may do something about it: else it cannot be selected. */
  mayAnswer: (question: Escalation) => boolean;
  onToggle: (id: string) => void;
  onOpen: (id: string, isByKeyboard: boolean) => void;
}

export function QuestionList({ questions, openId, selected, mayAnswer, onToggle, onOpen }: Props) {
  return (
    <Stack gap={2} component="ul" p={0} m={0} style={{ listStyle: "none" }}>
      {questions.map((each) => (
        <li key={each.id} id={`row-${each.id}`} style={{ display: "flex", alignItems: "flex-start" }}>
          {mayAnswer(each) && (
            <Checkbox
              size="md"
              mt={10}
              mx={6}
              style={{ flexShrink: 0 }}
              checked={selected.has(each.id)}
              onChange={() => onToggle(each.id)}
              aria-label={`Select: ${each.original_message}`}
            />
          )}
          <QuestionRow
            question={each}
            isOpen={each.id === openId}
            onOpen={(isByKeyboard) => onOpen(each.id, isByKeyboard)}
          />
        </li>
      ))}
    </Stack>
  );
}

interface RowProps {
  question: Escalation;
  isOpen: boolean;
  onOpen: (isByKeyboard: boolean) => void;
}

function QuestionRow({ question, isOpen, onOpen }: RowProps) {
  return (
    <button
      type="button"
      className="row-link"
      data-selected={isOpen}
      aria-current={isOpen ? "true" : undefined}
      // A press by keyboard counts no clicks.
      onClick={(event) => onOpen(event.detail === 0)}
      style={{
        border: 0,
        background: isOpen ? undefined : "none",
        font: "inherit",
        cursor: "pointer",
        minWidth: 0,
        flex: 1,
      }}
    >
      <PersonText fw={600} size="sm" className="clamp">
        {question.original_message}
      </PersonText>
      <Group gap={6} mt={4}>
        <Text size="xs" c="dimmed">
          {askerInWords(question)} · {relative(question.accepted_at ?? question.offered_at)}
        </Text>
        {question.people_waiting > 1 && (
          <Badge size="xs" variant="light" tt="none">
            {question.people_waiting} people waiting
          </Badge>
        )}
        <PriceBadges question={question} size="xs" />
        {question.deferred_at && (
          <Badge size="xs" variant="light" color="gray" tt="none">
            postponed
          </Badge>
        )}
        {question.assigned_name && (
          <Badge size="xs" variant="light" color="teal" tt="none">
            {question.assigned_name}
          </Badge>
        )}
        {question.is_proposed && (
          <Badge size="xs" variant="light" color="orange" tt="none">
            to sign
          </Badge>
        )}
        {question.draft_answer && (
          <Badge size="xs" variant="light" color="orange" tt="none">
            draft
          </Badge>
        )}
      </Group>
    </button>
  );
}
