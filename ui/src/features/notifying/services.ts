/** The services that a notification can go to: what each asks for in plain words, and the address made of it. */

export interface Field {
  name: string;
  label: string;
  description?: string;
  placeholder?: string;
  type?: "email" | "password" | "url";
  isOptional?: boolean;
}

/** What was typed, by the name of the field. */
export type Typed = Partial<Record<string, string>>;

export interface Service {
  name: string;
  label: string;
  help: string;
  fields: Field[];
  /** The address in the notation that the server takes. */
  addressOf: (typed: Typed) => string;
}

const encoded = (typed: Typed, name: string) => encodeURIComponent(typed[name]?.trim() ?? "");
const EMAIL = /^[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+$/;

export const SERVICES: Service[] = [
  {
    name: "email",
    label: "Email",
    help:
      "Your notifications are sent from a mailbox of yours. Many providers, such as Gmail, want an “app password” " +
      "for this: you create it in the settings of your mailbox, and can withdraw it there at any time.",
    fields: [
      { name: "to", label: "Send to", placeholder: "you@example.org", type: "email" },
      { name: "from", label: "Mailbox that sends", placeholder: "you@example.org", type: "email" },
      { name: "password", label: "Password of that mailbox", description: "Best an app password.", type: "password" },
      {
        name: "server",
        label: "Mail server",
        description: "Only if sending fails without it.",
        placeholder: "smtp.example.org",
        isOptional: true,
      },
    ],
    addressOf: (typed) => {
      const [user = "", host = ""] = (typed.from?.trim() ?? "").split("@");
      const options = [
        `to=${encoded(typed, "to")}`,
        ...(typed.server?.trim() ? [`smtp=${encoded(typed, "server")}`, `user=${encoded(typed, "from")}`] : []),
      ];
      return `mailtos://${encodeURIComponent(user)}:${encoded(typed, "password")}@${host}?${options.join("&")}`;
    },
  },
  {
    name: "telegram",
    label: "Telegram",
    help: "Write to @BotFather in Telegram to get a bot and its token. Then write to your bot once.",
    fields: [
      { name: "token", label: "Token of the bot", placeholder: "123456789:ABC…", type: "password" },
      { name: "chat", label: "Chat id", description: "@userinfobot tells you yours.", placeholder: "987654321" },
    ],
    addressOf: (typed) => `tgram://${typed.token?.trim() ?? ""}/${encoded(typed, "chat")}`,
  },
  {
    name: "slack",
    label: "Slack",
    help: "In Slack, create an “incoming webhook” for the channel, and paste its address.",
    fields: [
      { name: "url", label: "Address of the webhook", placeholder: "https://hooks.slack.com/services/…", type: "url" },
    ],
    addressOf: (typed) => typed.url?.trim() ?? "",
  },
  {
    name: "discord",
    label: "Discord",
    help: "In Discord, open the channel’s settings, then Integrations and Webhooks. Paste the address of a webhook.",
    fields: [
      { name: "url", label: "Address of the webhook", placeholder: "https://discord.com/api/webhooks/…", type: "url" },
    ],
    addressOf: (typed) => typed.url?.trim() ?? "",
  },
  {
    name: "phone",
    label: "Phone (ntfy)",
    help: "Install the app ntfy and subscribe to a topic with a name that nobody guesses: who knows it reads along.",
    fields: [{ name: "topic", label: "Topic", placeholder: "my-questions-4f7a1c" }],
    addressOf: (typed) => `ntfys://ntfy.sh/${encoded(typed, "topic")}`,
  },
  {
    name: "other",
    label: "Another service",
    help: "Many more services are possible. Their addresses are written as in Apprise, such as gotifys://host/token.",
    fields: [{ name: "url", label: "Apprise address" }],
    addressOf: (typed) => typed.url?.trim() ?? "",
  },
];

/** Whether all that the service needs was typed. */
export const isComplete = (service: Service, typed: Typed) =>
  service.fields.every((field) => {
    const text = typed[field.name]?.trim() ?? "";
    return field.isOptional ? true : field.type === "email" ? EMAIL.test(text) : text !== "";
  });

/** How a new target is shown until it is saved, without its secrets. */
export function labelOf(service: Service, typed: Typed): string {
  const shown = service.name === "email" ? typed.to : service.name === "phone" ? typed.topic : undefined;
  return shown ? `${service.label}: ${shown.trim()}` : service.label;
}

/** A plain mail address, typed where an address of another kind is asked for. */
export const isMailAddress = (text: string) => EMAIL.test(text.trim());
