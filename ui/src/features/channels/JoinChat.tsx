/** Where the link leads that an agent sent in a channel: whose chat it is, and joining it to the account. */
import { Alert, Button, Container, Paper, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";

import { api, asProblem, type Schema, unwrap } from "~/shared/api";
import { meQuery } from "~/shared/queries";
import { useTitle } from "~/shared/ui/Page";
import { PersonName } from "~/shared/ui/PersonText";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";
import { Loading } from "~/shared/ui/states";
import { KINDS } from "~/features/channels/kinds";

export function JoinChat() {
  useTitle("Join a chat");
  const { token } = useParams({ from: "/signed-in/join-chat/$token" });
  const query = useQuery({
    queryKey: ["channel-link", token],
    queryFn: () => unwrap(api.GET("/channel-links/{token}", { params: { path: { token } } })),
    retry: (count, error) => asProblem(error).isPassing && count < 3,
  });
  return (
    <Container size={480} py="xl">
      <Title order={1} size="h2" mb="md">
        Join a chat to your account
      </Title>
      {query.isPending && <Loading />}
      <ProblemAlert error={query.error} title="This link does not work any more" color="orange" />
      {query.data && <Confirm token={token} chat={query.data} />}
    </Container>
  );
}

function Confirm({ token, chat }: { token: string; chat: Schema<"ChannelLinkOut"> }) {
  const { data: me } = useQuery(meQuery);
  const join = useMutation({
    mutationFn: () => unwrap(api.PUT("/channel-links/{token}", { params: { path: { token } } })),
  });
  if (join.isSuccess)
    return (
      <Alert color="teal" title="Joined" role="status">
        What you asked <PersonName>{chat.agent}</PersonName> in {KINDS[chat.kind].label} is among your messages here,
        and so is what you ask there from now on.
      </Alert>
    );
  return (
    <Paper withBorder p="lg">
      <Stack>
        <Text>
          <PersonName>{chat.person}</PersonName> in {KINDS[chat.kind].label} {chat.name && `(${chat.name}) `}asked{" "}
          <PersonName>{chat.agent}</PersonName>. Are you this person?
        </Text>
        <Text size="sm" c="dimmed">
          Their conversations with the agent become yours. If somebody else sent you this link, close this page: they
          would ask in your name.
        </Text>
        <ProblemAlert error={join.error} />
        <Button loading={join.isPending} onClick={() => join.mutate()}>
          Yes, join it to my account
        </Button>
        <Text size="xs" c="dimmed">
          You are signed in as {me?.email}.
        </Text>
      </Stack>
    </Paper>
  );
}
