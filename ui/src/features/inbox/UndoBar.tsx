/** Actions that were not sent yet, at the bottom of the window: undo them, or send them now. */
import { Box, Button, Group, Paper, Stack, Text } from "@mantine/core";

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
            maw={520}
          >
            <Group wrap="nowrap" gap="sm">
              <Text size="sm" lineClamp={1}>
                {action.label}
              </Text>
              <Button size="compact-sm" variant="light" onClick={() => onUndo(action)}>
                Undo
              </Button>
              <Button size="compact-sm" variant="subtle" onClick={() => flush()}>
                Send now
              </Button>
            </Group>
          </Paper>
        ))}
      </Stack>
    </Box>
  );
}
