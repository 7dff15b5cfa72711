/** A source in full: the passage of a document, or the creator's answer. */
import { Badge, Blockquote, Group, Modal, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import { api, type Schema, unwrap } from "~/shared/api";
import { date } from "~/shared/time";
import { Markdown } from "~/shared/ui/Markdown";
import { PersonName, PersonText } from "~/shared/ui/PersonText";
import { Loaded } from "~/shared/ui/states";

export type Source = Schema<"SourceOut">;

export function PassageModal({ avee, source, onClose }: { avee: string; source: Source | null; onClose: () => void }) {
  return (
    <Modal
      opened={source !== null}
      onClose={onClose}
      title={<PersonName>{source?.title}</PersonName>}
      size="lg"
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {source?.kind === "document" && <Passage avee={avee} source={source} />}
      {source?.kind === "canonical_answer" && (
        <Stack gap="xs">
          {source.answered_at && (
            <Text c="dimmed" size="sm">
              Answered on {date(source.answered_at)}
            </Text>
          )}
          <Markdown text={source.excerpt} />
        </Stack>
      )}
    </Modal>
  );
}

function Passage({ avee, source }: { avee: string; source: Source }) {
  const query = useQuery({
    queryKey: ["passage", avee, source.id],
    queryFn: () =>
      unwrap(
        api.GET("/avees/{avee_id}/passages/{passage_id}", {
          params: { path: { avee_id: avee, passage_id: source.id } },
        }),
      ),
    retry: false,
  });
  // The document may have been replaced since: the quoted text is still shown.
  if (query.isError) {
    return (
      <Stack>
        <Text c="dimmed" size="sm">
          The document has changed since. The reply quoted this text:
        </Text>
        <Blockquote p="md">
          <PersonText inherit>{source.excerpt}</PersonText>
        </Blockquote>
      </Stack>
    );
  }
  return (
    <Loaded query={query}>
      {(passage) => (
        <Stack gap="xs">
          <Group gap="xs">
            <PersonText c="dimmed" size="sm">
              {passage.heading.replaceAll(" > ", " › ") || passage.document_title}
            </PersonText>
            {passage.layer !== "public" && (
              <Badge variant="light" color="grape" tt="none">
                layer: {passage.layer}
              </Badge>
            )}
          </Group>
          <Markdown text={passage.content} />
        </Stack>
      )}
    </Loaded>
  );
}
