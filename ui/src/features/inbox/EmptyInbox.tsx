import { IconInbox } from "@tabler/icons-react";

import { Empty } from "~/shared/ui/states";

export function EmptyInbox({ hasAgents }: { hasAgents: boolean }) {
  const icon = <IconInbox size={36} aria-hidden />;
  return hasAgents ? (
    <Empty title="No questions are waiting" icon={icon}>
      Your agent answers what it can. New questions appear here by themselves.
    </Empty>
  ) : (
    <Empty title="No agent yet" icon={icon}>
      Questions that your agent passes on to you appear here. Create an agent under “My agents”.
    </Empty>
  );
}
