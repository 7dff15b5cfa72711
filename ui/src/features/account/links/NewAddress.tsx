/**
 * Where the links of mails about a change of the address lead: one makes the change, one undoes it, each by a press of
 * a button.
 */
import { Alert, Button, Container, Paper, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";

import { DeadLink } from "~/features/account/links/DeadLink";
import { api, asProblem, unwrap } from "~/shared/api";
import { keys, meQuery, queryClient } from "~/shared/queries";
import { useTitle } from "~/shared/ui/Page";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";

export function ConfirmNewAddress() {
  const { token } = useParams({ from: "/new-address/$token" });
  return (
    <AddressLink
      title="Your new address"
      question="Is the address to which this mail came yours? Then your account has it from now on."
      button="Use this address"
      done="Your account has its new address. For seven days, the change can be undone from a mail to the old one."
      send={() => unwrap(api.PUT("/email-changes/{token}", { params: { path: { token } } }))}
    />
  );
}

export function UndoAddress() {
  const { token } = useParams({ from: "/undo-address/$token" });
  return (
    <AddressLink
      title="Undo the change of your address"
      question="Your account gets its old address back. You are signed out everywhere and choose a new password."
      button="Undo the change"
      done="Your account has its old address back. We mailed you a link there by which you choose a new password."
      send={() => unwrap(api.PUT("/email-undos/{token}", { params: { path: { token } } }))}
    />
  );
}

interface Props {
  title: string;
  question: string;
  button: string;
  done: string;
  send: () => Promise<unknown>;
}

function AddressLink({ title, question, button, done, send }: Props) {
  useTitle(title);
  const { data: me } = useQuery(meQuery);
  const change = useMutation({
    mutationFn: send,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.me }),
  });
  const isDead = change.isError && !asProblem(change.error).isPassing;
  return (
    <Container size={440} py="xl">
      <Title order={1} size="h2" mb="md">
        {title}
      </Title>
      {isDead ? (
        <DeadLink error={change.error} renewAt="/settings" renew="Go to your settings" />
      ) : (
        <Paper withBorder p="lg">
          {change.isSuccess ? (
            <Stack>
              <Alert color="teal" role="status">
                {done}
              </Alert>
              <Button component={Link} to={me ? "/settings" : "/sign-in"}>
                {me ? "Go to your settings" : "Sign in"}
              </Button>
            </Stack>
          ) : (
            <Stack>
              <Text size="sm">{question}</Text>
              <ProblemAlert error={change.error} />
              <Button loading={change.isPending} onClick={() => change.mutate()}>
                {button}
              </Button>
            </Stack>
          )}
        </Paper>
      )}
    </Container>
  );
}
