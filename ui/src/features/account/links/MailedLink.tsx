/** Where a link of a mail leads that does one thing: it is done by a press, as programs open every link of a mail. */
import { Alert, Button, Container, Paper, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";

import { DeadLink } from "~/features/account/links/DeadLink";
import { asProblem } from "~/shared/api";
import { keys, meQuery, queryClient } from "~/shared/queries";
import { useTitle } from "~/shared/ui/Page";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";

interface Props {
  title: string;
  question: string;
  button: string;
  done: string;
  send: () => Promise<unknown>;
  /** Where somebody who is signed in goes on. */
  next: { to: "/settings" | "/messages"; label: string };
  /** Where a new link comes from. */
  renew: { at: "/forgot-password" | "/settings"; label: string };
}

export function MailedLink({ title, question, button, done, send, next, renew }: Props) {
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
        <DeadLink error={change.error} renewAt={renew.at} renew={renew.label} />
      ) : (
        <Paper withBorder p="lg">
          {change.isSuccess ? (
            <Stack>
              <Alert color="teal" role="status">
                {done}
              </Alert>
              <Button component={Link} to={me ? next.to : "/sign-in"}>
                {me ? next.label : "Sign in"}
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
