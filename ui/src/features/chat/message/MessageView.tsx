/** One message of a conversation: from the asker, the agent or the creator, with what can be done about it. */
import { lazy, Suspense } from "react";

import { AgentMessage } from "~/features/chat/message/AgentMessage";
import { AskerMessage } from "~/features/chat/message/AskerMessage";
import { CreatorMessage } from "~/features/chat/message/CreatorMessage";
import type { MessageProps } from "~/features/chat/message/messageProps";

// The list of conversations needs no offer, nor what it says about money.
const Offer = lazy(async () => ({ default: (await import("~/features/chat/message/offer/Offer")).Offer }));

export function MessageView(props: MessageProps) {
  const { message, asked, isMine, offerBelow, conversation } = props;
  return (
    <>
      <Bubble {...props} />
      {isMine && offerBelow && (
        <Suspense>
          <Offer
            offer={offerBelow}
            creator={conversation.creator_name}
            handle={conversation.avee_handle}
            isRight={message.role === "user"}
            isPartial={Boolean(asked?.parts.length)}
          />
        </Suspense>
      )}
    </>
  );
}

function Bubble(props: MessageProps) {
  const { message, asked } = props;
  if (message.role === "user") return <AskerMessage {...props} />;
  if (message.role === "creator" || message.kind === "correction") return <CreatorMessage {...props} />;
  if (asked?.path === "C" && asked.parts.length === 0 && message.kind !== "notice")
    return <CreatorMessage {...props} isReused />;
  return <AgentMessage {...props} />;
}
