/** Who helps with an agent: its team, invitations into it, and handing the agent over. */
import { Badge, Button, Container, Group, Paper, Select, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";

import { api, ifMatch, type Schema, unwrap } from "~/shared/api";
import { keys, meQuery, queryClient } from "~/shared/queries";
import { date } from "~/shared/time";
import { useTitle } from "~/shared/ui/Page";
import { PersonText } from "~/shared/ui/PersonText";
import { ProblemAlert, ProblemText } from "~/shared/ui/ProblemAlert";
import { Loaded } from "~/shared/ui/states";
import { useAgent } from "~/shared/useAgent";
import { Invite } from "~/features/team/Invite";
import { GIVEN, type Role, ROLES } from "~/shared/team/roles";

type Teammate = Schema<"TeammateOut">;

export function Team() {
  useTitle("Team");
  const avee = useAgent();
  const { data: me } = useQuery(meQuery);
  const { query, change, remove } = useTeam(avee.id, me?.id);
  const isOwner = avee.role === "owner";
  return (
    <Container size="lg" px={0} py="lg">
      <Title order={1} size="h3">
        Team
      </Title>
      <Text c="dimmed" mb="md">
        People who help with this agent. Each answer shows who wrote it, and no question is answered twice. Direct
        messages stay with the owner.
      </Text>
      <ProblemAlert error={change.error ?? remove.error} my="sm" />
      <Loaded query={query}>
        {(page) => (
          <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: "none" }} aria-label="Team">
            {page.items.map((each) => (
              <Row
                key={each.user_id}
                teammate={each}
                isMe={each.user_id === me?.id}
                isOwner={isOwner}
                onRole={(role) => change.mutate({ user: each.user_id, version: each.version, role })}
                onRemove={() => remove.mutate(each.user_id)}
              />
            ))}
          </Stack>
        )}
      </Loaded>
      {isOwner && <Invitations avee={avee.id} />}
    </Container>
  );
}

function useTeam(avee: string, me: string | undefined) {
  const navigate = useNavigate();
  const query = useQuery({
    queryKey: keys.team(avee),
    queryFn: () => unwrap(api.GET("/avees/{avee_id}/team", { params: { path: { avee_id: avee } } })),
  });
  const reload = () => void queryClient.invalidateQueries({ queryKey: keys.team(avee) });
  const change = useMutation({
    mutationFn: ({ user, version, role }: { user: string; version: number; role: Role }) =>
      unwrap(
        api.PUT("/avees/{avee_id}/team/{user_id}", {
          params: { path: { avee_id: avee, user_id: user }, header: ifMatch(version) },
          body: { role },
        }),
      ),
    onSettled: reload,
  });
  const remove = useMutation({
    mutationFn: (user: string) =>
      unwrap(api.DELETE("/avees/{avee_id}/team/{user_id}", { params: { path: { avee_id: avee, user_id: user } } })),
    onSuccess: async (_, user) => {
      if (user !== me) return;
      await navigate({ to: "/my-agents" });
      await queryClient.invalidateQueries({ queryKey: keys.avees });
    },
    onSettled: reload,
  });
  return { query, change, remove };
}

interface RowProps {
  teammate: Teammate;
  isMe: boolean;
  isOwner: boolean;
  onRole: (role: Role) => void;
  onRemove: () => void;
}

function Row({ teammate, isMe, isOwner, onRole, onRemove }: RowProps) {
  const { display_name: name, handle, role } = teammate;
  return (
    <Paper withBorder p="sm" component="li">
      <Group justify="space-between" gap="sm">
        <div style={{ minWidth: 0 }}>
          <PersonText fw={600} size="sm">
            {name}
          </PersonText>
          <Text size="xs" c="dimmed">
            @{handle}
            {isMe ? " · you" : ""}
          </Text>
        </div>
        <Group gap="xs">
          {isOwner && role !== "owner" ? (
            <Select
              size="xs"
              w={130}
              aria-label={`Role of ${name}`}
              allowDeselect={false}
              data={GIVEN.map((value) => ({ value, label: ROLES[value].label }))}
              value={role}
              onChange={(value) => onRole(value as Role)}
            />
          ) : (
            <Badge variant="light" tt="none">
              {ROLES[role].label}
            </Badge>
          )}
          {role !== "owner" && (isOwner || isMe) && (
            <Button size="xs" variant="default" onClick={onRemove} aria-label={isMe ? undefined : `Remove ${name}`}>
              {isMe ? "Leave the team" : "Remove"}
            </Button>
          )}
        </Group>
      </Group>
      <Text size="xs" c="dimmed" mt={4}>
        {ROLES[role].label}: {ROLES[role].may}.
      </Text>
    </Paper>
  );
}

const MAILED = { waiting: "the mail is on its way", sent: "mailed", failed: "the mail failed", dropped: "not mailed" };

function Invitations({ avee }: { avee: string }) {
  const query = useQuery({
    queryKey: keys.invitations(avee),
    queryFn: () => unwrap(api.GET("/avees/{avee_id}/invitations", { params: { path: { avee_id: avee } } })),
  });
  const reload = () => void queryClient.invalidateQueries({ queryKey: keys.invitations(avee) });
  const withdraw = useMutation({
    mutationFn: (id: string) =>
      unwrap(
        api.DELETE("/avees/{avee_id}/invitations/{invitation_id}", {
          params: { path: { avee_id: avee, invitation_id: id } },
        }),
      ),
    onSettled: reload,
  });
  return (
    <Stack mt="xl" gap="sm">
      <Title order={2} size="h4">
        Invite somebody
      </Title>
      <Invite avee={avee} onSent={reload} />
      <ProblemText error={withdraw.error} />
      {query.data?.items.map((each) => (
        <Group key={each.id} justify="space-between" gap="xs" component="section" aria-label={each.email}>
          <Text size="sm" style={{ overflowWrap: "anywhere" }}>
            {each.email}{" "}
            <Text span size="xs" c="dimmed">
              {ROLES[each.role].label.toLowerCase()}, {MAILED[each.mail_status]}, until {date(each.expires_at)}
            </Text>
          </Text>
          <Button size="compact-xs" variant="default" onClick={() => withdraw.mutate(each.id)}>
            Withdraw
          </Button>
        </Group>
      ))}
    </Stack>
  );
}
