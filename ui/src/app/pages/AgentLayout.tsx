/** The name and the tabs around each page of one of the creator's agents. */
import { Anchor, Badge, Container, Group, Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, Navigate, Outlet, useLocation, useNavigate, useParams } from "@tanstack/react-router";

import type { Schema } from "~/shared/api";
import { useWays } from "~/shared/money/payments";
import { aveesQuery, profileQuery } from "~/shared/queries";
import { PersonText } from "~/shared/ui/PersonText";
import { Empty, Loaded } from "~/shared/ui/states";
import { ROLES } from "~/shared/team/roles";

const TABS = [
  ["orchestrator", "Rules and metrics"],
  ["prices", "Prices"],
  ["knowledge", "Knowledge"],
  ["decisions", "Decisions"],
  ["conversations", "Conversations"],
  ["members", "Members"],
  ["payments", "Payments"],
  ["team", "Team"],
  ["agent", "Agent"],
  ["log", "Log of changes"],
] as const;
/** For owners, where money can come at all. */
const ABOUT_MONEY: ReadonlySet<string> = new Set(["prices", "payments"]);

export function AgentLayout() {
  const { handle } = useParams({ from: "/signed-in/my-agents/$handle" });
  const query = useQuery(aveesQuery);
  return (
    <Loaded query={query}>
      {(avees) => {
        const avee = avees.find((each) => each.handle === handle);
        return avee ? <AgentTabs avee={avee} /> : <Renamed handle={handle} avees={avees} />;
      }}
    </Loaded>
  );
}

function AgentTabs({ avee }: { avee: Schema<"AveeOut"> }) {
  const tab = useLocation().pathname.split("/")[3] ?? "orchestrator";
  const navigate = useNavigate();
  const showsMoney = useWays().length > 0 && avee.role === "owner";
  return (
    <Container size="lg" pt="md">
      <Group gap="xs" mb="xs">
        <PersonText fw={700} size="lg">
          {avee.display_name}
        </PersonText>
        <Anchor component={Link} to={`/@${avee.handle}`} size="sm" underline="always">
          @{avee.handle}
        </Anchor>
        {avee.role !== "owner" && (
          <Badge variant="light" tt="none" title={`${ROLES[avee.role].label}: ${ROLES[avee.role].may}`}>
            You are {avee.role === "viewer" ? "a viewer" : `an ${avee.role}`} here
          </Badge>
        )}
      </Group>
      <Tabs
        value={tab}
        onChange={(value) => void navigate({ to: `/my-agents/${avee.handle}/${value ?? ""}` })}
        keepMounted={false}
      >
        <Tabs.List aria-label="Pages of this agent">
          {TABS.filter(([value]) => showsMoney || !ABOUT_MONEY.has(value)).map(([value, label]) => (
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
  );
}

/** A link with a handle that an own agent gave up leads to the same page of the agent. */
function Renamed({ handle, avees }: { handle: string; avees: Schema<"AveeOut">[] }) {
  const { pathname } = useLocation();
  const query = useQuery({ ...profileQuery(handle), retry: false });
  if (query.isError) return <NoSuchAgent />;
  return (
    <Loaded query={query}>
      {(found) => {
        const avee = avees.find((each) => each.id === found.id);
        const rest = pathname.split("/").slice(3).join("/");
        // The path is whole already, and one of the agent's pages.
        const to = `/my-agents/${avee?.handle ?? ""}/${rest}` as "/my-agents";
        return avee ? <Navigate to={to} replace /> : <NoSuchAgent />;
      }}
    </Loaded>
  );
}

function NoSuchAgent() {
  return (
    <Empty title="You have no agent with this handle">
      <Link className="link" to="/my-agents">
        Go to your agents
      </Link>
    </Empty>
  );
}
