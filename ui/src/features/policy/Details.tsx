/** An agent's name, address and persona, the link to share, the programs that are told of its events, and its end. */
import {
  Alert,
  Button,
  Code,
  Container,
  CopyButton,
  Group,
  Modal,
  Paper,
  Stack,
  Text,
  Textarea,
  TextInput,
  Title,
} from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";

import { api, asProblem, type Schema, unwrap } from "~/shared/api";
import { keys, queryClient } from "~/shared/queries";
import { useAgent } from "~/shared/useAgent";
import { useTitle } from "~/shared/ui/Page";
import { useKept } from "~/shared/useDraft";
import { Webhooks } from "~/features/policy/Webhooks";

type Avee = Schema<"AveeOut">;

export function Details() {
  useTitle("Agent");
  const avee = useAgent();
  return (
    <Container size="lg" px={0} py="lg">
      <Title order={1} size="h3" mb="md">
        Agent
      </Title>
      <Stack gap="lg">
        <Share handle={avee.handle} />
        <Who key={avee.id} avee={avee} />
        <Webhooks avee={avee.id} />
        <End avee={avee} />
      </Stack>
    </Container>
  );
}

function Share({ handle }: { handle: string }) {
  const link = `${location.origin}/@${handle}`;
  return (
    <Group gap="xs">
      <Text size="sm">Whoever has this link can ask it:</Text>
      <Code style={{ overflowWrap: "anywhere" }}>{link}</Code>
      <CopyButton value={link}>
        {({ copied, copy }) => (
          <Button size="compact-sm" variant="default" onClick={copy}>
            {copied ? "Copied" : "Copy"}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}

function Who({ avee }: { avee: Avee }) {
  const { form, set, isKept, forget } = useKept(`agent:${avee.id}`, {
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
  const isMoved = form.handle !== avee.handle;
  return (
    <Paper
      withBorder
      p="lg"
      component="form"
      aria-label="Name and persona"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Stack>
        <TextInput
          label="Name"
          description="What people see"
          required
          value={form.display_name}
          onChange={(event) => set({ display_name: event.currentTarget.value })}
        />
        <TextInput
          label="Handle"
          description={isMoved ? "Links with the old handle will lead nowhere." : "Its address, after the @"}
          leftSection="@"
          autoCapitalize="none"
          required
          value={form.handle}
          onChange={(event) => set({ handle: event.currentTarget.value })}
        />
        <Textarea
          label="Persona"
          description="How it speaks for you, in your words. Nobody else sees this."
          autosize
          minRows={3}
          maxLength={4000}
          value={form.persona}
          onChange={(event) => set({ persona: event.currentTarget.value })}
        />
        {save.isError && (
          <Alert color="red" role="alert">
            {asProblem(save.error).message}
          </Alert>
        )}
        <Group gap="xs">
          <Button type="submit" loading={save.isPending} disabled={!isKept}>
            Save
          </Button>
          <Button variant="default" disabled={!isKept} onClick={forget}>
            Undo changes
          </Button>
          {save.isSuccess && !isKept && (
            <Text size="sm" c="dimmed" role="status">
              Saved.
            </Text>
          )}
        </Group>
      </Stack>
    </Paper>
  );
}

function End({ avee }: { avee: Avee }) {
  const [isOpen, dialog] = useDisclosure(false);
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
    <Paper withBorder p="lg" component="section" aria-label="Delete the agent">
      <Group justify="space-between">
        <Text size="sm">Deleting takes everything of this agent away, for you and for everyone who asked it.</Text>
        <Button color="red" variant="light" onClick={dialog.open}>
          Delete the agent …
        </Button>
      </Group>
      <Modal
        opened={isOpen}
        onClose={dialog.close}
        title={`Delete ${avee.display_name}?`}
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <Stack
          component="form"
          onSubmit={(event) => {
            event.preventDefault();
            remove.mutate();
          }}
        >
          <Text>
            Its documents, your answers, the questions that wait and every conversation with it are gone for good.
            Export your answers first, on the page “Knowledge”.
          </Text>
          <TextInput
            label={`Type its handle, ${avee.handle}, to be sure`}
            autoCapitalize="none"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            data-autofocus
          />
          {remove.isError && (
            <Alert color="red" role="alert">
              {asProblem(remove.error).message}
            </Alert>
          )}
          <Group>
            <Button type="submit" color="red" loading={remove.isPending} disabled={typed !== avee.handle}>
              Delete for good
            </Button>
            <Button variant="default" onClick={dialog.close}>
              Keep it
            </Button>
          </Group>
        </Stack>
      </Modal>
    </Paper>
  );
}
