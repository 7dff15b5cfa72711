/** What is unsaved, what it would have changed in the past, and the buttons to save or discard it. */
import { Alert, Box, Button, Checkbox, Group, Paper, Stack, Text } from "@mantine/core";

import { nameOfSetting } from "~/shared/policy/settings";
import { plural } from "~/shared/time";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";
import { ChangePreview, usePreview } from "~/features/policy/ChangePreview";
import type { RulesForm } from "~/features/policy/useRulesForm";

export function SaveBar({ rules }: { rules: RulesForm }) {
  const { policy, changes, isOutdated, save, problem, discard, cleared, confirmed } = rules;
  const count = rules.changedCount + cleared.size;
  const preview = usePreview(policy.avee_id, changes, rules.changedCount > 0);
  const warnings = rules.changedCount > 0 ? (preview.query.data?.pages[0]?.warnings ?? []) : [];
  const isUnmeant = warnings.some((each) => !confirmed.has(each.setting));
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
      {count > 0 && <Box mb="xs">{rules.changedCount > 0 && <ChangePreview preview={preview} />}</Box>}
      {warnings.length > 0 && (
        <Alert color="orange" p="xs" mb="sm" title="This has a consequence that you may not want" role="alert">
          <Stack gap={6}>
            {warnings.map((each) => (
              <Checkbox
                key={each.setting}
                label={`${each.meaning} I mean it.`}
                checked={confirmed.has(each.setting)}
                onChange={(event) => rules.confirm(each.setting, event.currentTarget.checked)}
              />
            ))}
          </Stack>
        </Alert>
      )}
      {cleared.size > 0 && (
        <Text size="sm" c="red" mb="xs" role="alert">
          {`Without a number: ${[...cleared].map(nameOfSetting).join(", ")}.`}
        </Text>
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
          <Button type="submit" disabled={!count || cleared.size > 0 || isUnmeant} loading={save.isPending}>
            Save
          </Button>
        </Group>
      </Group>
    </Paper>
  );
}
