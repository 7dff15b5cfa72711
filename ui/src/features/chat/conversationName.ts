import type { Schema } from "~/shared/api";
import { meQuery, queryClient } from "~/shared/queries";

/** Whether the signed-in person is the asker. */
export const isAskedByMe = (conversation: Schema<"ConversationOut">) =>
  conversation.user_id === queryClient.getQueryData(meQuery.queryKey)?.id;

/** The name of the other side: the agent for the asker, the asker for the creator. */
export const nameOf = (conversation: Schema<"ConversationOut">) =>
  isAskedByMe(conversation) ? conversation.avee_display_name : conversation.asker_name;
