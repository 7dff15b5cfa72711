/** Problems of the server in sentences about the fields of a form, with the names that people see. */
import { SETTING_NAMES } from "~/shared/policy/settings";

/** Names of the API's fields, where people type or choose them. */
const LABELS: Partial<Record<string, string>> = {
  ...SETTING_NAMES,
  email: "Email",
  password: "Password",
  current: "Current password",
  display_name: "Name",
  name: "Name",
  handle: "Handle",
  persona: "Persona",
  greeting: "Greeting",
  sign_off: "Sign-off",
  home: "Where you live",
  speaks_as: "How the agent speaks of you",
  url: "Address",
  targets: "Send to",
  kinds: "Notify me when",
  quiet_hours: "Quiet hours",
  time_zone: "Time zone",
  question_pattern: "Question",
  answer_content: "Answer",
  answer: "Answer",
  expires_at: "Valid until",
  layer: "Who may see it",
  tier: "Tier",
  message: "Message",
  content: "Message",
  comment: "Comment",
  reason: "Reason",
  title: "Title",
  file: "File",
  said: "Text",
  currency: "Currency",
  how_to_pay: "How people pay you",
  private_extra: "The amount added",
  tiers: "A price",
  membership: "The price of a membership",
  receipt_details: "The text on receipts",
  country: "Country",
  since: "Day",
  until: "Day",
};
/** The field of a code that is about one. */
const FIELDS_OF_CODES: Partial<Record<string, string>> = {
  handle_taken: "handle",
  email_taken: "email",
  same_address: "email",
};
const PLACES = /^(?:body|query|path|header)\./;

/** Sentences by the name of the API's field; {} where the problem is about none. */
export function readFieldProblems(
  code: string,
  detail: string,
  fields: Record<string, unknown>,
): Partial<Record<string, string>> {
  const { field, problem } = fields;
  if (typeof field === "string") {
    return { [baseOf(field)]: typeof problem === "string" ? sentence(field, problem) : detail };
  }
  if (code === "invalid_request") {
    const said = Object.entries(fields).filter((entry): entry is [string, string] => typeof entry[1] === "string");
    return Object.fromEntries(said.map(([name, text]) => [baseOf(name), sentence(name, text)]));
  }
  const known = FIELDS_OF_CODES[code];
  return known === undefined ? {} : { [known]: detail };
}

/** The outermost name: "body.targets.0.url" is about "targets". */
const baseOf = (path: string) => path.replace(PLACES, "").split(".")[0] ?? "";

const sentence = (path: string, problem: string) => `${labelOf(baseOf(path))} ${problem}.`;

/** A field that nobody sees by a name of its own is "This field", never the API's word. */
const labelOf = (name: string) => LABELS[name] ?? "This field";
