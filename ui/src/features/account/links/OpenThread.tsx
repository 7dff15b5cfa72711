/** Where a mailed link to a guest's conversation leads. A press opens it, as programs open every link of a mail. */
import { Alert, Button, Container, Paper, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";

import { api, asProblem, unwrap } from "~/shared/api";
import { meQuery } from "~/shared/queries";
import { returnByLink } from "~/shared/session";
import { PersonName } from "~/shared/ui/PersonText";
import { useTitle } from "~/shared/ui/Page";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";

export function OpenThread() {
  useTitle("Your conversation");
  const { token, conversation } = useParams({ from: "/open-thread/$token/$conversation" });
  const { data: me } = useQuery(meQuery);
  const navigate = useNavigate();
  const open = useMutation({
    mutationFn: async () => {
      await returnByLink(token);
      await navigate({ to: "/messages/$conversation", params: { conversation } });
    },
  });
  const isDead = open.isError && !asProblem(open.error).isPassing;
  return (
    <Container size={440} py="xl">
      <Title order={1} size="h2" mb="md">
        Your conversation
      </Title>
      {isDead ? (
        <NewLink error={open.error} token={token} conversation={conversation} isGuest={Boolean(me?.guest_of)} />
      ) : (
        <Paper withBorder p="lg">
          <Stack>
            <Text size="sm">This link opens your conversation in this browser, once.</Text>
            {me && !me.guest_of && (
              <Text size="sm">
                You are signed in as <PersonName>{me.display_name}</PersonName>; opening it signs you out here.
              </Text>
            )}
            <ProblemAlert error={open.error} />
            <Button loading={open.isPending} onClick={() => open.mutate()}>
              Open the conversation
            </Button>
          </Stack>
        </Paper>
      )}
    </Container>
  );
}

interface NewLinkProps {
  error: unknown;
  token: string;
  conversation: string;
  isGuest: boolean;
}

function NewLink({ error, token, conversation, isGuest }: NewLinkProps) {
  const renew = useMutation({
    mutationFn: () => unwrap(api.POST("/guest-links/{token}/renewals", { params: { path: { token } } })),
  });
  const problem = asProblem(error);
  return (
    <Alert color="orange" role="alert" title="This link does not work any more">
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{problem.message}</Text>
        {renew.isSuccess && (
          <Text size="sm" fw={600} role="status">
            We mailed a new link to the address that this one came to.
          </Text>
        )}
        <ProblemAlert error={renew.error} />
        {problem.status === 409 && !renew.isSuccess && (
          <Button size="xs" loading={renew.isPending} onClick={() => renew.mutate()}>
            Mail me a new link
          </Button>
        )}
        {isGuest && (
          <Button component={Link} to={`/messages/${conversation}`} size="xs" variant="default">
            Open the conversation in this browser
          </Button>
        )}
        {!isGuest && (
          <Link className="link" to="/sign-in" search={{ then: `/messages/${conversation}` }}>
            <Text span size="sm">
              I have an account now
            </Text>
          </Link>
        )}
      </Stack>
    </Alert>
  );
}
