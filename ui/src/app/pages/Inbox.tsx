/** The inbox with the conversations, the contradicting answers and the cards of the shown agents. */
import { ConflictNotice } from "~/features/conflicts/ConflictNotice";
import { Inbox as Questions } from "~/features/inbox/Inbox";
import { InboxConversations } from "~/features/inbox/InboxConversations";
import { Cards } from "~/features/trust/Cards";

export function Inbox() {
  return (
    <Questions
      cards={(avees) => (
        <>
          <ConflictNotice avees={avees} />
          <InboxConversations avees={avees} />
          <Cards avees={avees} />
        </>
      )}
    />
  );
}
