import { Button, Group, Modal, Paper, Stack, Text, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";

import { api, type Schema, unwrap } from "~/shared/api";
import { queryClient } from "~/shared/queries";
import { submitTo } from "~/shared/ui/forms";
import { PersonName } from "~/shared/ui/PersonText";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";

export function DeleteAgent({ avee }: { avee: Schema<"AveeOut"> }) {
  const [isOpen, dialog] = useDisclosure(false);
  return (
    <Paper withBorder p="lg" component="section" aria-label="Delete the agent">
      <Group justify="space-between">
        <Text size="sm">
          Deleting the agent removes everything that belongs to it, for you and for everyone who asked it.
        </Text>
        <Button color="red" variant="light" onClick={dialog.open}>
          Delete the agent …
        </Button>
      </Group>
      <Modal
        opened={isOpen}
        onClose={dialog.close}
        title={
          <>
            Delete <PersonName>{avee.display_name}</PersonName>?
          </>
        }
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <ConfirmDelete avee={avee} onCancel={dialog.close} />
      </Modal>
    </Paper>
  );
}

function ConfirmDelete({ avee, onCancel }: { avee: Schema<"AveeOut">; onCancel: () => void }) {
  const [typed, setTyped] = useState("");
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => unwrap(api.DELETE("/avees/{avee_id}", { params: { path: { avee_id: avee.id } } })),
    onSuccess: async () => {
      await navigate({ to: "/my-agents" });
      await queryClient.invalidateQueries();
    },
  });
  return (
    <Stack component="form" onSubmit={submitTo(() => remove.mutate())}>
      <Text>
        This deletes the agent’s documents, your answers, the waiting questions and every conversation with it for good.
        Export your answers first, on the page “Knowledge”.
      </Text>
      <TextInput
        label={`Type the handle ${avee.handle} to confirm`}
        autoCapitalize="none"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        data-autofocus
      />
      <ProblemAlert error={remove.error} />
      <Group>
        <Button type="submit" color="red" loading={remove.isPending} disabled={typed !== avee.handle}>
          Delete for good
        </Button>
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
      </Group>
    </Stack>
  );
}
