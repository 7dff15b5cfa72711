/** Programs that are told of an agent's events: added, tried, looked into, removed. */
import { Alert, Badge, Button, Code, Group, Modal, Paper, Stack, Table, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { api, asProblem, type Schema, unwrap } from "~/shared/api";
import { queryClient } from "~/shared/queries";
import { dateTime, relative } from "~/shared/time";
import { Loaded } from "~/shared/ui/states";

type Webhook = Schema<"WebhookOut">;
const keyOf = (avee: string) => ["webhooks", avee];

export function Webhooks({ avee }: { avee: string }) {
  const path = { avee_id: avee };
  const query = useQuery({
    queryKey: keyOf(avee),
    queryFn: () => unwrap(api.GET("/avees/{avee_id}/webhooks", { params: { path } })),
  });
  const [url, setUrl] = useState("");
  const [opened, setOpened] = useState<Webhook | null>(null);
  const add = useMutation({
    mutationFn: () => unwrap(api.POST("/avees/{avee_id}/webhooks", { params: { path }, body: { url: url.trim() } })),
    onSuccess: () => {
      setUrl("");
      void queryClient.invalidateQueries({ queryKey: keyOf(avee) });
    },
  });
  return (
    <Paper withBorder p="lg" component="section" aria-labelledby="webhooks">
      <Title order={2} size="h5" id="webhooks">
        Webhooks
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        For programs: each event of this agent (questions, documents, answers, rules) is posted there as JSON, signed by
        Standard Webhooks.
      </Text>
      <Group
        component="form"
        align="flex-end"
        gap="xs"
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate();
        }}
      >
        <TextInput
          label="Address"
          type="url"
          placeholder="https://example.org/hooks"
          required
          value={url}
          error={add.isError ? asProblem(add.error).message : undefined}
          onChange={(event) => setUrl(event.currentTarget.value)}
          style={{ flex: 1, minWidth: 200 }}
        />
        <Button type="submit" variant="default" loading={add.isPending}>
          Add webhook
        </Button>
      </Group>
      {add.data && (
        <Alert mt="sm" color="teal" title="Its secret; copy it now, it is not shown again" role="status">
          <Code block style={{ overflowWrap: "anywhere", whiteSpace: "pre-wrap" }}>
            {add.data.secret}
          </Code>
        </Alert>
      )}
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
                  <One webhook={each} onOpen={() => setOpened(each)} />
                </li>
              ))}
            </Stack>
          )
        }
      </Loaded>
      <Modal
        opened={opened !== null}
        onClose={() => setOpened(null)}
        title="The last that was posted"
        size="lg"
        closeButtonProps={{ "aria-label": "Close" }}
      >
        {opened && <Deliveries webhook={opened} />}
      </Modal>
    </Paper>
  );
}

function One({ webhook, onOpen }: { webhook: Webhook; onOpen: () => void }) {
  const path = { avee_id: webhook.avee_id, webhook_id: webhook.id };
  const refresh = () => void queryClient.invalidateQueries({ queryKey: keyOf(webhook.avee_id) });
  const trial = useMutation({
    mutationFn: () => unwrap(api.POST("/avees/{avee_id}/webhooks/{webhook_id}/test", { params: { path } })),
    onSettled: refresh,
  });
  const remove = useMutation({
    mutationFn: () => unwrap(api.DELETE("/avees/{avee_id}/webhooks/{webhook_id}", { params: { path } })),
    onSettled: refresh,
  });
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={600} style={{ overflowWrap: "anywhere" }}>
          {webhook.url}
        </Text>
        <State webhook={webhook} />
      </Group>
      {(webhook.disabled_reason ?? webhook.last_error) && (
        <Text size="xs" c="dimmed">
          {webhook.disabled_reason ?? webhook.last_error}
        </Text>
      )}
      {trial.data && (
        <Text size="sm" role="status">
          {trial.data.is_sent ? `It answered ${trial.data.status ?? ""}.` : `Not sent: ${trial.data.error ?? ""}`}
        </Text>
      )}
      {(trial.isError || remove.isError) && (
        <Text size="sm" c="red" role="alert">
          {asProblem(trial.error ?? remove.error).message}
        </Text>
      )}
      <Group gap={4} mt={4}>
        <Button size="compact-xs" variant="subtle" loading={trial.isPending} onClick={() => trial.mutate()}>
          Send a test
        </Button>
        <Button size="compact-xs" variant="subtle" onClick={onOpen}>
          What was posted
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
    </Paper>
  );
}

function State({ webhook }: { webhook: Webhook }) {
  if (!webhook.active)
    return (
      <Badge variant="light" color="red" tt="none">
        switched off
      </Badge>
    );
  if (webhook.failing_since)
    return (
      <Badge variant="light" color="orange" tt="none">
        failing since {relative(webhook.failing_since)}
      </Badge>
    );
  return (
    <Badge variant="light" color={webhook.last_sent_at ? "teal" : "gray"} tt="none">
      {webhook.last_sent_at ? `posted ${relative(webhook.last_sent_at)}` : "nothing posted yet"}
    </Badge>
  );
}

function Deliveries({ webhook }: { webhook: Webhook }) {
  const path = { avee_id: webhook.avee_id, webhook_id: webhook.id };
  const query = useQuery({
    queryKey: [...keyOf(webhook.avee_id), webhook.id],
    queryFn: () => unwrap(api.GET("/avees/{avee_id}/webhooks/{webhook_id}/deliveries", { params: { path } })),
    staleTime: 0,
  });
  return (
    <Loaded query={query}>
      {(page) =>
        page.items.length === 0 ? (
          <Text size="sm">Nothing yet.</Text>
        ) : (
          <Table.ScrollContainer minWidth={420}>
            <Table aria-label="The last that was posted">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Event</Table.Th>
                  <Table.Th>When</Table.Th>
                  <Table.Th>State</Table.Th>
                  <Table.Th>Tries</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {page.items.map((each) => (
                  <Table.Tr key={each.id}>
                    <Table.Td>{each.kind}</Table.Td>
                    <Table.Td>{dateTime(each.created_at)}</Table.Td>
                    <Table.Td>
                      {each.status}
                      {each.last_error && (
                        <Text size="xs" c="dimmed">
                          {each.last_error}
                        </Text>
                      )}
                    </Table.Td>
                    <Table.Td>{each.attempts}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )
      }
    </Loaded>
  );
}
