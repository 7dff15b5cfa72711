/** What this is, and, where the demo is served, a way straight into it. */
import {
  Alert,
  Anchor,
  Badge,
  Button,
  Card,
  Container,
  Group,
  SimpleGrid,
  Stack,
  Text,
  ThemeIcon,
  Title,
} from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";

import type { Schema } from "~/shared/api";
import { asProblem } from "~/shared/api";
import { PATHS, type PathLetter } from "~/shared/routing/paths";
import { demoQuery, meQuery } from "~/shared/queries";
import { signIn } from "~/shared/session";
import { useTitle } from "~/shared/ui/Page";

const WHEN: Record<PathLetter, string> = {
  A: "The documents say it: quoted at once, with the source.",
  B: "Too little to go on: one question back.",
  C: "Asked before: the creator's own earlier answer, dated.",
  D: "New: an offer to ask the creator, with how long it takes.",
  E: "Accepted: it is in the creator's inbox, and the answer serves everyone after.",
  F: "Not now, or not here: the reason, and when that changes.",
};

export function Landing() {
  useTitle("Welcome");
  const { data: me, isPending } = useQuery(meQuery);
  const { data: demo } = useQuery(demoQuery);
  return (
    <Container size="lg" py={{ base: "xl", sm: 56 }}>
      <Stack gap="md" maw={720}>
        <Title order={1} fz={{ base: 30, sm: 42 }} lh={1.15}>
          Answer each question once.
        </Title>
        <Text size="lg">
          Your agent answers your audience from what you wrote, asks you only what is worth it, and gives each answer of
          yours to everyone who asks the same thing later.
        </Text>
        {/* Its place is kept until it is known who is here: a member is not asked to sign up. */}
        <Group style={isPending ? { visibility: "hidden" } : undefined}>
          {me ? (
            <>
              <Button component={Link} to="/messages">
                Messages
              </Button>
              <Button component={Link} to="/my-agents" variant="default">
                My agents
              </Button>
            </>
          ) : (
            <>
              <Button component={Link} to="/sign-up">
                Create your agent
              </Button>
              <Button component={Link} to="/sign-in" variant="default">
                Sign in
              </Button>
            </>
          )}
        </Group>
      </Stack>
      {demo && demo.people.length > 0 && <Demo demo={demo} />}
      <Title order={2} size="h3" mt={48} mb="md">
        Every message takes one of six ways
      </Title>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }}>
        {(Object.keys(WHEN) as PathLetter[]).map((path) => {
          const { label, color, icon: Icon } = PATHS[path];
          return (
            <Card key={path} withBorder>
              <Group gap="sm" mb={6} wrap="nowrap">
                <ThemeIcon color={color} variant="light" aria-hidden>
                  <Icon size={16} />
                </ThemeIcon>
                <Text fw={600}>{label}</Text>
              </Group>
              <Text size="sm" c="dimmed">
                {WHEN[path]}
              </Text>
            </Card>
          );
        })}
      </SimpleGrid>
      <Text mt="xl" size="sm" c="dimmed">
        For programs: everything here is also an{" "}
        <Anchor href="/docs" inherit underline="always">
          HTTP API
        </Anchor>
        .
      </Text>
    </Container>
  );
}

function Demo({ demo }: { demo: Schema<"DemoOut"> }) {
  const navigate = useNavigate();
  const [chosen, setChosen] = useState("");
  const enter = useMutation({
    mutationFn: async (person: Schema<"DemoPersonOut">) => {
      setChosen(person.email);
      await signIn(person.email, demo.password ?? "");
      if (person.tier === null) await navigate({ to: "/messages/escalations" });
      else await navigate({ to: "/@{$handle}", params: { handle: demo.agent_handle ?? "" } });
    },
  });
  return (
    <Card withBorder mt="xl" component="section" aria-labelledby="demo">
      <Title order={2} size="h4" id="demo">
        Look around in the demo
      </Title>
      <Text c="dimmed" size="sm" mb="md">
        Sign in as one of its people; nothing to type. Open two windows to see both sides at once.
      </Text>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }}>
        {demo.people.map((person) => (
          <Button
            key={person.email}
            variant="default"
            h="auto"
            py="sm"
            loading={enter.isPending && chosen === person.email}
            onClick={() => enter.mutate(person)}
          >
            <Stack gap={4} align="center">
              <Text fw={600} size="sm">
                {person.display_name}
              </Text>
              <Badge variant="light" tt="none" color={person.tier ? "gray" : "indigo"}>
                {person.tier ? `asks, ${person.tier}` : "the creator"}
              </Badge>
            </Stack>
          </Button>
        ))}
      </SimpleGrid>
      {enter.isError && (
        <Alert mt="sm" color="red" role="alert">
          {asProblem(enter.error).message}
        </Alert>
      )}
    </Card>
  );
}
