/** The log: every message, the way it took, and a receipt that says why. */
import {
  Button,
  Container,
  Drawer,
  Group,
  Paper,
  Select,
  Stack,
  Text,
  TextInput,
  Title,
  UnstyledButton,
} from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { api, type Schema, unwrap } from "~/shared/api";
import { PathBadge, PATHS } from "~/shared/paths";
import { keys } from "~/shared/queries";
import { dateTime } from "~/shared/time";
import { useAgent } from "~/shared/useAgent";
import { useTitle } from "~/shared/ui/Page";
import { Empty, Failed, Loading } from "~/shared/ui/states";
import { RULES, type RuleName, VERDICTS, type Verdict } from "~/features/policy/names";
import { Receipt } from "~/features/policy/Receipt";
import { VerdictBadge } from "~/features/policy/VerdictBadge";

type Decision = Schema<"DecisionOut">;

export function Decisions() {
  useTitle("Decisions");
  const avee = useAgent();
  const [path, setPath] = useState<string | null>(null);
  const [rule, setRule] = useState<RuleName | null>(null);
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const [words, setWords] = useState("");
  const [day, setDay] = useState("");
  const [opened, setOpened] = useState<Decision | null>(null);
  const [said] = useDebouncedValue(words.trim(), 300);
  const wanted = {
    path: path ?? undefined,
    rule: rule ?? undefined,
    said: said || undefined,
    verdict: verdict ?? undefined,
    ...inDay(day),
  };
  const isFiltered = Object.values(wanted).some((each) => each !== undefined);
  const query = useInfiniteQuery({
    queryKey: [...keys.decisions(avee.id), wanted],
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET("/orchestrator/decisions", {
          params: { query: { avee_id: avee.id, ...wanted, cursor: pageParam, limit: 100 } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  const shown = query.data?.pages.flatMap((page) => page.items) ?? [];
  // A long log is looked through in steps, and a step that found nothing is no end of it.
  const { fetchNextPage } = query;
  const isLookingOn = query.hasNextPage && !query.isError && query.data?.pages.at(-1)?.items.length === 0;
  const steps = query.data?.pages.length;
  useEffect(() => {
    if (isLookingOn) void fetchNextPage();
  }, [isLookingOn, steps, fetchNextPage]);
  return (
    <Container size="lg" px={0} py="lg">
      <Title order={1} size="h3" mb="md">
        Decisions
      </Title>
      <div className="filters">
        <Select
          label="Path"
          clearable
          placeholder="all"
          value={path}
          onChange={setPath}
          data={Object.entries(PATHS).map(([value, { label }]) => ({ value, label }))}
        />
        <Select
          label="Rule"
          clearable
          placeholder="all"
          value={rule}
          onChange={(value) => setRule(value as RuleName | null)}
          data={Object.entries(RULES).map(([value, label]) => ({ value, label }))}
        />
        <Select
          label="Asker said"
          clearable
          placeholder="anything"
          value={verdict}
          onChange={(value) => setVerdict(value as Verdict | null)}
          data={Object.entries(VERDICTS).map(([value, label]) => ({ value, label }))}
        />
        <TextInput label="Day" type="date" value={day} onChange={(event) => setDay(event.currentTarget.value)} />
        <TextInput label="Text" value={words} onChange={(event) => setWords(event.currentTarget.value)} />
      </div>
      {query.isPending && <Loading />}
      {query.isError && !query.data && <Failed error={query.error} retry={() => void query.refetch()} />}
      {query.data && shown.length === 0 && !query.hasNextPage && (
        <Empty title={isFiltered ? "Nothing matches" : "No messages yet"}>
          {isFiltered
            ? "Take away a filter."
            : "Every message somebody writes to this agent is here, with the reason for what was done."}
        </Empty>
      )}
      <Stack gap={6}>
        {shown.map((each) => (
          <Paper key={each.id} withBorder>
            <UnstyledButton p="sm" w="100%" onClick={() => setOpened(each)}>
              <Group justify="space-between" gap="xs">
                <Group gap={6}>
                  <PathBadge path={each.decision_path} />
                  {each.verdict && <VerdictBadge verdict={each.verdict} />}
                </Group>
                <Text size="xs" c="dimmed">
                  {dateTime(each.created_at)}
                </Text>
              </Group>
              <Text size="sm" fw={600} mt={4} className="clamp">
                {each.message_content}
              </Text>
              <Text size="sm" c="dimmed" className="clamp">
                {each.reason}
              </Text>
            </UnstyledButton>
          </Paper>
        ))}
      </Stack>
      {isLookingOn && <Loading what="Looking further back" />}
      {query.isError && query.data && <Failed error={query.error} retry={() => void fetchNextPage()} />}
      {query.hasNextPage && !isLookingOn && !query.isError && (
        <Button mt="md" variant="default" loading={query.isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Older
        </Button>
      )}
      <Drawer
        opened={opened !== null}
        onClose={() => setOpened(null)}
        position="right"
        size="lg"
        title="Why this way"
        closeButtonProps={{ "aria-label": "Close" }}
      >
        {opened && <Receipt decision={opened} />}
      </Drawer>
    </Container>
  );
}

/** From midnight to midnight where the reader is. */
function inDay(day: string): { since?: string; until?: string } {
  if (!day) return {};
  const [since, until] = [new Date(`${day}T00:00`), new Date(`${day}T00:00`)];
  until.setDate(until.getDate() + 1);
  return { since: since.toISOString(), until: until.toISOString() };
}
