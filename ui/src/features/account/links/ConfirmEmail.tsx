/**
 * Where the link of a mail leads that confirms an address. It is a press of a button, as programs that look for harmful
 * links open every link of a mail.
 */
import { Alert, Button, Container, Paper, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";

import { DeadLink } from "~/features/account/links/DeadLink";
import { api, asProblem, unwrap } from "~/shared/api";
import { keys, meQuery, queryClient } from "~/shared/queries";
import { useTitle } from "~/shared/ui/Page";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";

export function ConfirmEmail() {
  useTitle("Confirm your address");
  const { token } = useParams({ from: "/confirm-email/$token" });
  const { data: me } = useQuery(meQuery);
  const confirm = useMutation({
    mutationFn: () => unwrap(api.PUT("/email-confirmations/{token}", { params: { path: { token } } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.me }),
  });
  const isDead = confirm.isError && !asProblem(confirm.error).isPassing;
  return (
    <Container size={440} py="xl">
      <Title order={1} size="h2" mb="md">
        Confirm your address
      </Title>
      {isDead && (
        <DeadLink
          error={confirm.error}
          renewAt={me ? "/settings" : "/forgot-password"}
          renew={me ? "Send a new link from your settings" : "Send a new link"}
        />
      )}
      {!isDead && (
        <Paper withBorder p="lg">
          {confirm.isSuccess ? (
            <Stack>
              <Alert color="teal" role="status">
                Thank you, your address is confirmed. Answers reach you by mail from now on.
              </Alert>
              <Button component={Link} to={me ? "/messages" : "/sign-in"}>
                {me ? "Go to your messages" : "Sign in"}
              </Button>
            </Stack>
          ) : (
            <Stack>
              <Text size="sm">Is the address to which this mail came yours? Then confirm it here.</Text>
              <ProblemAlert error={confirm.error} />
              <Button loading={confirm.isPending} onClick={() => confirm.mutate()}>
                Confirm the address
              </Button>
            </Stack>
          )}
        </Paper>
      )}
    </Container>
  );
}
