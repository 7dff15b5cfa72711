import type { Schema } from "~/shared/api";

export type Kind = Schema<"ChannelOut">["kind"];

/** How each service is called, and where its token comes from. */
export const KINDS: Record<Kind, { label: string; how: string }> = {
  telegram: { label: "Telegram", how: "Make a bot with @BotFather and paste its token. Nothing else is to be set up." },
  slack: {
    label: "Slack",
    how: "Create an app from the manifest in the documentation, install it, and paste its token and signing secret.",
  },
  discord: {
    label: "Discord",
    how: "Create an application with a bot and paste its ids and token.",
  },
  email: {
    label: "E-mail",
    how:
      "The agent reads a mailbox of its own and answers from there. Mails that are in it already stay as they are. " +
      "What the fields are for, and where mail services hide them, is in the documentation.",
  },
  twilio: { label: "SMS or WhatsApp (Twilio)", how: "Paste the account's ids and one of its numbers." },
  webhook: {
    label: "Your own program",
    how: "Your program posts messages, and gets the replies at its own address, signed as in Standard Webhooks.",
  },
};

const STATES: Record<Schema<"ChannelOut">["state"], { label: string; color: string }> = {
  working: { label: "Working", color: "teal" },
  needs_token: { label: "Needs a new token", color: "red" },
  failing: { label: "Cannot be reached", color: "orange" },
  off: { label: "Off", color: "gray" },
};

/** A program of one's own has no token: it said that it takes no more, or its address is not allowed. */
const ENDED = { label: "Receiver has ended", color: "red" };

export const stateOf = (channel: Schema<"ChannelOut">) =>
  channel.kind === "webhook" && channel.state === "needs_token" ? ENDED : STATES[channel.state];
