/** Where an owner comes back to from Stripe: asks what the account still needs, and shows the prices. */
import { Container } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Navigate, useParams } from "@tanstack/react-router";

import { api, unwrap } from "~/shared/api";
import { moneyKeys } from "~/shared/money/payments";
import { aveesQuery, queryClient } from "~/shared/queries";
import { useTitle } from "~/shared/ui/Page";
import { Empty, Loaded } from "~/shared/ui/states";

export function AccountReturned() {
  useTitle("Prices");
  const { avee } = useParams({ from: "/signed-in/agents/$avee/prices" });
  const avees = useQuery(aveesQuery);
  const account = useQuery({
    queryKey: ["payment-account", avee],
    queryFn: async () => {
      const found = await unwrap(
        api.POST("/avees/{avee_id}/payment-account", { params: { path: { avee_id: avee } }, body: { country: "" } }),
      );
      await queryClient.invalidateQueries({ queryKey: moneyKeys.prices(avee) });
      return found;
    },
    staleTime: Infinity,
    gcTime: 0,
  });
  return (
    <Container size="sm" py="xl">
      <Loaded query={avees}>
        {(all) => {
          const handle = all.find((each) => each.id === avee)?.handle;
          if (handle === undefined)
            return <Empty title="You have no such agent">It may belong to another account.</Empty>;
          return (
            <Loaded query={account} what="Asking Stripe about your account">
              {() => <Navigate to={`/my-agents/${handle}/prices` as "/my-agents"} replace />}
            </Loaded>
          );
        }}
      </Loaded>
    </Container>
  );
}
