import { Button, Group, Paper, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";

import { api, type Schema, unwrap } from "~/shared/api";
import { useFormDraft } from "~/shared/drafts";
import { keys, queryClient } from "~/shared/queries";
import { submitTo } from "~/shared/ui/forms";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";
import { AgentFields } from "~/features/agents/AgentFields";

type Avee = Schema<"AveeOut">;

export function EditAgentForm({ avee }: { avee: Avee }) {
  const { form, set, isChanged, forget } = useFormDraft(`agent:${avee.id}`, {
    display_name: avee.display_name,
    handle: avee.handle,
    persona: avee.persona,
  });
  const navigate = useNavigate();
  const save = useMutation({
    mutationFn: () => unwrap(api.PATCH("/avees/{avee_id}", { params: { path: { avee_id: avee.id } }, body: form })),
    onSuccess: async (saved) => {
      forget();
      queryClient.setQueryData<Avee[]>(keys.avees, (before) =>
        before?.map((each) => (each.id === saved.id ? saved : each)),
      );
      void queryClient.invalidateQueries({ queryKey: ["profile"] });
      if (saved.handle !== avee.handle) await navigate({ to: `/my-agents/${saved.handle}/agent`, replace: true });
    },
  });
  const isRenamed = form.handle !== avee.handle;
  return (
    <Paper withBorder p="lg" component="form" aria-label="Name and persona" onSubmit={submitTo(() => save.mutate())}>
      <Stack>
        <AgentFields
          values={form}
          onChange={set}
          handleDescription={
            isRenamed ? "Links with the old handle will stop working." : "The agent’s address, after the @."
          }
        />
        <ProblemAlert error={save.error} />
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
      </Stack>
    </Paper>
  );
}
