import { Button, Paper, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";

import { api, type Schema, splitProblem, unwrap } from "~/shared/api";
import { useFormDraft } from "~/shared/drafts";
import { keys, queryClient } from "~/shared/queries";
import { submitTo } from "~/shared/ui/forms";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";
import { AGENT_FIELDS, AgentFields, type AgentValues } from "~/features/agents/AgentFields";
import type { PersonaValues } from "~/features/agents/PersonaFields";

/** A new agent has none of these; the form that changes an agent offers them. */
const NO_PERSONA_FIELDS: PersonaValues = { greeting: "", sign_off: "", home: "", speaks_as: "name" };

const NO_VALUES: AgentValues = { display_name: "", handle: "", persona: "" };

export function CreateAgentForm({ onCreated }: { onCreated: (avee: Schema<"AveeOut">) => void }) {
  const { form, set, forget } = useFormDraft("agent:new", NO_VALUES);
  const create = useMutation({
    mutationFn: () => unwrap(api.POST("/avees", { body: { ...form, ...NO_PERSONA_FIELDS } })),
    onSuccess: (avee) => {
      forget();
      void queryClient.invalidateQueries({ queryKey: keys.avees });
      onCreated(avee);
    },
  });
  const { errorOf, rest } = splitProblem(create.error, AGENT_FIELDS);
  return (
    <Paper withBorder p="lg" component="form" onSubmit={submitTo(() => create.mutate())}>
      <Stack>
        <AgentFields
          values={form}
          onChange={set}
          errorOf={errorOf}
          handleDescription={`The agent’s address: ${location.origin}/@${form.handle || "…"}`}
        />
        <ProblemAlert error={rest} />
        <Button type="submit" loading={create.isPending} style={{ alignSelf: "flex-start" }}>
          Create and continue
        </Button>
      </Stack>
    </Paper>
  );
}
