/** An agent's public page: who its creator is, and a field for the first question, with or without an account. */
import { Anchor, Avatar, Button, Container, Group, Paper, Stack, Text, Textarea } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { Navigate, useNavigate, useParams } from "@tanstack/react-router";

import { api, asProblem, type Schema, unwrap } from "~/shared/api";
import { keys, meQuery, profileQuery, queryClient } from "~/shared/queries";
import { submitTo } from "~/shared/ui/forms";
import { PersonName, PersonTitle } from "~/shared/ui/PersonText";
import { useTitle } from "~/shared/ui/Page";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";
import { enterAsGuest } from "~/shared/session";
import { plural } from "~/shared/time";
import { useSearchParam } from "~/shared/useSearchParam";
import { useDraft } from "~/shared/drafts";
import { Empty, Loaded } from "~/shared/ui/states";
import { BecomeMember } from "~/features/chat/BecomeMember";
import { send } from "~/features/chat/outbox";

export function AgentProfile() {
  const { handle } = useParams({ from: "/@{$handle}" });
  useTitle(`@${handle}`);
  const query = useQuery(profileQuery(handle));
  if (query.isError && asProblem(query.error).status === 404)
    return <Empty title="There is no agent with this name">Check the link that you used.</Empty>;
  return (
    <Container size="sm" py="xl">
      <Loaded query={query}>
        {(avee) =>
          // The agent may have another handle by now, to which the server sent the request on.
          avee.handle === handle ? (
            <FirstQuestion avee={avee} />
          ) : (
            <Navigate to="/@{$handle}" params={{ handle: avee.handle }} replace />
          )
        }
      </Loaded>
    </Container>
  );
}

/** Takes over the question that somebody wrote below a published answer. A draft that was begun here stays. */
function useQuestionAlong(draft: string, setDraft: (text: string) => void) {
  const [asked, setAsked] = useSearchParam("ask");
  useEffect(() => {
    if (!asked) return;
    if (!draft.includes(asked)) setDraft([draft.trim(), asked.trim()].filter(Boolean).join("\n\n").slice(0, 8000));
    setAsked(null);
  }, [asked, setAsked, draft, setDraft]);
}

function FirstQuestion({ avee }: { avee: Schema<"PublicAveeOut"> }) {
  const { data: me } = useQuery(meQuery);
  const navigate = useNavigate();
  const [draft, setDraft] = useDraft(`profile:${avee.handle}`);
  useQuestionAlong(draft, setDraft);
  const start = useMutation({
    mutationFn: async (kind: "agent" | "direct") => {
      // A person may press the button before the page knows who they are.
      const who = await queryClient.ensureQueryData(meQuery);
      const isStranger = !who || (who.guest_of !== null && who.guest_of !== avee.id);
      if (isStranger && !avee.takes_guests) {
        await navigate({ to: "/sign-in", search: { then: `/@${avee.handle}` } });
        return;
      }
      if (isStranger) await enterAsGuest(avee.handle);
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
        <Avatar src={avee.creator_avatar} size="lg" radius="xl" color="indigo" name={avee.creator_name} aria-hidden />
        <div>
          <PersonTitle order={1} size="h2">
            {avee.display_name}
          </PersonTitle>
          <Text c="dimmed">
            @{avee.handle} · the agent of <PersonName>{avee.creator_name}</PersonName>
          </Text>
        </div>
      </Group>
      <Text>
        The agent answers at once from what <PersonName>{avee.creator_name}</PersonName> wrote or answered before, and
        names its sources. It offers to pass new questions on. <PersonName>{avee.creator_name}</PersonName> and whoever
        helps with the agent can read what you write here.
      </Text>
      <Text size="sm" c="dimmed">
        {avee.retention_days > 0
          ? `Messages are kept for ${plural(avee.retention_days, "day")}, then they are deleted.`
          : "Messages are kept until you erase the conversation."}
      </Text>
      <Anchor href={`/@${avee.handle}/answers`}>Published answers</Anchor>
      <Paper withBorder p="md" component="form" onSubmit={submitTo(() => start.mutate("agent"))}>
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
          <ProblemAlert error={start.error} />
          <Group justify="space-between">
            <Button type="submit" loading={start.isPending}>
              {me === null && !avee.takes_guests ? "Sign in and ask" : "Ask"}
            </Button>
            {(me === null || me?.guest_of) && avee.takes_guests && (
              <Text size="sm" c="dimmed">
                No account needed.
              </Text>
            )}
            {me && !me.guest_of && avee.takes_direct_messages && (
              <Button variant="subtle" loading={start.isPending} onClick={() => start.mutate("direct")}>
                <span>
                  Write to <PersonName>{avee.creator_name}</PersonName> directly
                </span>
              </Button>
            )}
          </Group>
        </Stack>
      </Paper>
      {me && !me.guest_of && <BecomeMember avee={avee.id} handle={avee.handle} />}
    </Stack>
  );
}
