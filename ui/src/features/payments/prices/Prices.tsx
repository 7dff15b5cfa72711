/** What questions to an agent cost, for its owner: how money comes, the prices, and what they would have brought. */
import { Container, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import { api, unwrap } from "~/shared/api";
import { moneyKeys } from "~/shared/money/payments";
import { useTitle } from "~/shared/ui/Page";
import { Loaded } from "~/shared/ui/states";
import { useAgent } from "~/shared/useAgent";
import { PricesForm } from "~/features/payments/prices/PricesForm";

export function Prices() {
  useTitle("Prices");
  const { id, role } = useAgent();
  const query = useQuery({
    queryKey: moneyKeys.prices(id),
    queryFn: () => unwrap(api.GET("/avees/{avee_id}/prices", { params: { path: { avee_id: id } } })),
  });
  return (
    <Container size="lg" px={0} py="lg">
      <Title order={1} size="h3">
        Prices
      </Title>
      <Text c="dimmed" mb="md">
        What a question costs that reaches you. Whatever your agent answers by itself is free. The money is there before
        the question reaches you, it is yours when you answer, and it goes back if you do not. Open offers keep their
        price.
      </Text>
      <Loaded query={query}>
        {(prices) => <PricesForm key={id} avee={id} saved={prices} isOwner={role === "owner"} />}
      </Loaded>
    </Container>
  );
}
