/** The reader's memberships, and ending them. */
import { Anchor, Badge, Button, Group, Modal, Paper, Stack, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";

import { api, type Schema, unwrap } from "~/shared/api";
import { moneyInWords } from "~/shared/money/money";
import { moneyKeys, useWays } from "~/shared/money/payments";
import { queryClient } from "~/shared/queries";
import { date } from "~/shared/time";
import { PersonName } from "~/shared/ui/PersonText";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";
import { Loaded } from "~/shared/ui/states";

type Membership = Schema<"MembershipOut">;

/** Nothing where no money can come here. */
export function MyMemberships() {
  return useWays().length > 0 ? <Memberships /> : null;
}

function Memberships() {
  const query = useQuery({ queryKey: moneyKeys.memberships, queryFn: () => unwrap(api.GET("/me/memberships")) });
  return (
    <Paper withBorder p="lg" component="section" aria-labelledby="memberships">
      <Title order={2} size="h4" id="memberships" mb="sm">
        Memberships
      </Title>
      <Loaded query={query}>
        {({ items }) => {
          const shown = items.filter((each) => each.paid_until !== null);
          return shown.length === 0 ? (
            <Text size="sm" c="dimmed">
              No memberships yet.
            </Text>
          ) : (
            <Stack gap="sm" component="ul" p={0} m={0} style={{ listStyle: "none" }} aria-label="Memberships">
              {shown.map((each) => (
                <MembershipRow key={each.id} membership={each} />
              ))}
            </Stack>
          );
        }}
      </Loaded>
    </Paper>
  );
}

function MembershipRow({ membership }: { membership: Membership }) {
  const [isOpen, dialog] = useDisclosure(false);
  const { agent_display_name: name, interval, status, is_ending: isEnding } = membership;
  return (
    <Group component="li" justify="space-between" gap="xs">
      <div style={{ minWidth: 0 }}>
        <Text size="sm" fw={600} style={{ overflowWrap: "anywhere" }}>
          <Anchor component={Link} to={`/@${membership.agent_handle}`} inherit>
            <PersonName>{name}</PersonName>
          </Anchor>{" "}
          · {moneyInWords(membership)} a {interval}
        </Text>
        <Text size="xs" c="dimmed">
          {untilInWords(membership)}
        </Text>
      </div>
      <Group gap="xs">
        <Badge variant="light" color={status === "active" ? "teal" : "gray"} tt="none">
          {status === "active" ? (isEnding ? "ends" : "member") : "ended"}
        </Badge>
        {status === "active" && !isEnding && (
          <Button size="compact-xs" variant="subtle" color="red" onClick={dialog.open}>
            End …
          </Button>
        )}
      </Group>
      <Modal
        opened={isOpen}
        onClose={dialog.close}
        title="End the membership?"
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <EndForm membership={membership} onClose={dialog.close} />
      </Modal>
    </Group>
  );
}

function untilInWords({ status, paid_until: until, is_ending: isEnding }: Membership): string {
  if (until === null) return "";
  if (status === "ended") return `It ended on ${date(until)}.`;
  return isEnding ? `It ends on ${date(until)}; nothing more is taken.` : `Paid until ${date(until)}, then paid again.`;
}

function EndForm({ membership, onClose }: { membership: Membership; onClose: () => void }) {
  const end = useMutation({
    mutationFn: () =>
      unwrap(api.DELETE("/memberships/{membership_id}", { params: { path: { membership_id: membership.id } } })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: moneyKeys.memberships }),
    onSuccess: onClose,
  });
  return (
    <Stack>
      <Text size="sm">
        {membership.paid_until
          ? `You stay a member until ${date(membership.paid_until)}. After that nothing is taken any more.`
          : "Nothing is taken any more."}
      </Text>
      <ProblemAlert error={end.error} />
      <Group>
        <Button color="red" variant="light" loading={end.isPending} onClick={() => end.mutate()}>
          End the membership
        </Button>
        <Button variant="default" onClick={onClose}>
          Keep it
        </Button>
      </Group>
    </Stack>
  );
}
