/** Where the link of an invitation leads: what it is for, and accepting it. */
import { Button, Container, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useLocation, useNavigate, useParams } from "@tanstack/react-router";

import { api, asProblem, type Schema, unwrap } from "~/shared/api";
import { keys, meQuery, queryClient } from "~/shared/queries";
import { useTitle } from "~/shared/ui/Page";
import { PersonName } from "~/shared/ui/PersonText";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";
import { Loading } from "~/shared/ui/states";
import { ROLES } from "~/shared/team/roles";

export function JoinTeam() {
  useTitle("Invitation");
  const { token } = useParams({ from: "/join-team/$token" });
  const query = useQuery({
    queryKey: ["invitation", token],
    queryFn: () => unwrap(api.GET("/invitations/{token}", { params: { path: { token } } })),
    retry: (count, error) => asProblem(error).isPassing && count < 3,
  });
  return (
    <Container size={480} py="xl">
      <Title order={1} size="h2" mb="md">
        Invitation
      </Title>
      {query.isPending && <Loading />}
      <ProblemAlert error={query.error} title="This invitation does not work any more" color="orange" />
      {query.data && <Offer token={token} invitation={query.data} />}
    </Container>
  );
}

function Offer({ token, invitation }: { token: string; invitation: Schema<"InvitedOut"> }) {
  const { data: me } = useQuery(meQuery);
  const here = useLocation().pathname;
  const navigate = useNavigate();
  const accept = useMutation({
    mutationFn: () => unwrap(api.PUT("/invitations/{token}", { params: { path: { token } } })),
    onSuccess: async (joined) => {
      await queryClient.invalidateQueries({ queryKey: keys.avees });
      await navigate({ to: `/my-agents/${joined.handle}/team` });
    },
  });
  const { role, agent, invited_by: inviter } = invitation;
  return (
    <Paper withBorder p="lg">
      <Stack>
        <Text>
          <PersonName>{inviter}</PersonName>{" "}
          {role === "owner" ? "wants to hand over to you: " : "invites you into the team of "}
          <PersonName>{agent}</PersonName>
          {role === "owner" ? "." : ` as ${ROLES[role].label.toLowerCase()}.`}
        </Text>
        <Text size="sm" c="dimmed">
          {role === "owner"
            ? "You become its owner, with its knowledge, rules and questions. The owner until now stays as an editor."
            : `${ROLES[role].label}: ${ROLES[role].may}.`}
        </Text>
        <ProblemAlert error={accept.error} />
        {me ? (
          <>
            <Button loading={accept.isPending} onClick={() => accept.mutate()}>
              {role === "owner" ? "Take the agent over" : "Join the team"}
            </Button>
            <Text size="xs" c="dimmed">
              You are signed in as {me.email}.
            </Text>
          </>
        ) : (
          <Group>
            <Button onClick={() => void navigate({ to: "/sign-in", search: { then: here } })}>Sign in to accept</Button>
            <Button variant="default" onClick={() => void navigate({ to: "/sign-up", search: { then: here } })}>
              Create an account
            </Button>
          </Group>
        )}
      </Stack>
    </Paper>
  );
}
