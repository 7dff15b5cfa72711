/** A new agent in three steps: who it is, what it knows, where it is found. */
import {
  Alert,
  Button,
  Code,
  CopyButton,
  Group,
  Paper,
  Stack,
  Stepper,
  Text,
  Textarea,
  TextInput,
} from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";

import { DocumentList } from "~/features/knowledge/DocumentList";
import { api, asProblem, type Schema, unwrap } from "~/shared/api";
import { keys, queryClient } from "~/shared/queries";
import { Page } from "~/shared/ui/Page";
import { Upload } from "~/shared/ui/Upload";
import { useKept } from "~/shared/useDraft";

export function NewAgent() {
  const [avee, setAvee] = useState<Schema<"AveeOut"> | null>(null);
  const [step, setStep] = useState(0);
  return (
    <Page title="New agent" size="md">
      <Stepper active={step} size="sm" mb="lg" allowNextStepsSelect={false} aria-label="Steps">
        <Stepper.Step label="Name and persona" />
        <Stepper.Step label="Knowledge" />
        <Stepper.Step label="Share" />
      </Stepper>
      {step === 0 && (
        <Naming
          onCreated={(created) => {
            setAvee(created);
            setStep(1);
          }}
        />
      )}
      {step === 1 && avee && (
        <Stack>
          <Text>What your agent may quote. It answers from nothing else; you can add to it at any time.</Text>
          <Upload avee={avee.id} />
          <DocumentList avee={avee.id} />
          <Group>
            <Button onClick={() => setStep(2)}>Go on</Button>
            <Text size="sm" c="dimmed">
              Reading goes on meanwhile.
            </Text>
          </Group>
        </Stack>
      )}
      {step === 2 && avee && <Share avee={avee} />}
    </Page>
  );
}

function Naming({ onCreated }: { onCreated: (avee: Schema<"AveeOut">) => void }) {
  const { form, set, forget } = useKept("agent:new", { display_name: "", handle: "", persona: "" });
  const create = useMutation({
    mutationFn: () => unwrap(api.POST("/avees", { body: form })),
    onSuccess: (avee) => {
      forget();
      void queryClient.invalidateQueries({ queryKey: keys.avees });
      onCreated(avee);
    },
  });
  return (
    <Paper
      withBorder
      p="lg"
      component="form"
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate();
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
          description={`Its address: ${location.origin}/@${form.handle || "…"}`}
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
        {create.isError && (
          <Alert color="red" role="alert">
            {asProblem(create.error).message}
          </Alert>
        )}
        <Button type="submit" loading={create.isPending} style={{ alignSelf: "flex-start" }}>
          Create and go on
        </Button>
      </Stack>
    </Paper>
  );
}

function Share({ avee }: { avee: Schema<"AveeOut"> }) {
  const link = `${location.origin}/@${avee.handle}`;
  return (
    <Stack>
      <Text>Your agent is ready. Whoever has this link can ask it:</Text>
      <Group>
        <Code fz="md" p="xs">
          {link}
        </Code>
        <CopyButton value={link}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? "Copied" : "Copy"}
            </Button>
          )}
        </CopyButton>
      </Group>
      <Group>
        <Button component={Link} to={`/@${avee.handle}`}>
          See it as others do
        </Button>
        <Button component={Link} to={`/my-agents/${avee.handle}/orchestrator`} variant="default">
          Set its rules
        </Button>
      </Group>
    </Stack>
  );
}
