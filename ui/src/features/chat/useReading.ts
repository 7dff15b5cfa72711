/** Tells the server how far the open conversation has been read, while its window is looked at. */
import { useEffect, useRef } from "react";

import { api, type Schema } from "~/shared/api";
import { keys, queryClient } from "~/shared/queries";

type Message = Schema<"MessageOut">;

/** `newest` is the newest message that is shown; undefined while there is none. */
export function useReading(
  conversation: Schema<"ConversationOut">,
  newest: Message | undefined,
  isMine: boolean,
): void {
  const told = useRef("");
  const { id, unread } = conversation;
  // Only these count as unread, so that an agent's replies cost no request.
  const isFromOtherSide =
    newest && (isMine ? newest.role === "creator" || newest.kind !== "message" : newest.role === "user");
  const until = newest && (isFromOtherSide || unread > 0) ? newest.id : "";
  useEffect(() => {
    const tell = () => {
      if (!until || told.current === until || document.visibilityState !== "visible") return;
      told.current = until;
      const path = { params: { path: { conversation_id: id } }, body: { message_id: until } };
      api.PUT("/conversations/{conversation_id}/read", path).then(
        () => void queryClient.invalidateQueries({ queryKey: keys.conversations }),
        // What is not told now is told with the next message, or when the conversation is opened again.
        () => (told.current = ""),
      );
    };
    tell();
    document.addEventListener("visibilitychange", tell);
    return () => document.removeEventListener("visibilitychange", tell);
  }, [id, until]);
}
