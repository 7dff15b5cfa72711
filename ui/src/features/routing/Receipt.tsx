/** Why a message took its path: its signals, every rule, the evidence, and what would have changed the path. */
import { Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import type { Schema } from "~/shared/api";
import { PathBadge } from "~/shared/routing/paths";
import { decisionQuery, policyQuery } from "~/shared/queries";
import { Failed, Loading } from "~/shared/ui/states";
import { type Evidence, EvidenceTable } from "~/features/routing/EvidenceTable";
import { RULES, type RuleName } from "~/features/routing/names";
import { RuleTable } from "~/features/routing/RuleTable";
import { SignalBars } from "~/features/routing/SignalBars";
import { VerdictBadge } from "~/features/routing/VerdictBadge";

type Decision = Schema<"DecisionOut">;

export function Receipt({ decision }: { decision: Decision }) {
  const policies = useQuery(policyQuery(decision.avee_id));
  const details = useQuery(decisionQuery(decision.id));
  const { data: policy } = policies;
  const { data: detail } = details;
  const evidence = decision.evidence as Evidence;
  const failed = [policies, details].find((each) => each.isError && !each.data);
  if (failed) return <Failed error={failed.error} retry={() => void failed.refetch()} />;
  if (!policy || !detail) return <Loading />;
  const isOfToday = policy.version === decision.policy_version;
  return (
    <Stack>
      <Summary decision={decision} evidence={evidence} />
      <Title order={3} size="h6">
        {isOfToday ? "Signals and thresholds" : `Signals and today’s thresholds (rules version ${policy.version})`}
      </Title>
      <SignalBars signals={evidence.signals ?? {}} policy={policy} />
      {detail.standing && (
        <Text size="sm" c="dimmed" data-testid="receipt-standing">
          {decision.decision_path === "C" ? "Your reused answers" : "Automatic answers from your documents"}, now:{" "}
          {detail.standing.line}.
        </Text>
      )}
      {detail.receipt && <RuleTable receipt={detail.receipt} />}
      <Title order={3} size="h6">
        Evidence
      </Title>
      <EvidenceTable evidence={evidence} timings={decision.timings} />
    </Stack>
  );
}

function Summary({ decision, evidence }: { decision: Decision; evidence: Evidence }) {
  return (
    <>
      <Group gap="xs">
        <PathBadge path={decision.decision_path} />
        <Text size="sm" c="dimmed">
          rule “{RULES[decision.rule as RuleName]}”, rules version {decision.policy_version}
        </Text>
      </Group>
      <Text fw={600}>{decision.message_content}</Text>
      {evidence.is_follow_up && (
        <Text size="sm" c="dimmed">
          Read together with the message before it: “{evidence.question}”
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
    </>
  );
}
