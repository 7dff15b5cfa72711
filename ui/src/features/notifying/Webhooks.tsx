/** Addresses of programs that an agent's events are posted to. */
import { Badge, Button, Group, Modal, Paper, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { api, type Schema, unwrap } from "~/shared/api";
import { queryClient } from "~/shared/queries";
import { durationSince, relative } from "~/shared/time";
import { ProblemText } from "~/shared/ui/ProblemAlert";
import { Loaded } from "~/shared/ui/states";
import { AddWebhook } from "~/features/notifying/AddWebhook";
import { ChangeWebhook } from "~/features/notifying/ChangeWebhook";
import { Deliveries } from "~/features/notifying/Deliveries";
import { groupsInWords } from "~/features/notifying/webhookKinds";
import { webhooksKey } from "~/features/notifying/webhooksKey";

type Webhook = Schema<"WebhookOut">;

export function Webhooks({ avee }: { avee: string }) {
  const query = useQuery({
    queryKey: webhooksKey(avee),
    queryFn: () => unwrap(api.GET("/avees/{avee_id}/webhooks", { params: { path: { avee_id: avee } } })),
  });
  const [opened, setOpened] = useState<Webhook | null>(null);
  return (
    <Paper withBorder p="lg" component="section" aria-labelledby="webhooks">
      <Title order={2} size="h5" id="webhooks">
        Webhooks
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        For programs: each event of this agent is posted to the address as JSON, with a signature as in Standard
        Webhooks.
      </Text>
      <AddWebhook avee={avee} />
      <Loaded query={query}>
        {(page) =>
          page.items.length === 0 ? (
            <Text size="sm" c="dimmed" mt="sm">
              No webhooks yet.
            </Text>
          ) : (
            <Stack gap="xs" mt="sm" component="ul" p={0} style={{ listStyle: "none" }} aria-label="Webhooks">
              {page.items.map((each) => (
                <li key={each.id}>
                  <WebhookCard webhook={each} onOpen={() => setOpened(each)} />
                </li>
              ))}
            </Stack>
          )
        }
      </Loaded>
      <Modal
        opened={opened !== null}
        onClose={() => setOpened(null)}
        title="Recent deliveries"
        size="lg"
        closeButtonProps={{ "aria-label": "Close" }}
      >
        {opened && <Deliveries webhook={opened} />}
      </Modal>
    </Paper>
  );
}

function WebhookCard({ webhook, onOpen }: { webhook: Webhook; onOpen: () => void }) {
  const path = { avee_id: webhook.avee_id, webhook_id: webhook.id };
  const onSettled = () => void queryClient.invalidateQueries({ queryKey: webhooksKey(webhook.avee_id) });
  const test = useMutation({
    mutationFn: () => unwrap(api.POST("/avees/{avee_id}/webhooks/{webhook_id}/test", { params: { path } })),
    onSettled,
  });
  const remove = useMutation({
    mutationFn: () => unwrap(api.DELETE("/avees/{avee_id}/webhooks/{webhook_id}", { params: { path } })),
    onSettled,
  });
  const [isChanging, setChanging] = useState(false);
  const reason = webhook.disabled_reason ?? webhook.last_error;
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={600} style={{ overflowWrap: "anywhere" }}>
          {webhook.url}
        </Text>
        <StateBadge webhook={webhook} />
      </Group>
      <Text size="xs" c="dimmed">
        {groupsInWords(webhook.kinds)}
      </Text>
      {reason && (
        <Text size="xs" c="dimmed">
          {reason}
        </Text>
      )}
      {test.data && (
        <Text size="sm" role="status">
          {test.data.is_sent
            ? `The address answered with ${test.data.status ?? "no status"}.`
            : `Not sent: ${test.data.error ?? ""}`}
        </Text>
      )}
      <ProblemText error={test.error ?? remove.error} />
      <Group gap={4} mt={4}>
        <Button size="compact-xs" variant="subtle" loading={test.isPending} onClick={() => test.mutate()}>
          Send a test
        </Button>
        <Button size="compact-xs" variant="subtle" aria-expanded={isChanging} onClick={() => setChanging(!isChanging)}>
          Change
        </Button>
        <Button size="compact-xs" variant="subtle" onClick={onOpen}>
          Recent deliveries
        </Button>
        <Button
          size="compact-xs"
          variant="subtle"
          color="red"
          loading={remove.isPending}
          onClick={() => remove.mutate()}
        >
          Remove
        </Button>
      </Group>
      {isChanging && <ChangeWebhook key={webhook.version} webhook={webhook} onDone={() => setChanging(false)} />}
    </Paper>
  );
}

function StateBadge({ webhook }: { webhook: Webhook }) {
  const [color, label] = stateInWords(webhook);
  return (
    <Badge variant="light" color={color} tt="none">
      {label}
    </Badge>
  );
}

function stateInWords(webhook: Webhook): [color: string, label: string] {
  if (!webhook.active) return ["red", "switched off"];
  if (webhook.paused_until && new Date(webhook.paused_until) > new Date())
    return ["orange", `waits ${relative(webhook.paused_until)}, as it asked`];
  if (webhook.failing_since) return ["orange", `failing for ${durationSince(webhook.failing_since)}`];
  if (webhook.last_sent_at) return ["teal", `posted ${relative(webhook.last_sent_at)}`];
  return ["gray", "nothing posted yet"];
}
