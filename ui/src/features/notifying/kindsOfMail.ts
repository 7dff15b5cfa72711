import type { Schema } from "~/shared/api";

export type KindOfMail = Schema<"SubscriptionOut">["kind"];

export const KIND_OF_MAIL: Record<KindOfMail, string> = {
  answers: "Answers, corrections and refusals of my questions",
  digest: "A daily summary of the questions that wait for me",
  confirmation: "The link that confirms my address",
  password_reset: "The link for a new password",
  new_address: "The link that confirms a new address",
  address_changed: "The notice that my address was changed",
  guest_return: "A new link to a conversation",
  invitation: "An invitation into a team, to somebody else’s address",
};

/** The kinds that can be turned off. */
export const OPTIONAL = ["answers", "digest"] as const satisfies readonly KindOfMail[];

/** Languages in which mails are written, each by its own name. */
export const LANGUAGES = [
  { value: "en", label: "English" },
  { value: "ar", label: "العربية" },
  { value: "da", label: "Dansk" },
  { value: "de", label: "Deutsch" },
  { value: "es", label: "Español" },
  { value: "fr", label: "Français" },
  { value: "id", label: "Bahasa Indonesia" },
  { value: "it", label: "Italiano" },
  { value: "ja", label: "日本語" },
  { value: "kk", label: "Қазақша" },
  { value: "nb", label: "Norsk bokmål" },
  { value: "nl", label: "Nederlands" },
  { value: "pl", label: "Polski" },
  { value: "pt", label: "Português" },
  { value: "ru", label: "Русский" },
  { value: "sr", label: "Srpski" },
  { value: "sv", label: "Svenska" },
  { value: "tr", label: "Türkçe" },
  { value: "zh", label: "中文" },
];
