import { Button, Card, Group, SimpleGrid, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { IconPlus, IconRobot } from "@tabler/icons-react";

import { aveesQuery } from "~/shared/queries";
import { Page } from "~/shared/ui/Page";
import { Empty, Loaded } from "~/shared/ui/states";

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
                An agent answers for you from your documents and your earlier answers. It takes three steps.
              </Text>
              {create}
            </Empty>
          ) : (
            <SimpleGrid cols={{ base: 1, sm: 2 }}>
              {avees.map((each) => (
                <Card key={each.id} withBorder component="article">
                  <Title order={2} size="h4">
                    {each.display_name}
                  </Title>
                  <Text size="sm">
                    <Link className="link" to="/@{$handle}" params={{ handle: each.handle }}>
                      @{each.handle}
                    </Link>
                  </Text>
                  {each.persona && (
                    <Text size="sm" c="dimmed" mt="xs" className="clamp">
                      {each.persona}
                    </Text>
                  )}
                  <Group mt="md" gap="xs">
                    <Button component={Link} to={`/my-agents/${each.handle}/orchestrator`} size="xs">
                      Rules and figures
                    </Button>
                    <Button component={Link} to={`/my-agents/${each.handle}/knowledge`} size="xs" variant="default">
                      Knowledge
                    </Button>
                    <Button component={Link} to={`/my-agents/${each.handle}/decisions`} size="xs" variant="default">
                      Decisions
                    </Button>
                    <Button component={Link} to={`/my-agents/${each.handle}/agent`} size="xs" variant="default">
                      Change
                    </Button>
                  </Group>
                </Card>
              ))}
            </SimpleGrid>
          )
        }
      </Loaded>
    </Page>
  );
}
