/** The inbox with the cards of the shown agents. */
import { Inbox as Questions } from "~/features/inbox/Inbox";
import { Cards } from "~/features/trust/Cards";

export function Inbox() {
  return <Questions cards={(avees) => <Cards avees={avees} />} />;
}
