/** A passage of a document in full, as it stands there now. */
import { Badge, Blockquote, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import { api, unwrap } from "~/shared/api";
import { Markdown } from "~/shared/ui/Markdown";
import { PersonText } from "~/shared/ui/PersonText";
import { Loaded } from "~/shared/ui/states";

interface Props {
  avee: string;
  id: string;
  /** The reply's quotation of it, shown where the document has been replaced since. */
  excerpt: string;
  /** Whether the headings above it are told. */
  withHeading?: boolean;
}

export function PassageText({ avee, id, excerpt, withHeading = true }: Props) {
  const query = useQuery({
    queryKey: ["passage", avee, id],
    queryFn: () =>
      unwrap(
        api.GET("/avees/{avee_id}/passages/{passage_id}", { params: { path: { avee_id: avee, passage_id: id } } }),
      ),
    retry: false,
  });
  if (query.isError) {
    return (
      <Stack>
        <Text c="dimmed" size="sm">
          The document has changed since. The reply quoted this text:
        </Text>
        <Blockquote p="md">
          <PersonText inherit>{excerpt}</PersonText>
        </Blockquote>
      </Stack>
    );
  }
  return (
    <Loaded query={query}>
      {(passage) => (
        <Stack gap="xs">
          <Group gap="xs">
            {withHeading && (
              <PersonText c="dimmed" size="sm">
                {passage.heading.replaceAll(" > ", " › ") || passage.document_title}
              </PersonText>
            )}
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
