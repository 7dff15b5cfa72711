/** Why a message took its way: the signals beside the thresholds, every rule and what it lacked, and what would have changed it. */
import { Group, Progress, Stack, Table, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import type { Schema } from "~/shared/api";
import { PathBadge } from "~/shared/paths";
import { decisionQuery, policyQuery } from "~/shared/queries";
import { dateTime, plural } from "~/shared/time";
import { Failed, Loading } from "~/shared/ui/states";
import { RULES, type RuleName } from "~/features/policy/names";
import { Rules } from "~/features/policy/Rules";
import { VerdictBadge } from "~/features/policy/VerdictBadge";

type Decision = Schema<"DecisionOut">;

/** What a chat model's words took. */
interface Usage {
  prompt_tokens: number;
  completion_tokens: number;
  ms: number;
  attempts: number;
  cost: number | null;
}

interface Evidence {
  question?: string;
  is_follow_up?: boolean;
  signals?: Partial<Record<string, number | string | null>>;
  tier?: string;
  layer?: string;
  answers?: { id: string; probability: number; cosine: number; counter?: number }[];
  passages?: { id: string; probability: number }[];
  usage?: { day: number; week: number };
  draft?: {
    supported: boolean;
    written_by: string;
    fault?: string | null;
    removed?: number;
    usage?: Usage | null;
  } | null;
  gate?: { name: string; opens_at: string | null } | null;
}

export function Receipt({ decision }: { decision: Decision }) {
  const policies = useQuery(policyQuery(decision.avee_id));
  const details = useQuery(decisionQuery(decision.id));
  const { data: policy } = policies;
  const { data: detail } = details;
  const evidence = decision.evidence as Evidence;
  const signal = (name: string) => Number(evidence.signals?.[name] ?? 0);
  const failed = [policies, details].find((each) => each.isError && !each.data);
  if (failed) return <Failed error={failed.error} retry={() => void failed.refetch()} />;
  if (!policy || !detail) return <Loading />;
  const scales: [string, number, number, string][] = [
    ["Match with an earlier answer", signal("canonical_similarity"), policy.canonical_match_threshold, "reused"],
    ["Novelty", signal("novelty"), policy.novelty_threshold, "new"],
    ["Complexity", signal("complexity"), policy.complexity_threshold, "complex"],
    ["Confidence", signal("confidence"), policy.auto_answer_confidence_threshold, "answered"],
    ["Vagueness", signal("vagueness"), policy.vagueness_threshold, "asked back"],
  ];
  const taken = Object.entries(decision.timings).filter(
    (entry): entry is [string, number] => typeof entry[1] === "number",
  );
  return (
    <Stack>
      <Group gap="xs">
        <PathBadge path={decision.decision_path} />
        <Text size="sm" c="dimmed">
          rule “{RULES[decision.rule as RuleName]}”, policy version {decision.policy_version}
        </Text>
      </Group>
      <Text fw={600}>{decision.message_content}</Text>
      {evidence.is_follow_up && (
        <Text size="sm" c="dimmed">
          Read together with what it follows: “{evidence.question}”
        </Text>
      )}
      <Text>{decision.reason}</Text>
      {decision.verdict && (
        <div>
          <VerdictBadge verdict={decision.verdict} />
          {decision.comment && (
            <Text size="sm" mt={4} style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
              “{decision.comment}”
            </Text>
          )}
        </div>
      )}
      <Title order={3} size="h6">
        Signals
        {policy.version !== decision.policy_version
          ? `, beside today’s thresholds (version ${policy.version})`
          : " and thresholds"}
      </Title>
      {scales.map(([name, value, threshold, meaning]) => (
        <Scale key={name} name={name} value={value} threshold={threshold} meaning={meaning} />
      ))}
      {detail.standing && (
        <Text size="sm" c="dimmed" data-testid="receipt-standing">
          {decision.decision_path === "C"
            ? "Answers of yours that are reused"
            : "Automatic answers from your documents"}
          , now: {detail.standing.line}.
        </Text>
      )}
      {detail.receipt && <Rules receipt={detail.receipt} />}
      <Title order={3} size="h6">
        Evidence
      </Title>
      <Table aria-label="Evidence">
        <Table.Tbody>
          <Fact name="Asker">
            {evidence.tier}, let in to {evidence.layer}
          </Fact>
          <Fact name="Earlier answers, by meaning alone">
            {evidence.answers
              ?.map((each) => `${whole(each.probability)} %${isBarred(each) ? " (you said it is not for this)" : ""}`)
              .join(", ") || "none"}
          </Fact>
          <Fact name="Passages, by meaning alone">
            {evidence.passages?.map((each) => `${whole(each.probability)} %`).join(", ") || "none"}
          </Fact>
          {evidence.draft && (
            <Fact name="Draft">
              {evidence.draft.supported ? "borne by its passages" : "not borne by its passages"}, written by{" "}
              {evidence.draft.written_by}
              {evidence.draft.removed
                ? `; ${plural(evidence.draft.removed, "sentence")} left out that they do not bear`
                : ""}
            </Fact>
          )}
          {evidence.draft?.fault && <Fact name="The chat model">{evidence.draft.fault.replaceAll("_", " ")}</Fact>}
          {evidence.draft?.usage && <Fact name="It took">{usageInWords(evidence.draft.usage)}</Fact>}
          <Fact name="Questions to you then">
            {evidence.usage?.day ?? 0} in a day, {evidence.usage?.week ?? 0} in a week
          </Fact>
          {evidence.gate && (
            <Fact name="Closed gate">
              {evidence.gate.name.replaceAll("_", " ")}
              {evidence.gate.opens_at ? `, opens ${dateTime(evidence.gate.opens_at)}` : ""}
            </Fact>
          )}
          {taken.length > 0 && (
            <Fact name="Time taken">
              {taken.map(([name, ms]) => `${name.replace(/_ms$/, "")} ${ms.toFixed(0)} ms`).join(", ")}
            </Fact>
          )}
        </Table.Tbody>
      </Table>
    </Stack>
  );
}

/** The message was at least as near to a message that the creator crossed as to the answer. */
const isBarred = ({ cosine, counter = -1 }: { cosine: number; counter?: number }) => counter > -1 && counter >= cosine;

const usageInWords = ({ prompt_tokens: read, completion_tokens: written, ms, attempts, cost }: Usage) =>
  `${read} tokens read, ${written} written, ${(ms / 1000).toFixed(1)} s${attempts > 1 ? ` in ${attempts} tries` : ""}${cost === null ? "" : `, cost ${cost.toFixed(6)}`}`;

/** Per cent, never rounded up to what it does not reach, as in the reason above it. */
const whole = (value: number) => Math.floor(value * 100 + 1e-9);

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <Table.Tr>
      <Table.Th w={170} fw={500}>
        {name}
      </Table.Th>
      <Table.Td>{children}</Table.Td>
    </Table.Tr>
  );
}

function Scale({
  name,
  value,
  threshold,
  meaning,
}: {
  name: string;
  value: number;
  threshold: number;
  meaning: string;
}) {
  const holds = value >= threshold;
  const by = `${holds ? "over" : "under"} “${meaning}” (${Math.round(threshold * 100)} %) by ${Math.abs(whole(value) - Math.round(threshold * 100))}`;
  return (
    <div>
      <Group justify="space-between" gap="xs">
        <Text size="sm">
          {name}: {whole(value)} %
        </Text>
        <Text size="xs" c="dimmed">
          {by}
        </Text>
      </Group>
      <div style={{ position: "relative" }}>
        <Progress
          value={value * 100}
          color={holds ? "indigo" : "gray"}
          aria-label={`${name}, ${whole(value)} of 100`}
        />
        <span
          aria-hidden
          style={{
            position: "absolute",
            left: `${threshold * 100}%`,
            top: -3,
            width: 2,
            height: 14,
            background: "var(--mantine-color-text)",
          }}
        />
      </div>
    </div>
  );
}
