/** The frame of an own agent's pages. */
import { Anchor, Container, Group, Tabs, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useLocation, useNavigate, useParams } from "@tanstack/react-router";

import { aveesQuery } from "~/shared/queries";
import { Empty, Loaded } from "~/shared/ui/states";

const TABS = [
  ["orchestrator", "Rules and figures"],
  ["knowledge", "Knowledge"],
  ["decisions", "Decisions"],
  ["members", "Members"],
  ["agent", "Agent"],
] as const;

export function Agent() {
  const { handle } = useParams({ from: "/signed-in/my-agents/$handle" });
  const tab = useLocation().pathname.split("/")[3] ?? "orchestrator";
  const navigate = useNavigate();
  const query = useQuery(aveesQuery);
  return (
    <Loaded query={query}>
      {(avees) => {
        const avee = avees.find((each) => each.handle === handle);
        if (!avee)
          return (
            <Empty title="There is no such agent of yours">
              <Link className="link" to="/my-agents">
                To your agents
              </Link>
            </Empty>
          );
        return (
          <>
            <Container size="lg" pt="md">
              <Group gap="xs" mb="xs">
                <Text fw={700} size="lg">
                  {avee.display_name}
                </Text>
                <Anchor component={Link} to={`/@${avee.handle}`} size="sm" underline="always">
                  @{avee.handle}
                </Anchor>
              </Group>
              <Tabs
                value={tab}
                onChange={(value) => void navigate({ to: `/my-agents/${handle}/${value ?? ""}` })}
                keepMounted={false}
              >
                <Tabs.List aria-label="Pages of this agent">
                  {TABS.map(([value, label]) => (
                    <Tabs.Tab key={value} value={value}>
                      {label}
                    </Tabs.Tab>
                  ))}
                </Tabs.List>
                <Tabs.Panel value={tab}>
                  <Outlet />
                </Tabs.Panel>
              </Tabs>
            </Container>
          </>
        );
      }}
    </Loaded>
  );
}
