/** The events that were posted to a webhook lately, whether they arrived, and posting one once more. */
import { Button, Table, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";

import { api, type Schema, unwrap } from "~/shared/api";
import { queryClient } from "~/shared/queries";
import { dateTime } from "~/shared/time";
import { ProblemText } from "~/shared/ui/ProblemAlert";
import { Loaded } from "~/shared/ui/states";
import { webhooksKey } from "~/features/notifying/webhooksKey";

type Webhook = Schema<"WebhookOut">;
type Delivery = Schema<"WebhookDeliveryOut">;

const STATUS: Record<string, string> = { pending: "on its way", sent: "arrived", failed: "given up" };
const deliveriesKey = (webhook: Webhook) => [...webhooksKey(webhook.avee_id), webhook.id];

export function Deliveries({ webhook }: { webhook: Webhook }) {
  const path = { avee_id: webhook.avee_id, webhook_id: webhook.id };
  const query = useQuery({
    queryKey: deliveriesKey(webhook),
    queryFn: () => unwrap(api.GET("/avees/{avee_id}/webhooks/{webhook_id}/deliveries", { params: { path } })),
    staleTime: 0,
    // What is on its way arrives or fails within seconds.
    refetchInterval: (found) => (found.state.data?.items.some((each) => each.status === "pending") ? 3_000 : false),
  });
  return (
    <Loaded query={query}>
      {(page) =>
        page.items.length === 0 ? (
          <Text size="sm">Nothing was posted yet.</Text>
        ) : (
          <Rows webhook={webhook} items={page.items} />
        )
      }
    </Loaded>
  );
}

function Rows({ webhook, items }: { webhook: Webhook; items: Delivery[] }) {
  return (
    <Table.ScrollContainer minWidth={420}>
      <Table aria-label="Recent deliveries">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Event</Table.Th>
            <Table.Th>When</Table.Th>
            <Table.Th>State</Table.Th>
            <Table.Th>Failures</Table.Th>
            <Table.Th>
              <span className="visually-hidden">Post again</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((each) => (
            <Table.Tr key={each.id}>
              <Table.Td>{each.kind}</Table.Td>
              <Table.Td>{dateTime(each.created_at)}</Table.Td>
              <Table.Td>
                {STATUS[each.status] ?? each.status}
                {each.redelivered_at && (
                  <Text size="xs" c="dimmed">
                    posted again {dateTime(each.redelivered_at)}
                  </Text>
                )}
                {each.last_error && (
                  <Text size="xs" c="dimmed">
                    {each.last_error}
                  </Text>
                )}
              </Table.Td>
              <Table.Td>{each.attempts}</Table.Td>
              <Table.Td>
                <PostAgain webhook={webhook} delivery={each} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function PostAgain({ webhook, delivery }: { webhook: Webhook; delivery: Delivery }) {
  const path = { avee_id: webhook.avee_id, webhook_id: webhook.id, delivery_id: delivery.id };
  const again = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST("/avees/{avee_id}/webhooks/{webhook_id}/deliveries/{delivery_id}/redeliver", { params: { path } }),
      ),
    onSettled: () => queryClient.invalidateQueries({ queryKey: deliveriesKey(webhook) }),
  });
  if (delivery.status === "pending") return null;
  return (
    <>
      <Button
        size="compact-xs"
        variant="subtle"
        loading={again.isPending}
        aria-label={`Post ${delivery.kind} of ${dateTime(delivery.created_at)} again`}
        onClick={() => again.mutate()}
      >
        Post again
      </Button>
      <ProblemText error={again.error} />
    </>
  );
}
