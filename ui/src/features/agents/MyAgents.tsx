import { Button, Card, Group, SimpleGrid, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { IconPlus, IconRobot } from "@tabler/icons-react";

import type { Schema } from "~/shared/api";
import { aveesQuery } from "~/shared/queries";
import { Page } from "~/shared/ui/Page";
import { PersonText, PersonTitle } from "~/shared/ui/PersonText";
import { Empty, Loaded } from "~/shared/ui/states";

/** The last part of each page's address, and the text of its link. */
const LINKS = [
  ["orchestrator", "Rules and metrics"],
  ["knowledge", "Knowledge"],
  ["decisions", "Decisions"],
  ["agent", "Edit"],
] as const;

export function MyAgents() {
  const query = useQuery(aveesQuery);
  const create = (
    <Button component={Link} to="/my-agents/new" leftSection={<IconPlus size={16} aria-hidden />}>
      New agent
    </Button>
  );
  return (
    <Page title="My agents" actions={query.data?.length ? create : undefined}>
      <Loaded query={query}>
        {(avees) =>
          avees.length === 0 ? (
            <Empty title="No agent yet" icon={<IconRobot size={36} aria-hidden />}>
              <Text mb="md">
                An agent answers for you from your documents and your earlier answers. You create one in three steps.
              </Text>
              {create}
            </Empty>
          ) : (
            <SimpleGrid cols={{ base: 1, sm: 2 }}>
              {avees.map((each) => (
                <AgentCard key={each.id} avee={each} />
              ))}
            </SimpleGrid>
          )
        }
      </Loaded>
    </Page>
  );
}

function AgentCard({ avee }: { avee: Schema<"AveeOut"> }) {
  return (
    <Card withBorder component="article">
      <PersonTitle order={2} size="h4">
        {avee.display_name}
      </PersonTitle>
      <Text size="sm">
        <Link className="link" to="/@{$handle}" params={{ handle: avee.handle }}>
          @{avee.handle}
        </Link>
      </Text>
      {avee.persona && (
        <PersonText size="sm" c="dimmed" mt="xs" className="clamp">
          {avee.persona}
        </PersonText>
      )}
      <Group mt="md" gap="xs">
        {LINKS.map(([page, label], at) => (
          <Button
            key={page}
            component={Link}
            to={`/my-agents/${avee.handle}/${page}`}
            size="xs"
            variant={at === 0 ? "filled" : "default"}
          >
            {label}
          </Button>
        ))}
      </Group>
    </Card>
  );
}
