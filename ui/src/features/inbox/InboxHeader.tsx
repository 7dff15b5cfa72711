/** The title with the number of questions, the shortcuts, and the choice of one agent where there are several. */
import { ActionIcon, Group, Select, Text, Title } from "@mantine/core";
import { IconKeyboard } from "@tabler/icons-react";

import type { Schema } from "~/shared/api";
import { plural } from "~/shared/time";
import type { Askers } from "~/features/inbox/asker";

interface Props {
  questionCount: number;
  avees: Schema<"AveeOut">[];
  /** null for all agents. */
  avee: string | null;
  onAveeChange: (avee: string | null) => void;
  askers: Askers;
  onAskersChange: (askers: Askers) => void;
  /** Whether there is anything to tell apart. */
  hasGuests: boolean;
  onHelp: () => void;
}

export function InboxHeader(props: Props) {
  const { questionCount, avees, avee, onAveeChange, askers, onAskersChange, hasGuests, onHelp } = props;
  return (
    <>
      <Group justify="space-between" px="xs" mb="xs" wrap="nowrap">
        <Title order={1} size="h4">
          Inbox{" "}
          <Text span c="dimmed" size="sm">
            {questionCount > 0 ? plural(questionCount, "question") : ""}
          </Text>
        </Title>
        <ActionIcon variant="subtle" color="gray" onClick={onHelp} aria-label="Keyboard shortcuts">
          <IconKeyboard size={18} aria-hidden />
        </ActionIcon>
      </Group>
      {avees.length > 1 && (
        <Select
          aria-label="Agent"
          size="xs"
          mb="xs"
          clearable
          placeholder="All agents"
          value={avee}
          onChange={onAveeChange}
          data={avees.map((each) => ({ value: each.id, label: each.display_name }))}
        />
      )}
      {(hasGuests || askers !== null) && (
        <Select
          aria-label="Who asked"
          size="xs"
          mb="xs"
          clearable
          placeholder="Everybody"
          value={askers}
          onChange={(value) => onAskersChange(value)}
          data={[
            { value: "guests", label: "Guests" },
            { value: "accounts", label: "People with an account" },
          ]}
        />
      )}
    </>
  );
}
