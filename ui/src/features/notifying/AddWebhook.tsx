/** A new webhook: its address, and which events are posted there. */
import { Alert, Button, Checkbox, Code, Group, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { api, splitProblem, unwrap } from "~/shared/api";
import { queryClient } from "~/shared/queries";
import { submitTo } from "~/shared/ui/forms";
import { ProblemText } from "~/shared/ui/ProblemAlert";
import { GROUPS, kindsOf, USUAL } from "~/features/notifying/webhookKinds";
import { webhooksKey } from "~/features/notifying/webhooksKey";

export function AddWebhook({ avee }: { avee: string }) {
  const [url, setUrl] = useState("");
  const [groups, setGroups] = useState<string[]>(USUAL);
  const add = useMutation({
    mutationFn: () => {
      const body = { url: url.trim(), kinds: kindsOf(groups) };
      return unwrap(api.POST("/avees/{avee_id}/webhooks", { params: { path: { avee_id: avee } }, body }));
    },
    onSuccess: () => {
      setUrl("");
      setGroups(USUAL);
      void queryClient.invalidateQueries({ queryKey: webhooksKey(avee) });
    },
  });
  const { errorOf, rest } = splitProblem(add.error, ["url"]);
  return (
    <>
      <Stack component="form" gap="xs" onSubmit={submitTo(() => add.mutate())}>
        <Group align="flex-end" gap="xs">
          <TextInput
            label="Address"
            type="url"
            placeholder="https://example.org/hooks"
            required
            value={url}
            error={errorOf("url")}
            onChange={(event) => setUrl(event.currentTarget.value)}
            style={{ flex: 1, minWidth: 200 }}
          />
          <Button type="submit" variant="default" loading={add.isPending} disabled={groups.length === 0}>
            Add webhook
          </Button>
        </Group>
        <Checkbox.Group
          label="Events"
          description="Ids and figures are sent, never a text that somebody wrote."
          value={groups}
          onChange={setGroups}
        >
          <Group gap="md" mt="xs">
            {Object.entries(GROUPS).map(([value, label]) => (
              <Checkbox key={value} value={value} label={label} />
            ))}
          </Group>
        </Checkbox.Group>
      </Stack>
      <ProblemText error={rest} />
      {add.data && (
        <Alert mt="sm" color="teal" title="Copy the secret now; it is not shown again" role="status">
          <Code block style={{ overflowWrap: "anywhere", whiteSpace: "pre-wrap" }}>
            {add.data.secret}
          </Code>
        </Alert>
      )}
    </>
  );
}
