import { Alert, Button, Container, Group, Paper, Select, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { api, asProblem, type Schema, unwrap } from "~/shared/api";
import { keys, queryClient } from "~/shared/queries";
import { useAgent } from "~/shared/useAgent";
import { useTitle } from "~/shared/ui/Page";
import { Empty, Loaded } from "~/shared/ui/states";

type Member = Schema<"MemberOut">;
type Standing = Pick<Member, "tier" | "layer">;
const TIERS = [
  { value: "free", label: "Free" },
  { value: "follower", label: "Follower" },
  { value: "paid", label: "Paying" },
];
const LAYERS = [
  { value: "public", label: "Public" },
  { value: "friends", label: "Friend" },
  { value: "intimate", label: "Intimate" },
];

export function Members() {
  useTitle("Members");
  const avee = useAgent();
  const query = useQuery({
    queryKey: keys.members(avee.id),
    queryFn: () => unwrap(api.GET("/avees/{avee_id}/members", { params: { path: { avee_id: avee.id } } })),
  });
  const save = useMutation({
    mutationFn: ({ user, ...standing }: Standing & { user: string }) =>
      unwrap(
        api.PUT("/avees/{avee_id}/members/{user_id}", {
          params: { path: { avee_id: avee.id, user_id: user } },
          body: standing,
        }),
      ),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: keys.members(avee.id) }),
  });
  return (
    <Container size="lg" px={0} py="lg">
      <Title order={1} size="h3">
        Members
      </Title>
      <Text c="dimmed" mb="md">
        The tier says who may put questions to you; the layer says how private the knowledge is that they are told of.
        Everyone else is free and public.
      </Text>
      <Add onAdd={(user) => save.mutate({ user, tier: "follower", layer: "public" })} />
      {save.isError && (
        <Alert color="red" role="alert" my="sm">
          {asProblem(save.error).message}
        </Alert>
      )}
      <Loaded query={query}>
        {(page) =>
          page.items.length === 0 ? (
            <Empty title="No members yet">Add somebody by their handle.</Empty>
          ) : (
            <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: "none" }} aria-label="Members">
              {page.items.map((each) => (
                <Paper key={each.user_id} withBorder p="sm" component="li">
                  <Group justify="space-between" gap="sm">
                    <div>
                      <Text fw={600} size="sm">
                        {each.display_name}
                      </Text>
                      <Text size="xs" c="dimmed">
                        @{each.handle}
                      </Text>
                    </div>
                    <Group gap="xs" wrap="nowrap">
                      <Select
                        size="xs"
                        w={124}
                        label="Tier"
                        aria-label={`Tier of ${each.display_name}`}
                        allowDeselect={false}
                        data={TIERS}
                        value={each.tier}
                        onChange={(value) =>
                          save.mutate({ user: each.user_id, layer: each.layer, tier: value as Member["tier"] })
                        }
                      />
                      <Select
                        size="xs"
                        w={124}
                        label="Layer"
                        aria-label={`Layer of ${each.display_name}`}
                        allowDeselect={false}
                        data={LAYERS}
                        value={each.layer}
                        onChange={(value) =>
                          save.mutate({ user: each.user_id, tier: each.tier, layer: value as Member["layer"] })
                        }
                      />
                    </Group>
                  </Group>
                </Paper>
              ))}
            </Stack>
          )
        }
      </Loaded>
    </Container>
  );
}

function Add({ onAdd }: { onAdd: (user: string) => void }) {
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
    <Stack
      component="form"
      gap="xs"
      mb="md"
      onSubmit={(event) => {
        event.preventDefault();
        find.mutate();
      }}
    >
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
      {find.isError && (
        <Text size="sm" c="red" role="alert">
          {asProblem(find.error).message}
        </Text>
      )}
    </Stack>
  );
}
