/** The main navigation, with the number of waiting questions beside the inbox. */
import { Badge, Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";

import { aveesQuery, queueQuery } from "~/shared/queries";

const STYLE = { variant: "subtle", color: "gray", size: "compact-md", justify: "flex-start", c: "inherit" } as const;
const ACTIVE = {
  activeProps: { "data-active": true, "aria-current": "page" as const, style: { background: "var(--app-mine)" } },
};

export function MainLinks({ onGo }: { onGo: () => void }) {
  const waiting = useWaitingCount();
  const badge = (
    <Badge size="sm" circle aria-label={`${waiting} waiting`}>
      {waiting}
    </Badge>
  );
  return (
    <>
      <Button component={Link} to="/messages" {...STYLE} {...ACTIVE} activeOptions={{ exact: true }} onClick={onGo}>
        Messages
      </Button>
      <Button
        component={Link}
        to="/messages/escalations"
        {...STYLE}
        {...ACTIVE}
        onClick={onGo}
        rightSection={waiting ? badge : undefined}
      >
        Inbox
      </Button>
      <Button component={Link} to="/my-agents" {...STYLE} {...ACTIVE} onClick={onGo}>
        My agents
      </Button>
    </>
  );
}

/** How many questions wait for this creator, counted as the inbox does: one for each group. */
function useWaitingCount(): number {
  const { data: avees } = useQuery(aveesQuery);
  const { data: queue } = useQuery({ ...queueQuery, enabled: Boolean(avees?.length) });
  const mine = new Set(avees?.map((avee) => avee.id));
  const waiting = queue?.filter((each) => each.status === "accepted" && mine.has(each.avee_id));
  return new Set(waiting?.map((each) => each.group_id)).size;
}
