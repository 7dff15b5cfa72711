/** Actions that were not sent yet, at the bottom of the window: undo them, or send them now. */
import { Box, Button, Group, Paper, Stack } from "@mantine/core";

import { PersonText } from "~/shared/ui/PersonText";
import { flush, type UndoableAction, useUndoable } from "~/shared/undoable";

export function UndoBar({ onUndo }: { onUndo: (action: UndoableAction) => void }) {
  const undoable = useUndoable();
  if (undoable.length === 0) return null;
  return (
    <Box pos="fixed" bottom={16} left={16} right={16} style={{ zIndex: 300, pointerEvents: "none" }}>
      <Stack gap="xs" align="center">
        {undoable.map((action) => (
          <Paper
            key={action.id}
            withBorder
            shadow="md"
            px="md"
            py="xs"
            role="status"
            style={{ pointerEvents: "auto" }}
            w="100%"
            maw={560}
          >
            <Group justify="space-between" gap="xs">
              <PersonText size="sm" lineClamp={2} flex="1 1 200px" style={{ overflowWrap: "anywhere" }}>
                {action.label}
              </PersonText>
              <Group wrap="nowrap" gap="xs">
                <Button size="compact-sm" variant="light" onClick={() => onUndo(action)}>
                  Undo
                </Button>
                <Button size="compact-sm" variant="subtle" onClick={() => flush()}>
                  Send now
                </Button>
              </Group>
            </Group>
          </Paper>
        ))}
      </Stack>
    </Box>
  );
}
