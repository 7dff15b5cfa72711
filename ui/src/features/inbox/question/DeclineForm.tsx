import { Button, Paper, Text, Textarea } from "@mantine/core";
import type { RefObject } from "react";

import { submitTo } from "~/shared/ui/forms";

interface Props {
  asker: string;
  /** What becomes of the money; "" where there is none. */
  money: string;
  reason: string;
  setReason: (text: string) => void;
  field: RefObject<HTMLTextAreaElement | null>;
  onDecline: () => void;
}

export function DeclineForm({ asker, money, reason, setReason, field, onDecline }: Props) {
  return (
    <Paper withBorder p="md" component="form" onSubmit={submitTo(onDecline)}>
      <Textarea
        ref={field}
        label="Reason for declining"
        description={`${asker} sees this reason, with the closest help that was found. You may leave it empty.`}
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
      {money && (
        <Text size="sm" mt="xs">
          {money}
        </Text>
      )}
      <Button type="submit" mt="sm" color="red" variant="light">
        Decline the question
      </Button>
    </Paper>
  );
}
