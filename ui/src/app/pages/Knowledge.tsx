import { Container, Stack, Title } from "@mantine/core";

import { useAgent } from "~/shared/useAgent";
import { useTitle } from "~/shared/ui/Page";
import { Upload } from "~/features/knowledge/Upload";
import { AnswerList } from "~/features/knowledge/AnswerList";
import { DocumentList } from "~/features/knowledge/DocumentList";
import { ModelVerdicts } from "~/features/trust/ModelVerdicts";

export function Knowledge() {
  useTitle("Knowledge");
  const avee = useAgent();
  return (
    <Container size="lg" px={0} py="lg">
      <Stack gap="xl">
        <Stack component="section" aria-labelledby="documents">
          <Title order={1} size="h3" id="documents">
            Documents
          </Title>
          <Upload avee={avee.id} />
          <DocumentList avee={avee.id} />
        </Stack>
        <AnswerList avee={avee.id} />
        <ModelVerdicts avee={avee.id} />
      </Stack>
    </Container>
  );
}
