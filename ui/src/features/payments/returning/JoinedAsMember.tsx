/** Where a person comes back to from paying a membership. */
import { Anchor, Button, Container, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearch } from "@tanstack/react-router";

import { api, type Schema, unwrap } from "~/shared/api";
import { moneyKeys } from "~/shared/money/payments";
import { queryClient } from "~/shared/queries";
import { date } from "~/shared/time";
import { useTitle } from "~/shared/ui/Page";
import { PersonName } from "~/shared/ui/PersonText";
import { Empty, Loaded } from "~/shared/ui/states";

const AGAIN_MS = 1500;
const TRIES = 6;

export function JoinedAsMember() {
  useTitle("Membership");
  const { membership: id } = useParams({ from: "/signed-in/member/$membership" });
  const { cancelled } = useSearch({ from: "/signed-in/member/$membership" });
  const path = { params: { path: { membership_id: id } } };
  const query = useQuery({
    queryKey: [...moneyKeys.memberships, id, cancelled ? "cancelled" : "returned"],
    queryFn: async () => {
      let found = await unwrap(api.POST("/memberships/{membership_id}/return", path));
      // Only what was not paid is cancelled: the address may be opened again when it has been.
      if (cancelled && found.status === "open") found = await unwrap(api.DELETE("/memberships/{membership_id}", path));
      void queryClient.invalidateQueries({ queryKey: moneyKeys.memberships, exact: true });
      return found;
    },
    staleTime: Infinity,
    gcTime: 0,
    refetchInterval: ({ state }) =>
      !cancelled && state.data?.status === "open" && state.dataUpdateCount < TRIES ? AGAIN_MS : false,
  });
  return (
    <Container size="sm" py="xl">
      <Loaded query={query} what="Asking how the payment went">
        {(membership) => <Outcome membership={membership} />}
      </Loaded>
    </Container>
  );
}

function Outcome({ membership }: { membership: Schema<"MembershipOut"> }) {
  const { agent_display_name: name, agent_handle: handle, status, paid_until: until } = membership;
  const title = status === "active" ? "You are a member" : status === "open" ? "Not paid yet" : "Not a member";
  return (
    <Empty title={title}>
      <Stack gap="xs" align="center">
        {status === "active" && (
          <Text>
            of <PersonName>{name}</PersonName>
            {until && `, paid until ${date(until)}`}. You can end it in your settings.
          </Text>
        )}
        {status === "open" && <Text>The payment has not arrived. As soon as it does, you are a member.</Text>}
        {status === "ended" && <Text>Nothing was taken.</Text>}
        <Button component={Link} to={`/@${handle}`}>
          <span>
            Go to <PersonName>{name}</PersonName>
          </span>
        </Button>
        <Anchor component={Link} to="/settings">
          Your memberships
        </Anchor>
      </Stack>
    </Empty>
  );
}
