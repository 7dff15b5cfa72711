/** An agent's public page: who it speaks for, and a first question. */
import { Alert, Avatar, Button, Container, Group, Paper, Stack, Text, Textarea, Title } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";

import { api, asProblem, type Schema, unwrap } from "~/shared/api";
import { keys, meQuery, profileQuery, queryClient } from "~/shared/queries";
import { useTitle } from "~/shared/ui/Page";
import { useDraft } from "~/shared/drafts";
import { Empty, Loaded } from "~/shared/ui/states";
import { send } from "~/features/chat/outbox";

export function Profile() {
  const { handle } = useParams({ from: "/@{$handle}" });
  useTitle(`@${handle}`);
  const query = useQuery(profileQuery(handle));
  if (query.isError && asProblem(query.error).status === 404)
    return <Empty title="There is no agent of this name">Check the link you were given.</Empty>;
  return (
    <Container size="sm" py="xl">
      <Loaded query={query}>{(avee) => <Asking avee={avee} />}</Loaded>
    </Container>
  );
}

function Asking({ avee }: { avee: Schema<"PublicAveeOut"> }) {
  const { data: me } = useQuery(meQuery);
  const navigate = useNavigate();
  const [draft, setDraft] = useDraft(`profile:${avee.handle}`);
  const start = useMutation({
    mutationFn: async (kind: "agent" | "direct") => {
      // Whoever is quicker than the page is waited for: only who is nobody signs in.
      if (!(await queryClient.ensureQueryData(meQuery))) {
        await navigate({ to: "/sign-in", search: { then: `/@${avee.handle}` } });
        return;
      }
      const conversation = await unwrap(api.POST("/conversations", { body: { avee_id: avee.id, kind } }));
      if (draft.trim()) send(conversation.id, kind, draft.trim());
      setDraft("");
      await queryClient.invalidateQueries({ queryKey: keys.conversations });
      await navigate({ to: "/messages/$conversation", params: { conversation: conversation.id } });
    },
  });
  return (
    <Stack gap="lg">
      <Group wrap="nowrap">
        <Avatar size="lg" radius="xl" color="indigo" name={avee.creator_name} aria-hidden />
        <div>
          <Title order={1} size="h2">
            {avee.display_name}
          </Title>
          <Text c="dimmed">
            @{avee.handle} · the agent of {avee.creator_name}
          </Text>
        </div>
      </Group>
      <Text>
        Ask away. What {avee.creator_name} has written or answered before, you get at once, with its source. What is
        new, the agent offers to pass on.
      </Text>
      <Paper
        withBorder
        p="md"
        component="form"
        onSubmit={(event) => {
          event.preventDefault();
          start.mutate("agent");
        }}
      >
        <Stack gap="sm">
          <Textarea
            label="Your question"
            autosize
            minRows={3}
            maxRows={10}
            maxLength={8000}
            value={draft}
            onChange={(event) => setDraft(event.currentTarget.value)}
          />
          {start.isError && (
            <Alert color="red" role="alert">
              {asProblem(start.error).message}
            </Alert>
          )}
          <Group justify="space-between">
            <Button type="submit" loading={start.isPending}>
              {me === null ? "Sign in and ask" : "Ask"}
            </Button>
            {me && (
              <Button variant="subtle" loading={start.isPending} onClick={() => start.mutate("direct")}>
                Write to {avee.creator_name} directly
              </Button>
            )}
          </Group>
        </Stack>
      </Paper>
    </Stack>
  );
}
