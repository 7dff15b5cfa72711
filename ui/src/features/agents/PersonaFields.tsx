/** The parts of the persona that have an effect without a chat model, and a line that says what has one. */
import { Fieldset, NativeSelect, Stack, Text, TextInput } from "@mantine/core";

import type { Schema } from "~/shared/api";

export type PersonaValues = Pick<Schema<"AveeOut">, (typeof PERSONA_FIELDS)[number]>;

interface Props {
  values: PersonaValues;
  hasChatModel: boolean;
  onChange: (changes: Partial<PersonaValues>) => void;
  /** A field's problem in a sentence. */
  errorOf: (field: keyof PersonaValues) => string | undefined;
}

export const PERSONA_FIELDS = ["greeting", "sign_off", "home", "speaks_as"] as const;

const TEXTS = [
  ["greeting", "Greeting", "The reply to “Hello”. Empty: the agent’s own, in the asker’s language.", 300],
  ["sign_off", "Sign-off", "The last line under each answer from your documents. Empty: none.", 120],
  ["home", "Where you live", "A sentence: it answers “Where do you live?” and ends the answer to “Who are you?”.", 200],
] as const;

const SPEAKS_AS: { value: PersonaValues["speaks_as"]; label: string }[] = [
  { value: "name", label: "By your name: “From Mara Lind’s documents”" },
  { value: "i", label: "As I: “From my documents”" },
  { value: "we", label: "As we: “From our documents”" },
];

const WITH_MODEL =
  "A chat model writes the answers here. It follows the whole persona and these fields; " +
  "greeting, sign-off and where you live are also shown word for word.";

const WITHOUT_MODEL =
  "No chat model is set up here, so answers are quotes. Of the persona, only lines such as “Thanks: Any time.” " +
  "have an effect, and these fields, which are shown word for word. The rest of the persona waits for a chat model.";

export function PersonaFields({ values, hasChatModel, onChange, errorOf }: Props) {
  return (
    <Fieldset legend="In the agent’s replies">
      <Stack>
        <Text size="sm" c="dimmed">
          {hasChatModel ? WITH_MODEL : WITHOUT_MODEL}
        </Text>
        {TEXTS.map(([field, label, description, maxLength]) => (
          <TextInput
            key={field}
            label={label}
            description={description}
            maxLength={maxLength}
            value={values[field]}
            error={errorOf(field)}
            onChange={(event) => onChange({ [field]: event.currentTarget.value })}
          />
        ))}
        <NativeSelect
          label="How the agent speaks of you"
          data={SPEAKS_AS}
          value={values.speaks_as}
          error={errorOf("speaks_as")}
          onChange={(event) => onChange({ speaks_as: event.currentTarget.value as PersonaValues["speaks_as"] })}
        />
      </Stack>
    </Fieldset>
  );
}
