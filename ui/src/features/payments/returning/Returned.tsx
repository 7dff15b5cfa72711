/** Where a person comes back to from a page to pay on: asks how it went, and goes on to the thread. */
import { Anchor, Container, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, Navigate, useParams, useSearch } from "@tanstack/react-router";

import { api, unwrap } from "~/shared/api";
import { cancelPayment, moneyKeys, type Payment } from "~/shared/money/payments";
import { keys, queryClient } from "~/shared/queries";
import { useTitle } from "~/shared/ui/Page";
import { Empty, Loaded, Loading } from "~/shared/ui/states";

const AGAIN_MS = 1500;
/** How often the provider is asked before the thread is shown as it is; news arrive there by themselves. */
const TRIES = 6;

export function Returned() {
  useTitle("Payment");
  const { payment: id } = useParams({ from: "/signed-in/paid/$payment" });
  const { cancelled } = useSearch({ from: "/signed-in/paid/$payment" });
  const query = useQuery({
    queryKey: [...moneyKeys.one(id), cancelled ? "cancelled" : "returned"],
    queryFn: () =>
      cancelled
        ? cancelOrLook(id)
        : unwrap(api.POST("/payments/{payment_id}/return", { params: { path: { payment_id: id } } })),
    staleTime: 0,
    gcTime: 0,
    refetchInterval: ({ state }) =>
      !cancelled && state.data?.status === "required" && state.dataUpdateCount < TRIES ? AGAIN_MS : false,
  });
  return (
    <Container size="sm" py="xl">
      <Loaded query={query} what="Asking how the payment went">
        {(payment) => <GoOn payment={payment} isLooking={query.isFetching} />}
      </Loaded>
    </Container>
  );
}

/** It may have been paid in another tab meanwhile, and is then no longer to be cancelled. */
async function cancelOrLook(id: string): Promise<Payment> {
  try {
    return await cancelPayment(id);
  } catch {
    return unwrap(api.POST("/payments/{payment_id}/return", { params: { path: { payment_id: id } } }));
  }
}

function GoOn({ payment, isLooking }: { payment: Payment; isLooking: boolean }) {
  const escalation = payment.escalation_id;
  const query = useQuery({
    // Not one of the queue's: those are made stale here.
    queryKey: ["paid-question", escalation],
    queryFn: async () => {
      const path = { params: { path: { escalation_id: escalation ?? "" } } };
      const found = await unwrap(api.GET("/orchestrator/queue/{escalation_id}", path));
      // What was loaded before the payment would say that it is not paid.
      await queryClient.invalidateQueries({ queryKey: keys.queue });
      await queryClient.invalidateQueries({ queryKey: keys.messages(found.conversation_id) });
      return found;
    },
    enabled: escalation !== null,
    gcTime: 0,
  });
  if (escalation === null)
    return (
      <Empty title="This question is gone">
        <Stack gap="xs">
          <Text>What was paid for it goes back by itself.</Text>
          <Anchor component={Link} to="/settings">
            Your payments
          </Anchor>
        </Stack>
      </Empty>
    );
  if (isLooking && payment.status === "required") return <Loading what="Asking how the payment went" />;
  return (
    <Loaded query={query} what="Opening your question">
      {({ conversation_id: conversation }) => (
        <Navigate
          to="/messages/$conversation"
          params={{ conversation }}
          search={{ payment: payment.id } as never}
          replace
        />
      )}
    </Loaded>
  );
}
