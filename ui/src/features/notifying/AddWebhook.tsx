/** A new webhook: its address, and which events are posted there. */
import { Alert, Button, Code, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { api, splitProblem, unwrap } from "~/shared/api";
import { queryClient } from "~/shared/queries";
import { submitTo } from "~/shared/ui/forms";
import { ProblemText } from "~/shared/ui/ProblemAlert";
import { WebhookFields, type WebhookValues } from "~/features/notifying/WebhookFields";
import { kindsOf, USUAL } from "~/features/notifying/webhookKinds";
import { webhooksKey } from "~/features/notifying/webhooksKey";

const NEW: WebhookValues = { url: "", groups: USUAL };

export function AddWebhook({ avee }: { avee: string }) {
  const [values, setValues] = useState<WebhookValues>(NEW);
  const add = useMutation({
    mutationFn: () => {
      const body = { url: values.url.trim(), kinds: kindsOf(values.groups) };
      return unwrap(api.POST("/avees/{avee_id}/webhooks", { params: { path: { avee_id: avee } }, body }));
    },
    onSuccess: () => {
      setValues(NEW);
      void queryClient.invalidateQueries({ queryKey: webhooksKey(avee) });
    },
  });
  const { errorOf, rest } = splitProblem(add.error, ["url"]);
  return (
    <>
      <Stack component="form" gap="xs" onSubmit={submitTo(() => add.mutate())}>
        <WebhookFields values={values} urlError={errorOf("url")} onChange={setValues}>
          <Button type="submit" variant="default" loading={add.isPending} disabled={values.groups.length === 0}>
            Add webhook
          </Button>
        </WebhookFields>
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
