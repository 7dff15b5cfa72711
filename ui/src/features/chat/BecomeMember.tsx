/** The memberships that an agent's creator sells, on the agent's public page; nothing where none is sold. */
import { Anchor, Button, Group, Paper, Text, Title } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";

import { api, type Schema, unwrap } from "~/shared/api";
import { moneyInWords } from "~/shared/money/money";
import { goToCheckout, moneyKeys, useShownPrices } from "~/shared/money/payments";
import { ProblemText } from "~/shared/ui/ProblemAlert";

type Interval = Schema<"MembershipIn">["interval"];

export function BecomeMember({ avee, handle }: { avee: string; handle: string }) {
  const prices = useShownPrices(handle);
  const { month, year } = prices?.membership ?? { month: null, year: null };
  if (!prices || (month === null && year === null)) return null;
  const sold: [Interval, number | null][] = [
    ["month", month],
    ["year", year],
  ];
  return <Memberships avee={avee} currency={prices.currency} sold={sold} />;
}

interface Props {
  avee: string;
  currency: string;
  sold: [Interval, number | null][];
}

function Memberships({ avee, currency, sold }: Props) {
  const { data: mine } = useQuery({
    queryKey: moneyKeys.memberships,
    queryFn: () => unwrap(api.GET("/me/memberships")),
  });
  const isMember = mine?.items.some((each) => each.avee_id === avee && each.status === "active");
  const begin = useMutation({
    mutationFn: (interval: Interval) =>
      unwrap(api.POST("/avees/{avee_id}/memberships", { params: { path: { avee_id: avee } }, body: { interval } })),
    onSuccess: ({ checkout_url: url }) => {
      if (url) goToCheckout(url);
    },
  });
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="membership">
      <Title order={2} size="h5" id="membership">
        Membership
      </Title>
      {isMember ? (
        <Text size="sm">
          You are a member.{" "}
          <Anchor component={Link} to="/settings" inherit>
            Your memberships
          </Anchor>
        </Text>
      ) : (
        <>
          <Text size="sm" c="dimmed" mb="xs">
            Members ask at the members’ price. It renews by itself until you end it, and then lasts as long as it is
            paid.
          </Text>
          <Group gap="xs">
            {sold.map(
              ([interval, amount]) =>
                amount !== null && (
                  <Button
                    key={interval}
                    variant="light"
                    loading={begin.isPending && begin.variables === interval}
                    onClick={() => begin.mutate(interval)}
                  >
                    Become a member: {moneyInWords({ amount, currency })} a {interval}
                  </Button>
                ),
            )}
          </Group>
          <ProblemText error={begin.error} mt="xs" />
        </>
      )}
    </Paper>
  );
}
