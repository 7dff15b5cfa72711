import { Button, Group, Paper, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";

import { api, asProblem, ifMatch, type Schema, splitProblem, unwrap } from "~/shared/api";
import { useFormDraft } from "~/shared/drafts";
import { keys, queryClient } from "~/shared/queries";
import { includes } from "~/shared/team/roles";
import { submitTo } from "~/shared/ui/forms";
import { ReadOnly } from "~/shared/ui/ReadOnly";
import { SavedMeanwhile } from "~/shared/ui/SavedMeanwhile";
import { AGENT_FIELDS, AgentFields } from "~/features/agents/AgentFields";
import { PERSONA_FIELDS, PersonaFields } from "~/features/agents/PersonaFields";

type Avee = Schema<"AveeOut">;

const FIELDS = [...AGENT_FIELDS, ...PERSONA_FIELDS] as const;

export function EditAgentForm({ avee }: { avee: Avee }) {
  const { form, set, isChanged, forget } = useFormDraft(`agent:${avee.id}`, {
    display_name: avee.display_name,
    handle: avee.handle,
    persona: avee.persona,
    greeting: avee.greeting,
    sign_off: avee.sign_off,
    home: avee.home,
    speaks_as: avee.speaks_as,
  });
  const navigate = useNavigate();
  const save = useMutation({
    mutationFn: () =>
      unwrap(
        api.PATCH("/avees/{avee_id}", {
          params: { path: { avee_id: avee.id }, header: ifMatch(avee.version) },
          body: form,
        }),
      ),
    onSuccess: async (saved) => {
      forget();
      queryClient.setQueryData<Avee[]>(keys.avees, (before) =>
        before?.map((each) => (each.id === saved.id ? saved : each)),
      );
      void queryClient.invalidateQueries({ queryKey: ["profile"] });
      if (saved.handle !== avee.handle) await navigate({ to: `/my-agents/${saved.handle}/agent`, replace: true });
    },
    // The other fields then follow what is saved, and saving again replaces it.
    onError: (error) => {
      if (asProblem(error).status === 412) void queryClient.invalidateQueries({ queryKey: keys.avees });
    },
  });
  const isRenamed = form.handle !== avee.handle;
  const { errorOf, rest } = splitProblem(save.error, FIELDS);
  return (
    <Paper withBorder p="lg" component="form" aria-label="Name and persona" onSubmit={submitTo(() => save.mutate())}>
      <ReadOnly when={!includes(avee.role, "editor")}>
        <Stack>
          <AgentFields
            mayRename={avee.role === "owner"}
            values={form}
            onChange={set}
            errorOf={errorOf}
            handleDescription={
              isRenamed
                ? `For a year, links with @${avee.handle} lead here too. You can change it three times in 30 days.`
                : "The agent’s address, after the @."
            }
          />
          <PersonaFields values={form} hasChatModel={avee.has_chat_model} onChange={set} errorOf={errorOf} />
          <SavedMeanwhile
            error={rest}
            saved={[`${avee.display_name}, @${avee.handle}`, avee.persona, avee.greeting, avee.sign_off, avee.home]
              .filter(Boolean)
              .join("\n")}
            onTake={() => {
              forget();
              save.reset();
            }}
          />
          {includes(avee.role, "editor") && (
            <Group gap="xs">
              <Button type="submit" loading={save.isPending} disabled={!isChanged}>
                Save
              </Button>
              <Button variant="default" disabled={!isChanged} onClick={forget}>
                Discard changes
              </Button>
              {save.isSuccess && !isChanged && (
                <Text size="sm" c="dimmed" role="status">
                  Saved.
                </Text>
              )}
            </Group>
          )}
        </Stack>
      </ReadOnly>
    </Paper>
  );
}
