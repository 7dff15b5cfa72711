/** An agent's documents: their state, their passages, and deleting them. */
import { ActionIcon, Badge, Button, Group, Modal, Paper, Stack, Text } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { IconTrash } from "@tabler/icons-react";
import { useState } from "react";

import { api, type Schema, unwrap } from "~/shared/api";
import { keys, queryClient } from "~/shared/queries";
import { date, plural } from "~/shared/time";
import { TrustStatus } from "~/shared/trust/TrustStatus";
import { Markdown } from "~/shared/ui/Markdown";
import { PersonName, PersonText } from "~/shared/ui/PersonText";
import { ProblemText } from "~/shared/ui/ProblemAlert";
import { Empty, Failed, Loaded, Loading } from "~/shared/ui/states";
import { useSearchParam } from "~/shared/useSearchParam";
import { HeldDocument } from "~/features/knowledge/ReplaceOrKeep";
import { LayerBadge } from "~/features/knowledge/LayerBadge";

type Document = Schema<"DocumentOut">;
const STATES: Record<Document["status"], [color: string, label: string]> = {
  pending: ["yellow", "being read"],
  held: ["orange", "waiting for your choice"],
  ready: ["teal", "ready"],
  failed: ["red", "failed"],
};

export function DocumentList({ avee, mayEdit }: { avee: string; mayEdit: boolean }) {
  const query = useInfiniteQuery({
    queryKey: keys.documents(avee),
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET("/avees/{avee_id}/documents", { params: { path: { avee_id: avee }, query: { cursor: pageParam } } }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  const [openedId, setOpened] = useSearchParam("document");
  const [deleting, setDeleting] = useState<Document | null>(null);
  if (query.isPending) return <Loading />;
  if (query.isError && !query.data) return <Failed error={query.error} retry={() => void query.refetch()} />;
  const documents = query.data.pages.flatMap((page) => page.items);
  const opened = documents.find((each) => each.id === openedId) ?? null;
  if (documents.length === 0)
    return (
      <Empty title="No documents yet">
        {mayEdit && "Add documents above. "}Your agent splits them into passages, and quotes these with the document’s
        title.
      </Empty>
    );
  return (
    <Stack gap="xs">
      <TrustStatus avee={avee} of={["documents"]} />
      {documents.map((each) => (
        <DocumentRow
          key={each.id}
          document={each}
          other={documents.find((other) => other.id === each.same_title_as)}
          onOpen={() => setOpened(each.id)}
          onDelete={mayEdit ? () => setDeleting(each) : undefined}
        />
      ))}
      {query.hasNextPage && (
        <Button variant="default" onClick={() => void query.fetchNextPage()}>
          More documents
        </Button>
      )}
      <Modal
        opened={opened !== null}
        onClose={() => setOpened(null)}
        title={<PersonName>{opened?.title}</PersonName>}
        size="xl"
        closeButtonProps={{ "aria-label": "Close" }}
      >
        {opened && <Passages document={opened} />}
      </Modal>
      <Modal
        opened={deleting !== null}
        onClose={() => setDeleting(null)}
        title="Delete the document?"
        closeButtonProps={{ "aria-label": "Close" }}
      >
        {deleting && <DeleteDocument document={deleting} onDone={() => setDeleting(null)} />}
      </Modal>
    </Stack>
  );
}

interface RowProps {
  document: Document;
  /** The document whose title it has, while it waits for a choice. */
  other?: Document;
  onOpen: () => void;
  /** Missing for whoever may only read. */
  onDelete: (() => void) | undefined;
}

function DocumentRow({ document, other, onOpen, onDelete }: RowProps) {
  const [color, state] = STATES[document.status];
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between" wrap="nowrap">
        <div style={{ minWidth: 0 }}>
          <Button variant="transparent" p={0} h="auto" disabled={document.status !== "ready"} onClick={onOpen}>
            <PersonText fw={600} truncate>
              {document.title}
            </PersonText>
          </Button>
          <Group gap={6}>
            <Badge size="sm" variant="light" tt="none" color={color}>
              {state}
            </Badge>
            <LayerBadge layer={document.layer} />
            <Text size="xs" c="dimmed">
              <PersonName>{document.source}</PersonName> · {plural(document.chunk_count, "passage")} ·{" "}
              {date(document.created_at)}
            </Text>
          </Group>
          {document.warning && (
            <Text size="sm" c="orange">
              {document.warning}
            </Text>
          )}
          {document.status === "pending" && document.replaces && (
            <Text size="sm" c="dimmed">
              Your agent quotes the earlier version until this one is read.
            </Text>
          )}
          {onDelete && document.status === "held" && (
            <>
              <Text size="sm">
                Another document has this title. Is this a new version of it? Until you choose, it is not quoted.
              </Text>
              <HeldDocument document={document} other={other} />
            </>
          )}
          {document.failure && (
            <Text size="sm" c="red">
              {document.failure}
            </Text>
          )}
        </div>
        {onDelete && (
          <ActionIcon variant="subtle" color="red" aria-label={`Delete ${document.title}`} onClick={onDelete}>
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        )}
      </Group>
    </Paper>
  );
}

function Passages({ document }: { document: Document }) {
  const query = useQuery({
    queryKey: [...keys.documents(document.avee_id), document.id, "passages"],
    queryFn: () =>
      unwrap(
        api.GET("/avees/{avee_id}/documents/{document_id}/passages", {
          params: { path: { avee_id: document.avee_id, document_id: document.id }, query: { limit: 200 } },
        }),
      ),
  });
  return (
    <Loaded query={query}>
      {(page) => (
        <Stack gap="sm">
          <Text c="dimmed" size="sm">
            The passages that your agent may quote{page.next_cursor ? " (the first 200)" : ""}.
          </Text>
          {page.items.map((each) => (
            <Paper key={each.id} withBorder p="sm">
              <PersonText size="xs" c="dimmed">
                {each.position + 1} · {each.heading.replaceAll(" > ", " › ")}
              </PersonText>
              <Markdown text={each.content} />
            </Paper>
          ))}
        </Stack>
      )}
    </Loaded>
  );
}

function DeleteDocument({ document, onDone }: { document: Document; onDone: () => void }) {
  const remove = useMutation({
    mutationFn: () =>
      unwrap(
        api.DELETE("/avees/{avee_id}/documents/{document_id}", {
          params: { path: { avee_id: document.avee_id, document_id: document.id } },
        }),
      ),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: keys.documents(document.avee_id) });
      onDone();
    },
  });
  return (
    <Stack>
      <Text>
        Your agent stops quoting “<PersonName>{document.title}</PersonName>”. Replies that quoted it stay in their
        conversations.
      </Text>
      <ProblemText error={remove.error} size="md" />
      <Group>
        <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
          Delete
        </Button>
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
      </Group>
    </Stack>
  );
}
