/** The log: every message, the way it took, and a receipt that says why. */
import { Button, Container, Drawer, Group, Paper, Progress, Select, Stack, Table, Text, TextInput, Title, UnstyledButton } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { api, type Schema, unwrap } from "~/shared/api";
import { PathBadge, PATHS } from "~/shared/paths";
import { keys, policyQuery } from "~/shared/queries";
import { dateTime } from "~/shared/time";
import { useAgent } from "~/shared/useAgent";
import { useTitle } from "~/shared/ui/Page";
import { Empty, Failed, Loading } from "~/shared/ui/states";

type Decision = Schema<"DecisionOut">;

export function Decisions() {
  useTitle("Decisions");
  const avee = useAgent();
  const [path, setPath] = useState<string | null>(null);
  const [rule, setRule] = useState<string | null>(null);
  const [words, setWords] = useState("");
  const [day, setDay] = useState("");
  const [opened, setOpened] = useState<Decision | null>(null);
  const query = useInfiniteQuery({
    queryKey: [...keys.decisions(avee.id), path],
    queryFn: ({ pageParam }) => unwrap(api.GET("/orchestrator/decisions", { params: { query: { avee_id: avee.id, path: path ?? undefined, cursor: pageParam, limit: 100 } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  const all = query.data?.pages.flatMap((page) => page.items) ?? [];
  const rules = [...new Set(all.map((each) => each.rule))].sort();
  const shown = all.filter((each) => (!rule || each.rule === rule) && (!words || each.message_content.toLowerCase().includes(words.toLowerCase())) && (!day || new Date(each.created_at).toLocaleDateString("sv") === day));
  return (
    <Container size="lg" px={0} py="lg">
      <Title order={1} size="h3" mb="md">Decisions</Title>
      <Group gap="xs" align="flex-end" mb="md">
        <Select label="Path" clearable placeholder="all" w={190} value={path} onChange={setPath} data={Object.entries(PATHS).map(([value, { label }]) => ({ value, label }))} />
        <Select label="Rule" clearable placeholder="all" w={170} value={rule} onChange={setRule} data={rules.map((value) => ({ value, label: value.replaceAll("_", " ") }))} />
        <TextInput label="Day" type="date" value={day} onChange={(event) => setDay(event.currentTarget.value)} />
        <TextInput label="Text" value={words} onChange={(event) => setWords(event.currentTarget.value)} style={{ flex: 1, minWidth: 160 }} />
      </Group>
      {query.isPending && <Loading />}
      {query.isError && !query.data && <Failed error={query.error} retry={() => void query.refetch()} />}
      {query.data && shown.length === 0 && <Empty title={all.length ? "Nothing matches" : "No messages yet"}>{all.length ? "Take away a filter." : "Every message somebody writes to this agent is here, with the reason for what was done."}</Empty>}
      <Stack gap={6}>
        {shown.map((each) => (
          <Paper key={each.id} withBorder>
            <UnstyledButton p="sm" w="100%" onClick={() => setOpened(each)}>
              <Group justify="space-between" gap="xs"><PathBadge path={each.decision_path} /><Text size="xs" c="dimmed">{dateTime(each.created_at)}</Text></Group>
              <Text size="sm" fw={600} mt={4} className="clamp">{each.message_content}</Text>
              <Text size="sm" c="dimmed" className="clamp">{each.reason}</Text>
            </UnstyledButton>
          </Paper>
        ))}
      </Stack>
      {query.hasNextPage && <Button mt="md" variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>Older</Button>}
      <Drawer opened={opened !== null} onClose={() => setOpened(null)} position="right" size="lg" title="Why this way" closeButtonProps={{ "aria-label": "Close" }}>{opened && <Receipt decision={opened} />}</Drawer>
    </Container>
  );
}

interface Evidence {
  question?: string;
  is_follow_up?: boolean;
  signals?: Partial<Record<string, number | string | null>>;
  tier?: string;
  layer?: string;
  answers?: { id: string; probability: number }[];
  passages?: { id: string; probability: number }[];
  usage?: { day: number; week: number };
  draft?: { supported: boolean; written_by: string } | null;
  gate?: { name: string; opens_at: string | null } | null;
}

function Receipt({ decision }: { decision: Decision }) {
  const { data: policy } = useQuery(policyQuery(decision.avee_id));
  const evidence = decision.evidence as Evidence;
  const signal = (name: string) => Number(evidence.signals?.[name] ?? 0);
  const scales: [string, number, number | undefined, string][] = [
    ["Match with an earlier answer", signal("canonical_similarity"), policy?.canonical_match_threshold, "reused"],
    ["Novelty", signal("novelty"), policy?.novelty_threshold, "new"],
    ["Complexity", signal("complexity"), policy?.complexity_threshold, "complex"],
    ["Confidence", signal("confidence"), policy?.auto_answer_confidence_threshold, "answered"],
    ["Vagueness", signal("vagueness"), policy?.vagueness_threshold, "asked back"],
  ];
  const taken = Object.entries(decision.timings).filter((entry): entry is [string, number] => typeof entry[1] === "number");
  return (
    <Stack>
      <Group gap="xs"><PathBadge path={decision.decision_path} /><Text size="sm" c="dimmed">rule “{decision.rule.replaceAll("_", " ")}”, policy version {decision.policy_version}</Text></Group>
      <Text fw={600}>{decision.message_content}</Text>
      {evidence.is_follow_up && <Text size="sm" c="dimmed">Read together with what it follows: “{evidence.question}”</Text>}
      <Text>{decision.reason}</Text>
      <Title order={3} size="h6">Signals{policy && policy.version !== decision.policy_version ? `, beside today’s thresholds (version ${policy.version})` : " and thresholds"}</Title>
      {scales.map(([name, value, threshold, meaning]) => <Scale key={name} name={name} value={value} threshold={threshold} meaning={meaning} />)}
      <Title order={3} size="h6">Evidence</Title>
      <Table aria-label="Evidence">
        <Table.Tbody>
          <Fact name="Asker">{evidence.tier}, let in to {evidence.layer}</Fact>
          <Fact name="Earlier answers found">{evidence.answers?.map((each) => `${Math.round(each.probability * 100)} %`).join(", ") || "none"}</Fact>
          <Fact name="Passages found">{evidence.passages?.map((each) => `${Math.round(each.probability * 100)} %`).join(", ") || "none"}</Fact>
          {evidence.draft && <Fact name="Draft">{evidence.draft.supported ? "borne by its passages" : "not borne by its passages"}, written by {evidence.draft.written_by}</Fact>}
          <Fact name="Questions to you then">{evidence.usage?.day ?? 0} in a day, {evidence.usage?.week ?? 0} in a week</Fact>
          {evidence.gate && <Fact name="Closed gate">{evidence.gate.name.replaceAll("_", " ")}{evidence.gate.opens_at ? `, opens ${dateTime(evidence.gate.opens_at)}` : ""}</Fact>}
          {taken.length > 0 && <Fact name="Time taken">{taken.map(([name, ms]) => `${name.replace(/_ms$/, "")} ${ms.toFixed(0)} ms`).join(", ")}</Fact>}
        </Table.Tbody>
      </Table>
    </Stack>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return <Table.Tr><Table.Th w={170} fw={500}>{name}</Table.Th><Table.Td>{children}</Table.Td></Table.Tr>;
}

function Scale({ name, value, threshold, meaning }: { name: string; value: number; threshold: number | undefined; meaning: string }) {
  const holds = threshold !== undefined && value >= threshold;
  const by = threshold === undefined ? "" : `${holds ? "over" : "under"} “${meaning}” (${Math.round(threshold * 100)} %) by ${Math.abs(Math.round((value - threshold) * 100))}`;
  return (
    <div>
      <Group justify="space-between" gap="xs"><Text size="sm">{name}: {Math.round(value * 100)} %</Text><Text size="xs" c="dimmed">{by}</Text></Group>
      <div style={{ position: "relative" }}>
        <Progress value={value * 100} color={holds ? "indigo" : "gray"} aria-label={`${name}, ${Math.round(value * 100)} of 100`} />
        {threshold !== undefined && <span aria-hidden style={{ position: "absolute", left: `${threshold * 100}%`, top: -3, width: 2, height: 14, background: "var(--mantine-color-text)" }} />}
      </div>
    </div>
  );
}
