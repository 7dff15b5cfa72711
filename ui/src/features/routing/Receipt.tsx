/** Why a message took its path: its signals, every rule, the evidence, and what would have changed the path. */
import { Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";

import type { Schema } from "~/shared/api";
import { PathBadge } from "~/shared/routing/paths";
import { decisionQuery, policyQuery } from "~/shared/queries";
import { PersonName, PersonText } from "~/shared/ui/PersonText";
import { Failed, Loaded, Loading } from "~/shared/ui/states";
import { EvidenceTable } from "~/features/routing/EvidenceTable";
import { RULES, type RuleName } from "~/features/routing/names";
import { RuleTable } from "~/features/routing/RuleTable";
import { SignalBars } from "~/features/routing/SignalBars";
import { VerdictBadge } from "~/features/routing/VerdictBadge";

type Decision = Schema<"DecisionDetailOut">;

export function Receipt({ id }: { id: string }) {
  const query = useQuery(decisionQuery(id));
  return <Loaded query={query}>{(decision) => <DecisionReceipt decision={decision} />}</Loaded>;
}

function DecisionReceipt({ decision }: { decision: Decision }) {
  const policies = useQuery(policyQuery(decision.avee_id));
  const { data: policy } = policies;
  const { evidence } = decision;
  if (policies.isError && !policy) return <Failed error={policies.error} retry={() => void policies.refetch()} />;
  if (!policy) return <Loading />;
  const isOfToday = policy.version === decision.policy_version;
  return (
    <Stack>
      <Summary decision={decision} evidence={evidence} />
      <Title order={3} size="h6">
        {isOfToday ? "Signals and thresholds" : `Signals and today’s thresholds (rules version ${policy.version})`}
      </Title>
      <SignalBars signals={evidence.signals} policy={policy} />
      {decision.standing && (
        <Text size="sm" c="dimmed" data-testid="receipt-standing">
          {decision.decision_path === "C" ? "Your reused answers" : "Automatic answers from your documents"}, now:{" "}
          {decision.standing.line}.
        </Text>
      )}
      {decision.receipt && <RuleTable receipt={decision.receipt} />}
      <Title order={3} size="h6">
        Evidence
      </Title>
      <EvidenceTable evidence={evidence} timings={decision.timings} />
    </Stack>
  );
}

function Summary({ decision, evidence }: { decision: Decision; evidence: Decision["evidence"] }) {
  return (
    <>
      <Group gap="xs">
        <PathBadge path={decision.decision_path} rule={decision.rule} />
        <Text size="sm" c="dimmed">
          rule “{RULES[decision.rule as RuleName]}”, rules version {decision.policy_version}
        </Text>
        <Link className="link" to="/messages/$conversation" params={{ conversation: decision.conversation_id }}>
          Open the conversation
        </Link>
      </Group>
      <PersonText fw={600} style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
        {decision.message_content}
      </PersonText>
      {evidence.is_follow_up && (
        <Text size="sm" c="dimmed">
          Read together with the message before it: “<PersonName>{evidence.question}</PersonName>”
        </Text>
      )}
      <Text>{decision.reason}</Text>
      {decision.verdict && (
        <div>
          <VerdictBadge verdict={decision.verdict} />
          {decision.comment && (
            <PersonText size="sm" mt={4} style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
              “{decision.comment}”
            </PersonText>
          )}
        </div>
      )}
    </>
  );
}
