import { ActionIcon, Badge, Button, Group, Modal, Paper, Stack, Text } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { IconTrash } from "@tabler/icons-react";
import { useState } from "react";

import { api, asProblem, type Schema, unwrap } from "~/shared/api";
import { keys, queryClient } from "~/shared/queries";
import { date, plural } from "~/shared/time";
import { Markdown } from "~/shared/ui/Markdown";
import { Empty, Failed, Loaded, Loading } from "~/shared/ui/states";
import { TrustStatus } from "~/shared/trust/TrustStatus";

type Document = Schema<"DocumentOut">;
const STATES = { pending: ["yellow", "being read"], ready: ["teal", "ready"], failed: ["red", "failed"] } as const;

export function DocumentList({ avee }: { avee: string }) {
  const query = useInfiniteQuery({
    queryKey: keys.documents(avee),
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET("/avees/{avee_id}/documents", { params: { path: { avee_id: avee }, query: { cursor: pageParam } } }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  const [opened, setOpened] = useState<Document | null>(null);
  const [deleting, setDeleting] = useState<Document | null>(null);
  if (query.isPending) return <Loading />;
  if (query.isError && !query.data) return <Failed error={query.error} retry={() => void query.refetch()} />;
  const documents = query.data.pages.flatMap((page) => page.items);
  if (documents.length === 0)
    return (
      <Empty title="No documents yet">What you add above is read, cut into passages and quoted with its title.</Empty>
    );
  return (
    <Stack gap="xs">
      <TrustStatus avee={avee} of={["documents"]} />
      {documents.map((each) => (
        <Paper key={each.id} withBorder p="sm">
          <Group justify="space-between" wrap="nowrap">
            <div style={{ minWidth: 0 }}>
              <Button
                variant="transparent"
                p={0}
                h="auto"
                disabled={each.status !== "ready"}
                onClick={() => setOpened(each)}
              >
                <Text fw={600} truncate>
                  {each.title}
                </Text>
              </Button>
              <Group gap={6}>
                <Badge size="sm" variant="light" tt="none" color={STATES[each.status][0]}>
                  {STATES[each.status][1]}
                </Badge>
                {each.layer !== "public" && (
                  <Badge size="sm" variant="light" color="grape" tt="none">
                    for {each.layer}
                  </Badge>
                )}
                <Text size="xs" c="dimmed">
                  {each.source} · {plural(each.chunk_count, "passage")} · {date(each.created_at)}
                </Text>
              </Group>
              {each.failure && (
                <Text size="sm" c="red">
                  {each.failure}
                </Text>
              )}
            </div>
            <ActionIcon
              variant="subtle"
              color="red"
              aria-label={`Delete ${each.title}`}
              onClick={() => setDeleting(each)}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </Group>
        </Paper>
      ))}
      {query.hasNextPage && (
        <Button variant="default" onClick={() => void query.fetchNextPage()}>
          More documents
        </Button>
      )}
      <Modal
        opened={opened !== null}
        onClose={() => setOpened(null)}
        title={opened?.title}
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
        {deleting && <Delete document={deleting} onDone={() => setDeleting(null)} />}
      </Modal>
    </Stack>
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
            What the agent may quote, passage by passage{page.next_cursor ? " (the first 200)" : ""}.
          </Text>
          {page.items.map((each) => (
            <Paper key={each.id} withBorder p="sm">
              <Text size="xs" c="dimmed">
                {each.position + 1} · {each.heading.replaceAll(" > ", " › ")}
              </Text>
              <Markdown text={each.content} />
            </Paper>
          ))}
        </Stack>
      )}
    </Loaded>
  );
}

function Delete({ document, onDone }: { document: Document; onDone: () => void }) {
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
      <Text>“{document.title}” is quoted no more from then on. What was said stays in its threads.</Text>
      {remove.isError && (
        <Text c="red" role="alert">
          {asProblem(remove.error).message}
        </Text>
      )}
      <Group>
        <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
          Delete
        </Button>
        <Button variant="default" onClick={onDone}>
          Keep
        </Button>
      </Group>
    </Stack>
  );
}
