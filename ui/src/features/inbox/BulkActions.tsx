/** Postponing or declining all selected questions at once. */
import { Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useState } from "react";

import { plural } from "~/shared/time";
import { submitTo } from "~/shared/ui/forms";

interface Props {
  count: number;
  /** Missing where all questions are selected. */
  onSelectAll: (() => void) | undefined;
  onPostpone: () => void;
  onDecline: (reason: string) => void;
}

export function BulkActions({ count, onSelectAll, onPostpone, onDecline }: Props) {
  const [isDeclining, declining] = useDisclosure(false);
  const [reason, setReason] = useState("");
  return (
    <Stack gap="xs" px="xs" mb="xs" role="group" aria-label="Selected questions">
      <Group gap="xs">
        <Text size="sm">{count} selected</Text>
        {onSelectAll && (
          <Button size="compact-xs" variant="subtle" onClick={onSelectAll}>
            Select all
          </Button>
        )}
        <Button size="compact-xs" variant="default" onClick={onPostpone}>
          Postpone
        </Button>
        <Button size="compact-xs" variant="default" onClick={declining.toggle} aria-expanded={isDeclining}>
          Decline …
        </Button>
      </Group>
      {isDeclining && (
        <form onSubmit={submitTo(() => onDecline(reason.trim()))}>
          <Textarea
            size="xs"
            label="Reason for declining"
            description="Every asker sees this reason. You may leave it empty."
            maxLength={1000}
            autosize
            minRows={2}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Button type="submit" mt="xs" size="compact-xs" color="red" variant="light">
            Decline {plural(count, "question")}
          </Button>
        </form>
      )}
    </Stack>
  );
}
