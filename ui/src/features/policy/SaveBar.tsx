/** What is unsaved, what it would have changed in the past, and the buttons to save or discard it. */
import { Alert, Box, Button, Group, Paper, Text } from "@mantine/core";

import { plural } from "~/shared/time";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";
import { ChangePreview } from "~/features/policy/ChangePreview";
import type { RulesForm } from "~/features/policy/useRulesForm";

export function SaveBar({ rules }: { rules: RulesForm }) {
  const { policy, changes, changedCount: count, isOutdated, save, problem, discard } = rules;
  return (
    <Paper
      withBorder
      shadow={count ? "sm" : undefined}
      p="md"
      pos={count ? "sticky" : undefined}
      bottom={8}
      style={{ zIndex: 10 }}
    >
      {count > 0 && isOutdated && (
        <Alert color="orange" p="xs" mb="sm" role="alert" title={`Version ${policy.version} was saved in the meantime`}>
          Your changes are kept on top of it. Check them, then save.
        </Alert>
      )}
      {problem && problem.status !== 412 && <ProblemAlert error={problem} p="xs" mb="sm" />}
      {count > 0 && (
        <Box mb="xs">
          <ChangePreview avee={policy.avee_id} changes={changes} />
        </Box>
      )}
      <Group justify="space-between">
        <Group gap={6} role="status">
          {save.isSuccess && !count && <Text size="sm">Saved.</Text>}
          <Text size="sm" c="dimmed">
            {count ? plural(count, "unsaved change") : `Version ${policy.version}`}
          </Text>
        </Group>
        <Group gap="xs">
          <Button variant="default" disabled={!count} onClick={discard}>
            Discard changes
          </Button>
          <Button type="submit" disabled={!count} loading={save.isPending}>
            Save
          </Button>
        </Group>
      </Group>
    </Paper>
  );
}
