/** What each kind of message needs to be shown. */
import type { Schema } from "~/shared/api";
import type { Source } from "~/features/chat/sources/PassageModal";

type Message = Schema<"MessageOut">;
type Escalation = Schema<"EscalationOut">;

export interface MessageProps {
  message: Message;
  conversation: Schema<"ConversationOut">;
  /** The escalation that this message led to. */
  offer: Escalation | undefined;
  /** The escalation to show below: that of the message that this one is the first reply to, or of this one. */
  offerBelow: Escalation | undefined;
  /** The message that this one replies to. */
  asked: Message | undefined;
  /** Whether the reader is the asker. */
  isMine: boolean;
  /** Whether it is the last message, and none is on its way. */
  isLast: boolean;
  /** Whether a later message was answered, and this one with it. */
  isOvertaken: boolean;
  onOpen: (source: Source) => void;
}
