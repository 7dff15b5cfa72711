/** The events that were posted to a webhook lately, and whether they arrived. */
import { Table, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import { api, type Schema, unwrap } from "~/shared/api";
import { dateTime } from "~/shared/time";
import { Loaded } from "~/shared/ui/states";
import { webhooksKey } from "~/features/notifying/webhooksKey";

export function Deliveries({ webhook }: { webhook: Schema<"WebhookOut"> }) {
  const path = { avee_id: webhook.avee_id, webhook_id: webhook.id };
  const query = useQuery({
    queryKey: [...webhooksKey(webhook.avee_id), webhook.id],
    queryFn: () => unwrap(api.GET("/avees/{avee_id}/webhooks/{webhook_id}/deliveries", { params: { path } })),
    staleTime: 0,
  });
  return (
    <Loaded query={query}>
      {(page) =>
        page.items.length === 0 ? <Text size="sm">Nothing was posted yet.</Text> : <Rows items={page.items} />
      }
    </Loaded>
  );
}

function Rows({ items }: { items: Schema<"WebhookDeliveryOut">[] }) {
  return (
    <Table.ScrollContainer minWidth={420}>
      <Table aria-label="Recent deliveries">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Event</Table.Th>
            <Table.Th>When</Table.Th>
            <Table.Th>State</Table.Th>
            <Table.Th>Attempts</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((each) => (
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
  );
}
