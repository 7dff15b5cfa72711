/** Where the link at the end of a mail leads: ends mails of its kind, without a sign-in, and begins them again. */
import { Alert, Button, Container, Paper, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";

import { KIND_OF_MAIL } from "~/features/notifying/kindsOfMail";
import { api, type Schema, unwrap } from "~/shared/api";
import { queryClient } from "~/shared/queries";
import { useTitle } from "~/shared/ui/Page";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";
import { Loaded } from "~/shared/ui/states";

export function Unsubscribe() {
  useTitle("Mails you get");
  const { token } = useParams({ from: "/unsubscribe/$token" });
  const key = ["mail-subscription", token];
  const path = { token };
  const query = useQuery({
    queryKey: key,
    queryFn: () => unwrap(api.GET("/mail-subscriptions/{token}", { params: { path } })),
  });
  const save = useMutation({
    mutationFn: (isWanted: boolean) =>
      unwrap(api.PUT("/mail-subscriptions/{token}", { params: { path }, body: { is_wanted: isWanted } })),
    onSuccess: (saved) => queryClient.setQueryData<Schema<"SubscriptionOut">>(key, saved),
  });
  return (
    <Container size={440} py="xl">
      <Title order={1} size="h2" mb="md">
        Mails you get
      </Title>
      <Paper withBorder p="lg">
        <Loaded query={query}>
          {({ kind, is_wanted: isWanted }) => (
            <Stack>
              <Text fw={600}>{KIND_OF_MAIL[kind]}</Text>
              {isWanted ? (
                <Text size="sm">These are mailed to you.</Text>
              ) : (
                <Alert color="teal" role="status">
                  No more mails of this kind come to you. Others stay as they are.
                </Alert>
              )}
              <ProblemAlert error={save.error} />
              <Button
                variant={isWanted ? "filled" : "default"}
                loading={save.isPending}
                onClick={() => save.mutate(!isWanted)}
              >
                {isWanted ? "No more mails of this kind" : "Send them again"}
              </Button>
            </Stack>
          )}
        </Loaded>
      </Paper>
      <Text mt="md" size="sm">
        <Link className="link" to="/settings">
          All your settings
        </Link>
      </Text>
    </Container>
  );
}
