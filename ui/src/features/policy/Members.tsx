/** People with a tier or a layer of their own, and adding a person by their handle. */
import { Button, Container, Group, Paper, Select, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { api, ifMatch, type Schema, unwrap } from "~/shared/api";
import { keys, queryClient } from "~/shared/queries";
import { plural } from "~/shared/time";
import { submitTo } from "~/shared/ui/forms";
import { useTitle } from "~/shared/ui/Page";
import { PersonText } from "~/shared/ui/PersonText";
import { ProblemAlert, ProblemText } from "~/shared/ui/ProblemAlert";
import { Empty, Loaded } from "~/shared/ui/states";
import { includes } from "~/shared/team/roles";
import { useAgent } from "~/shared/useAgent";

type Member = Schema<"MemberOut">;
type Access = Pick<Member, "tier" | "layer">;
const TIERS: { value: Member["tier"]; label: string }[] = [
  { value: "free", label: "Free" },
  { value: "follower", label: "Follower" },
  { value: "paid", label: "Paid" },
];
const LAYERS: { value: Member["layer"]; label: string }[] = [
  { value: "public", label: "Public" },
  { value: "friends", label: "Friends" },
  { value: "intimate", label: "Intimate" },
];

export function Members() {
  useTitle("Members");
  const { id, role } = useAgent();
  const { query, save } = useMembers(id);
  const mayEdit = includes(role, "editor");
  return (
    <Container size="lg" px={0} py="lg">
      <Title order={1} size="h3">
        Members
      </Title>
      <Text c="dimmed" mb="md">
        The tier decides whether a person may send you questions. The layer decides how private the knowledge is that a
        person may see. Everyone who is not a member has the tier “Free” and the layer “Public”.
      </Text>
      {query.data && <Guests guests={query.data.guests} />}
      {mayEdit && <AddMember onAdd={(user) => save.mutate({ user, tier: "follower", layer: "public" })} />}
      <ProblemAlert error={save.error} my="sm" />
      <Loaded query={query}>
        {(page) =>
          page.items.length === 0 ? (
            <Empty title="No members yet">{mayEdit && "Add a person by their handle."}</Empty>
          ) : (
            <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: "none" }} aria-label="Members">
              {page.items.map((each) => (
                <MemberRow
                  key={each.user_id}
                  member={each}
                  mayEdit={mayEdit}
                  onChange={(access) => save.mutate({ user: each.user_id, version: each.version, ...access })}
                />
              ))}
            </Stack>
          )
        }
      </Loaded>
    </Container>
  );
}

/** People without an account have no names, so they are only counted. */
function Guests({ guests }: { guests: Schema<"AskingGuestsOut"> }) {
  if (guests.people === 0) return null;
  return (
    <Text size="sm" mb="sm" role="status">
      {`${plural(guests.people, "guest")} without an account asked ${plural(guests.questions, "question")}.`}
    </Text>
  );
}

function useMembers(avee: string) {
  const query = useQuery({
    queryKey: keys.members(avee),
    queryFn: () => unwrap(api.GET("/avees/{avee_id}/members", { params: { path: { avee_id: avee } } })),
  });
  const save = useMutation({
    // Without a version it is a new member, and nobody who is one already is changed.
    mutationFn: ({ user, version = 0, ...access }: Access & { user: string; version?: number }) =>
      unwrap(
        api.PUT("/avees/{avee_id}/members/{user_id}", {
          params: { path: { avee_id: avee, user_id: user }, header: ifMatch(version) },
          body: access,
        }),
      ),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: keys.members(avee) }),
  });
  return { query, save };
}

interface RowProps {
  member: Member;
  mayEdit: boolean;
  onChange: (access: Access) => void;
}

function MemberRow({ member, mayEdit, onChange }: RowProps) {
  const { display_name: name, handle, tier, layer } = member;
  return (
    <Paper withBorder p="sm" component="li">
      <Group justify="space-between" gap="sm">
        <div>
          <PersonText fw={600} size="sm">
            {name}
          </PersonText>
          <Text size="xs" c="dimmed">
            @{handle}
          </Text>
        </div>
        <Group gap="xs" wrap="nowrap">
          <Select
            size="xs"
            w={124}
            label="Tier"
            disabled={!mayEdit}
            aria-label={`Tier of ${name}`}
            allowDeselect={false}
            data={TIERS}
            value={tier}
            onChange={(value) => onChange({ layer, tier: value as Member["tier"] })}
          />
          <Select
            size="xs"
            w={124}
            label="Layer"
            disabled={!mayEdit}
            aria-label={`Layer of ${name}`}
            allowDeselect={false}
            data={LAYERS}
            value={layer}
            onChange={(value) => onChange({ tier, layer: value as Member["layer"] })}
          />
        </Group>
      </Group>
    </Paper>
  );
}

function AddMember({ onAdd }: { onAdd: (user: string) => void }) {
  const [handle, setHandle] = useState("");
  const find = useMutation({
    mutationFn: () =>
      unwrap(api.GET("/users/{handle}", { params: { path: { handle: handle.trim().replace(/^@/, "") } } })),
    onSuccess: (profile) => {
      onAdd(profile.id);
      setHandle("");
    },
  });
  return (
    <Stack component="form" gap="xs" mb="md" onSubmit={submitTo(() => find.mutate())}>
      <Group align="flex-end" gap="xs">
        <TextInput
          label="Add by handle"
          leftSection="@"
          autoCapitalize="none"
          value={handle}
          onChange={(event) => setHandle(event.currentTarget.value)}
          required
        />
        <Button type="submit" loading={find.isPending}>
          Add as follower
        </Button>
      </Group>
      <ProblemText error={find.error} />
    </Stack>
  );
}
