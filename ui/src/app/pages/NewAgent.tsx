/** A new agent in three steps: its name and persona, its knowledge, and its link. */
import { Button, Group, Stack, Stepper, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";

import { CreateAgentForm } from "~/features/agents/CreateAgentForm";
import { ShareLink } from "~/features/agents/ShareLink";
import { DocumentList } from "~/features/knowledge/DocumentList";
import { UploadDocuments } from "~/features/knowledge/UploadDocuments";
import type { Schema } from "~/shared/api";
import { Page } from "~/shared/ui/Page";

type Avee = Schema<"AveeOut">;

export function NewAgent() {
  const [avee, setAvee] = useState<Avee | null>(null);
  const [step, setStep] = useState(0);
  return (
    <Page title="New agent" size="md">
      <Stepper active={step} size="sm" mb="lg" allowNextStepsSelect={false} aria-label="Steps">
        <Stepper.Step label="Name and persona" />
        <Stepper.Step label="Knowledge" />
        <Stepper.Step label="Share" />
      </Stepper>
      {step === 0 && (
        <CreateAgentForm
          onCreated={(created) => {
            setAvee(created);
            setStep(1);
          }}
        />
      )}
      {step === 1 && avee && <KnowledgeStep avee={avee} onContinue={() => setStep(2)} />}
      {step === 2 && avee && <ShareStep avee={avee} />}
    </Page>
  );
}

function KnowledgeStep({ avee, onContinue }: { avee: Avee; onContinue: () => void }) {
  return (
    <Stack>
      <Text>
        Add the documents that your agent may quote. It answers from nothing else. You can add more at any time.
      </Text>
      <UploadDocuments avee={avee.id} />
      <DocumentList avee={avee.id} mayEdit />
      <Group>
        <Button onClick={onContinue}>Continue</Button>
        <Text size="sm" c="dimmed">
          You need not wait until the documents are read.
        </Text>
      </Group>
    </Stack>
  );
}

function ShareStep({ avee }: { avee: Avee }) {
  return (
    <Stack>
      <Text>Your agent is ready. Anyone with this link can ask it:</Text>
      <ShareLink handle={avee.handle} />
      <Group>
        <Button component={Link} to={`/@${avee.handle}`}>
          View the public page
        </Button>
        <Button component={Link} to={`/my-agents/${avee.handle}/orchestrator`} variant="default">
          Set the rules
        </Button>
      </Group>
    </Stack>
  );
}
