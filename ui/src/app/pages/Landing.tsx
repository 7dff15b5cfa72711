/** The start page: what the product does, and a quick way into the demo where the server has one. */
import {
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
import { demoQuery, meQuery } from "~/shared/queries";
import { type PathLetter, PATHS } from "~/shared/routing/paths";
import { signIn } from "~/shared/session";
import { useTitle } from "~/shared/ui/Page";
import { PersonText } from "~/shared/ui/PersonText";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";

const DESCRIPTIONS: Record<PathLetter, string> = {
  A: "The documents answer it. The asker gets a quote at once, with its source.",
  B: "The message says too little. The agent asks one question back.",
  C: "The creator answered it before. The asker gets that answer, with its date.",
  D: "The question is new. The agent offers to ask the creator, and says how long that takes.",
  E: "The asker accepted the offer. The creator’s answer will serve everyone who asks the same question later.",
  F: "The agent may not answer now. It gives the reason, and says when that changes.",
};

export function Landing() {
  useTitle("Welcome");
  const { data: demo } = useQuery(demoQuery);
  return (
    <Container size="lg" py={{ base: "xl", sm: 56 }}>
      <Stack gap="md" maw={720}>
        <Title order={1} fz={{ base: 30, sm: 42 }} lh={1.15}>
          Answer each question once.
        </Title>
        <Text size="lg">
          Your agent answers your audience from your documents. It asks you only the questions that are worth your time,
          and gives each of your answers to everyone who asks the same question later.
        </Text>
        <FirstSteps />
      </Stack>
      {demo && demo.people.length > 0 && <Demo demo={demo} />}
      <SixPaths />
      <Text mt="xl" size="sm" c="dimmed">
        For programs: everything here is also available through an{" "}
        <Anchor href="/docs" inherit underline="always">
          HTTP API
        </Anchor>
        .
      </Text>
    </Container>
  );
}

/** Hidden, with its space kept, until it is known whether somebody is signed in. */
function FirstSteps() {
  const { data: me, isPending } = useQuery(meQuery);
  return (
    <Group style={isPending ? { visibility: "hidden" } : undefined}>
      {me && !me.guest_of ? (
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
  );
}

function SixPaths() {
  return (
    <>
      <Title order={2} size="h3" mt={48} mb="md">
        Every message takes one of six paths
      </Title>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }}>
        {(Object.keys(PATHS) as PathLetter[]).map((path) => {
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
                {DESCRIPTIONS[path]}
              </Text>
            </Card>
          );
        })}
      </SimpleGrid>
    </>
  );
}

function Demo({ demo }: { demo: Schema<"DemoOut"> }) {
  const navigate = useNavigate();
  const [chosen, setChosen] = useState("");
  const enter = useMutation({
    mutationFn: async (person: Schema<"DemoPersonOut">) => {
      setChosen(person.email);
      await signIn(person.email, demo.password ?? "");
      // Only the creator has no tier.
      if (person.tier === null) await navigate({ to: "/messages/escalations" });
      else await navigate({ to: "/@{$handle}", params: { handle: demo.agent_handle ?? "" } });
    },
  });
  return (
    <Card withBorder mt="xl" component="section" aria-labelledby="demo">
      <Title order={2} size="h4" id="demo">
        Try the demo
      </Title>
      <Text c="dimmed" size="sm" mb="md">
        Sign in as one of these people with one press. Open two windows to see both sides at once.
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
              <PersonText fw={600} size="sm">
                {person.display_name}
              </PersonText>
              <Badge variant="light" tt="none" color={person.tier ? "gray" : "indigo"}>
                {person.tier ? `asker, ${person.tier}` : "creator"}
              </Badge>
            </Stack>
          </Button>
        ))}
      </SimpleGrid>
      <ProblemAlert error={enter.error} mt="sm" />
    </Card>
  );
}
