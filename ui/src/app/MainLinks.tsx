/** The main navigation, with what is unread beside the messages, and what waits for the creator beside the inbox. */
import { Badge, Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";

import { aveesQuery, queueQuery, unreadQuery } from "~/shared/queries";

const STYLE = { variant: "subtle", color: "gray", size: "compact-md", justify: "flex-start", c: "inherit" } as const;
const ACTIVE = {
  activeProps: { "data-active": true, "aria-current": "page" as const, style: { background: "var(--app-mine)" } },
};

export function MainLinks({ onGo }: { onGo: () => void }) {
  const { data: unread } = useQuery(unreadQuery);
  const waiting = useWaitingCount() + (unread?.as_creator ?? 0);
  const answered = unread?.as_asker ?? 0;
  return (
    <>
      <Button
        component={Link}
        to="/messages"
        {...STYLE}
        {...ACTIVE}
        activeOptions={{ exact: true }}
        onClick={onGo}
        rightSection={answered ? <Count count={answered} label={`${answered} unread`} /> : undefined}
      >
        Messages
      </Button>
      <Button
        component={Link}
        to="/messages/escalations"
        {...STYLE}
        {...ACTIVE}
        onClick={onGo}
        rightSection={waiting ? <Count count={waiting} label={`${waiting} waiting`} /> : undefined}
      >
        Inbox
      </Button>
      <Button component={Link} to="/my-agents" {...STYLE} {...ACTIVE} onClick={onGo}>
        My agents
      </Button>
    </>
  );
}

function Count({ count, label }: { count: number; label: string }) {
  return (
    <Badge size="sm" circle={count < 10} aria-label={label}>
      {count}
    </Badge>
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
