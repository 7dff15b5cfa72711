/** What an agent knows: its documents, the creator's answers, and a chat model's verdicts on close matches. */
import { Container, Stack, Title } from "@mantine/core";

import { ConflictList } from "~/features/conflicts/ConflictList";
import { AnswerList } from "~/features/knowledge/AnswerList";
import { DocumentList } from "~/features/knowledge/DocumentList";
import { UploadDocuments } from "~/features/knowledge/UploadDocuments";
import { ProposedAnswers } from "~/features/sources/ProposedAnswers";
import { SourceList } from "~/features/sources/SourceList";
import { AnswerReach } from "~/features/trust/AnswerReach";
import { ModelVerdicts } from "~/features/trust/ModelVerdicts";
import { useTitle } from "~/shared/ui/Page";
import { includes } from "~/shared/team/roles";
import { useAgent } from "~/shared/useAgent";

export function Knowledge() {
  useTitle("Knowledge");
  const { id, handle, role } = useAgent();
  const mayEdit = includes(role, "editor");
  return (
    <Container size="lg" px={0} py="lg">
      <Stack gap="xl">
        <Stack component="section" aria-labelledby="documents">
          <Title order={1} size="h3" id="documents">
            Documents
          </Title>
          {mayEdit && <UploadDocuments avee={id} />}
          <DocumentList avee={id} mayEdit={mayEdit} />
        </Stack>
        <SourceList avee={id} mayEdit={mayEdit} />
        <ProposedAnswers avee={id} mayEdit={mayEdit} />
        {mayEdit && <ConflictList avee={id} />}
        <AnswerList
          avee={id}
          handle={handle}
          mayEdit={mayEdit}
          reachOf={(answer) => <AnswerReach avee={id} answer={answer} mayEdit={mayEdit} />}
        />
        <ModelVerdicts avee={id} mayEdit={mayEdit} />
      </Stack>
    </Container>
  );
}
