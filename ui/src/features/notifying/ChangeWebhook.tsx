/** Changes a webhook's address or events, or switches it off or on. Its secret stays. */
import { Button, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { api, ifMatch, type Schema, splitProblem, unwrap } from "~/shared/api";
import { queryClient } from "~/shared/queries";
import { submitTo } from "~/shared/ui/forms";
import { ProblemText } from "~/shared/ui/ProblemAlert";
import { WebhookFields, type WebhookValues } from "~/features/notifying/WebhookFields";
import { groupsOf, kindsOf } from "~/features/notifying/webhookKinds";
import { webhooksKey } from "~/features/notifying/webhooksKey";

interface Props {
  webhook: Schema<"WebhookOut">;
  onDone: () => void;
}

export function ChangeWebhook({ webhook, onDone }: Props) {
  const before = groupsOf(webhook.kinds);
  const [values, setValues] = useState<WebhookValues>({ url: webhook.url, groups: before });
  const change = useMutation({
    mutationFn: (body: Omit<Schema<"WebhookPatch">, "version">) => {
      const path = { avee_id: webhook.avee_id, webhook_id: webhook.id };
      const params = { path, header: ifMatch(webhook.version) };
      return unwrap(api.PATCH("/avees/{avee_id}/webhooks/{webhook_id}", { params, body }));
    },
    onSuccess: onDone,
    onSettled: () => void queryClient.invalidateQueries({ queryKey: webhooksKey(webhook.avee_id) }),
  });
  const { errorOf, rest } = splitProblem(change.error, ["url"]);
  const url = values.url.trim();
  // Kinds that a program chose one by one stay as they are, unless the groups are changed.
  const isSame = values.groups.length === before.length && before.every((group) => values.groups.includes(group));
  const save = () =>
    change.mutate({
      url: url === webhook.url ? null : url,
      kinds: isSame ? null : kindsOf(values.groups),
    });
  return (
    <Stack component="form" gap="xs" mt="xs" aria-label="Change webhook" onSubmit={submitTo(save)}>
      <WebhookFields values={values} urlError={errorOf("url")} onChange={setValues}>
        <Button type="submit" variant="default" loading={change.isPending} disabled={values.groups.length === 0}>
          Save
        </Button>
        <Button variant="subtle" onClick={() => change.mutate({ active: !webhook.active })}>
          {webhook.active ? "Switch off" : "Switch on"}
        </Button>
      </WebhookFields>
      <ProblemText error={rest} />
    </Stack>
  );
}
