import { IconInbox } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";

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

/** In place of a question that an old link or another device names. */
export function GoneQuestion() {
  return (
    <Empty title="This question is not waiting any more">
      It was answered, declined or withdrawn, or it expired.
      <br />
      <Link className="link" to="/messages/escalations">
        Go to the inbox
      </Link>
    </Empty>
  );
}
