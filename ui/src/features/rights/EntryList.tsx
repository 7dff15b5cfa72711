/** A log of changes, newest first, with a choice of one kind. */
import { Button, NativeSelect, Paper, Stack, Table, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";

import type { Schema } from "~/shared/api";
import { dateTime } from "~/shared/time";
import { PersonName } from "~/shared/ui/PersonText";
import { Empty, Failed, Loading } from "~/shared/ui/states";
import { changesOf, type Entry, nameOfKind } from "~/features/rights/auditInWords";

interface Props {
  queryKey: readonly string[];
  load: (kind: string | undefined, cursor: string | undefined) => Promise<Schema<"PageOut_AuditEntryOut_">>;
  kinds: Record<string, string>;
}

export function EntryList({ queryKey, load, kinds }: Props) {
  const [kind, setKind] = useState("");
  const query = useInfiniteQuery({
    queryKey: [...queryKey, kind],
    queryFn: ({ pageParam }) => load(kind || undefined, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  const entries = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Stack gap="sm">
      <NativeSelect
        label="Show"
        maw={320}
        value={kind}
        onChange={(event) => setKind(event.currentTarget.value)}
        data={[
          { value: "", label: "Everything" },
          ...Object.entries(kinds).map(([value, label]) => ({ value, label })),
        ]}
      />
      {query.isPending && <Loading />}
      {query.isError && !query.data && <Failed error={query.error} retry={() => void query.refetch()} />}
      {query.data && entries.length === 0 && <Empty title="Nothing yet">Entries are kept for 400 days.</Empty>}
      {entries.map((each) => (
        <EntryCard key={each.id} entry={each} />
      ))}
      {query.hasNextPage && (
        <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          Older
        </Button>
      )}
    </Stack>
  );
}

function EntryCard({ entry }: { entry: Entry }) {
  const changes = changesOf(entry);
  return (
    <Paper withBorder p="sm" component="article" aria-label={nameOfKind(entry.kind)}>
      <Text fw={600} size="sm">
        {nameOfKind(entry.kind)}
        {entry.subject && (
          <>
            : <PersonName>{entry.subject.display_name}</PersonName>
          </>
        )}
      </Text>
      <Text size="xs" c="dimmed">
        {dateTime(entry.at)} · {entry.person ? <PersonName>{entry.person.display_name}</PersonName> : nobody(entry)}
        {entry.via === "token" && " · by an API token"}
        {entry.network && ` · ${entry.network}`}
      </Text>
      {changes.length > 0 && (
        <Table mt={4} aria-label="What changed" style={{ tableLayout: "fixed" }}>
          <Table.Tbody>
            {changes.map((each) => (
              <Table.Tr key={each.name}>
                <Table.Td>{each.name}</Table.Td>
                <Table.Td style={{ overflowWrap: "anywhere" }}>
                  {[each.before, each.after].filter((value) => value !== undefined).join(" → ")}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Paper>
  );
}

const nobody = (entry: Entry) => (entry.via ? "a person who erased their account" : "the program");
