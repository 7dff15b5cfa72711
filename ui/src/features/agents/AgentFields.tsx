/** An agent's name, handle and persona, in the form that creates it and in the form that changes it. */
import { Textarea, TextInput } from "@mantine/core";

export interface AgentValues {
  display_name: string;
  handle: string;
  persona: string;
}

interface Props {
  values: AgentValues;
  onChange: (changes: Partial<AgentValues>) => void;
  handleDescription: string;
  /** False for whoever may change everything but the agent's address. */
  mayRename?: boolean;
  /** A field's problem in a sentence. */
  errorOf: (field: keyof AgentValues) => string | undefined;
}

export const AGENT_FIELDS = ["display_name", "handle", "persona"] as const;

export function AgentFields({ values, onChange, handleDescription, mayRename = true, errorOf }: Props) {
  return (
    <>
      <TextInput
        label="Name"
        description="The name that people see."
        required
        value={values.display_name}
        error={errorOf("display_name")}
        onChange={(event) => onChange({ display_name: event.currentTarget.value })}
      />
      <TextInput
        label="Handle"
        disabled={!mayRename}
        description={handleDescription}
        leftSection="@"
        autoCapitalize="none"
        required
        value={values.handle}
        error={errorOf("handle")}
        onChange={(event) => onChange({ handle: event.currentTarget.value })}
      />
      <Textarea
        label="Persona"
        description="How the agent speaks for you, in your words. Nobody else sees this."
        autosize
        minRows={3}
        maxLength={4000}
        value={values.persona}
        error={errorOf("persona")}
        onChange={(event) => onChange({ persona: event.currentTarget.value })}
      />
    </>
  );
}
