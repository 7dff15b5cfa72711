/** Every conversation with the agent, searched by its team; a press opens the thread. */
import { Button, Container, Select, Stack, Text, TextInput, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";

import { api, type Schema, unwrap } from "~/shared/api";
import { keys } from "~/shared/queries";
import { type PathLetter, PATHS } from "~/shared/routing/paths";
import { rangeOfDay, relative } from "~/shared/time";
import { useTitle } from "~/shared/ui/Page";
import { PersonText } from "~/shared/ui/PersonText";
import { Empty, Failed, Loading } from "~/shared/ui/states";
import { useAgent } from "~/shared/useAgent";

const NONE = { query: "", person: "", path: null as PathLetter | null, day: "" };
type Filters = typeof NONE;
const TYPING_MS = 300;
const PATH_OPTIONS = Object.entries(PATHS).map(([value, { label }]) => ({ value, label }));

export function ConversationLog() {
  useTitle("Conversations");
  const [filters, setFilters] = useState(NONE);
  const { query, conversations } = useConversations(useAgent().id, filters);
  const change = (changes: Partial<Filters>) => setFilters((before) => ({ ...before, ...changes }));
  return (
    <Container size="lg" px={0} py="lg">
      <Title order={1} size="h3">
        Conversations
      </Title>
      <Text c="dimmed" mb="md">
        Every conversation with this agent. Whoever asks is told that its team can read along.
      </Text>
      <FilterFields filters={filters} onChange={change} />
      {query.isPending && <Loading />}
      {query.isError && <Failed error={query.error} retry={() => void query.refetch()} />}
      {query.data && conversations.length === 0 && (
        <Empty title={filters === NONE ? "No conversations yet" : "Nothing matches"} />
      )}
      <Stack gap={2} component="ul" p={0} m={0} style={{ listStyle: "none" }} aria-label="Conversations">
        {conversations.map((each) => (
          <Row key={each.id} conversation={each} />
        ))}
      </Stack>
      {query.hasNextPage && (
        <Button mt="md" variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          Older
        </Button>
      )}
    </Container>
  );
}

function useConversations(avee: string, { query: said, person, path, day }: Filters) {
  const [typed] = useDebouncedValue(`${said.trim()}\n${person.trim()}`, TYPING_MS);
  const [text, handle] = typed.split("\n");
  const wanted = {
    query: text || undefined,
    person: handle || undefined,
    path: path ?? undefined,
    ...rangeOfDay(day),
  };
  const query = useInfiniteQuery({
    queryKey: [...keys.conversations, "of", avee, wanted],
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET("/avees/{avee_id}/conversations", {
          params: { path: { avee_id: avee }, query: { ...wanted, cursor: pageParam, limit: 50 } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  return { query, conversations: query.data?.pages.flatMap((page) => page.items) ?? [] };
}

function FilterFields({ filters, onChange }: { filters: Filters; onChange: (changes: Partial<Filters>) => void }) {
  return (
    <div className="filters">
      <TextInput
        label="Text"
        value={filters.query}
        onChange={(event) => onChange({ query: event.currentTarget.value })}
      />
      <TextInput
        label="Person"
        leftSection="@"
        autoCapitalize="none"
        value={filters.person}
        onChange={(event) => onChange({ person: event.currentTarget.value })}
      />
      <Select
        label="Path"
        clearable
        placeholder="all"
        value={filters.path}
        onChange={(value) => onChange({ path: value as PathLetter | null })}
        data={PATH_OPTIONS}
      />
      <TextInput
        label="Last message on"
        type="date"
        value={filters.day}
        onChange={(event) => onChange({ day: event.currentTarget.value })}
      />
    </div>
  );
}

function Row({ conversation }: { conversation: Schema<"ConversationOut"> }) {
  return (
    <li>
      <Link className="row-link" to="/messages/$conversation" params={{ conversation: conversation.id }}>
        <PersonText fw={600} size="sm">
          {conversation.asker_name}
        </PersonText>
        <PersonText size="sm" className="clamp">
          {conversation.last_message}
        </PersonText>
        <Text size="xs" c="dimmed">
          @{conversation.asker_handle} · {relative(conversation.updated_at)}
        </Text>
      </Link>
    </li>
  );
}
