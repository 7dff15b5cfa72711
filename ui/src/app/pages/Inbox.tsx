/** The inbox with the conversations, the contradicting answers and the cards of the shown agents. */
import { useQuery } from "@tanstack/react-query";

import { ConflictNotice } from "~/features/conflicts/ConflictNotice";
import { Inbox as Questions } from "~/features/inbox/Inbox";
import { InboxConversations } from "~/features/inbox/InboxConversations";
import { Cards } from "~/features/trust/Cards";
import { aveesQuery } from "~/shared/queries";
import { includes } from "~/shared/team/roles";

export function Inbox() {
  const { data } = useQuery(aveesQuery);
  const mayJudge = (avee: string) => data?.some((each) => each.id === avee && includes(each.role, "editor")) ?? false;
  return (
    <Questions
      cards={(avees) => (
        <>
          <ConflictNotice avees={avees.filter(mayJudge)} />
          <InboxConversations avees={avees} />
          <Cards avees={avees.filter(mayJudge)} />
        </>
      )}
    />
  );
}
