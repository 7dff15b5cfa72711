/** A conversation's messages, what is still on its way, and which offer belongs to which message. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";

import { api, type Schema, unwrap } from "~/shared/api";
import { keys, queueQuery } from "~/shared/queries";
import { isAskedByMe } from "~/features/chat/conversationName";
import type { MessageProps } from "~/features/chat/message/messageProps";
import { useOutbox } from "~/features/chat/outbox";

type Message = Schema<"MessageOut">;
type ThreadMessage = Omit<MessageProps, "onOpen">;

export function useThread(conversation: Schema<"ConversationOut">) {
  const query = useInfiniteQuery({
    queryKey: keys.messages(conversation.id),
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET("/conversations/{conversation_id}/messages", {
          params: { path: { conversation_id: conversation.id }, query: { cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  const { data: queue } = useQuery(queueQuery);
  const messages = useMemo(() => query.data?.pages.flatMap((page) => page.items).reverse() ?? [], [query.data]);
  const offers = useMemo(() => new Map(queue?.map((each) => [each.message_id, each])), [queue]);
  const firstReplies = useMemo(() => findFirstReplies(messages), [messages]);
  const answered = new Set(messages.map((each) => each.in_reply_to));
  const stored = new Set(messages.filter((each) => each.in_reply_to === null).map((each) => each.client_message_id));
  const outgoing = useOutbox().filter(
    (each) =>
      each.conversation === conversation.id &&
      !messages.some(
        ({ id, client_message_id }) => client_message_id === each.id && (each.kind === "direct" || answered.has(id)),
      ),
  );
  const isMine = isAskedByMe(conversation);
  const last = messages.at(-1)?.id;
  const lastRouted = messages.findLastIndex((each) => each.path !== null);
  const shown = messages.map((message, at): ThreadMessage => {
    const ownOffer = answered.has(message.id) ? "" : message.id;
    return {
      message,
      conversation,
      offer: offers.get(message.id),
      offerBelow: offers.get(firstReplies.get(message.id) ?? ownOffer),
      asked: messages.find((each) => each.id === message.in_reply_to),
      isMine,
      isLast: message.id === last && outgoing.length === 0,
      isOvertaken: at < lastRouted,
    };
  });
  return { query, messages: shown, outgoing, stored, isMine };
}

/** By the id of a reply: the message that it is the first reply to. */
function findFirstReplies(messages: Message[]): Map<string, string> {
  const found = new Map<string, string>();
  const replied = new Set<string>();
  for (const { id, in_reply_to: asked } of messages) {
    if (asked === null || replied.has(asked)) continue;
    replied.add(asked);
    found.set(id, asked);
  }
  return found;
}
