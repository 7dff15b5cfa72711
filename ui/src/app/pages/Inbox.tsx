/** The inbox with the conversations and the cards of the shown agents. */
import { Inbox as Questions } from "~/features/inbox/Inbox";
import { InboxConversations } from "~/features/inbox/InboxConversations";
import { Cards } from "~/features/trust/Cards";

export function Inbox() {
  return (
    <Questions
      cards={(avees) => (
        <>
          <InboxConversations avees={avees} />
          <Cards avees={avees} />
        </>
      )}
    />
  );
}
