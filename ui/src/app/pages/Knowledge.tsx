/** What an agent knows: its documents, the creator's answers, and a chat model's verdicts on close matches. */
import { Container, Stack, Title } from "@mantine/core";

import { ConflictList } from "~/features/conflicts/ConflictList";
import { AnswerList } from "~/features/knowledge/AnswerList";
import { DocumentList } from "~/features/knowledge/DocumentList";
import { UploadDocuments } from "~/features/knowledge/UploadDocuments";
import { AnswerReach } from "~/features/trust/AnswerReach";
import { ModelVerdicts } from "~/features/trust/ModelVerdicts";
import { useTitle } from "~/shared/ui/Page";
import { useAgent } from "~/shared/useAgent";

export function Knowledge() {
  useTitle("Knowledge");
  const { id, handle } = useAgent();
  return (
    <Container size="lg" px={0} py="lg">
      <Stack gap="xl">
        <Stack component="section" aria-labelledby="documents">
          <Title order={1} size="h3" id="documents">
            Documents
          </Title>
          <UploadDocuments avee={id} />
          <DocumentList avee={id} />
        </Stack>
        <ConflictList avee={id} />
        <AnswerList avee={id} handle={handle} reachOf={(answer) => <AnswerReach avee={id} answer={answer} />} />
        <ModelVerdicts avee={id} />
      </Stack>
    </Container>
  );
}
