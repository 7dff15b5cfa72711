/** Every rule for one message: which one decided, what the others lacked, and the smallest change that would matter. */
import { Badge, Group, List, Stack, Text, ThemeIcon, Title } from "@mantine/core";
import { IconArrowRight, IconCheck, IconMinus, IconQuestionMark } from "@tabler/icons-react";

import type { Schema } from "~/shared/api";
import { wholePercent } from "~/shared/percent";
import { nameOfSetting, showValue } from "~/shared/policy/settings";
import { PathBadge } from "~/shared/routing/paths";
import { CONDITIONS, RULES } from "~/features/routing/names";

type Receipt = Schema<"ReceiptOut">;
type Step = Receipt["steps"][number];
type Condition = Step["conditions"][number];
type Change = Receipt["changes"][number];

export function RuleTable({ receipt }: { receipt: Receipt }) {
  const decided = receipt.steps.findIndex((each) => each.decided);
  return (
    <>
      <Changes changes={receipt.changes} />
      <Title order={3} size="h6">
        Rule by rule
      </Title>
      {!receipt.as_decided && (
        <Text size="sm" c="dimmed">
          These are today’s rules; they have changed since this decision.
        </Text>
      )}
      <Stack gap={6} component="ol" p={0} m={0} style={{ listStyle: "none" }} aria-label="Rule by rule">
        {receipt.steps.map((each, at) => (
          <RuleRow key={each.rule} step={each} isAfterDecision={decided !== -1 && at > decided} />
        ))}
      </Stack>
    </>
  );
}

function Changes({ changes }: { changes: Change[] }) {
  return (
    <>
      <Title order={3} size="h6">
        What would have changed the path
      </Title>
      {changes.length === 0 ? (
        <Text size="sm">No change of the settings would have led to another path.</Text>
      ) : (
        <List size="sm" spacing={6} aria-label="What would have changed the path">
          {changes.map((each) => (
            <List.Item key={JSON.stringify(each.moves)}>
              <ChangeLine change={each} />
            </List.Item>
          ))}
        </List>
      )}
    </>
  );
}

function ChangeLine({ change }: { change: Change }) {
  const moves = change.moves.map(({ setting, before, after }) => {
    const values = `${showValue(setting, before)} → ${showValue(setting, after)}`;
    return `${nameOfSetting(setting)}: ${values}`;
  });
  return (
    <Group gap={6} component="span" display="inline-flex">
      <span>{moves.join(", and ")}</span>
      <IconArrowRight size={14} aria-label="leads to" />
      <PathBadge path={change.path} />
      {change.needs_draft && (
        <Text span size="xs" c="dimmed">
          if the passages supported the draft
        </Text>
      )}
    </Group>
  );
}

function RuleRow({ step, isAfterDecision }: { step: Step; isAfterDecision: boolean }) {
  const lacking = step.conditions.filter((each) => each.met === false);
  return (
    <Group component="li" gap="sm" wrap="nowrap" align="flex-start">
      <ResultIcon held={step.held} />
      <div>
        <Group gap={6}>
          <Text size="sm" fw={step.decided ? 700 : 500}>
            {RULES[step.rule]}
          </Text>
          {step.decided && (
            <Badge size="sm" variant="light" tt="none">
              decided
            </Badge>
          )}
          {isAfterDecision && (
            <Text size="xs" c="dimmed">
              not reached
            </Text>
          )}
        </Group>
        {lacking.map((each) => (
          <Text key={each.name} size="xs" c="dimmed">
            {lackInWords(each)}
          </Text>
        ))}
      </div>
    </Group>
  );
}

/** null: without a draft, nobody can say whether the rule would have held. */
function ResultIcon({ held }: { held: boolean | null }) {
  const [color, Icon, label] =
    held === null
      ? (["yellow", IconQuestionMark, "unknown"] as const)
      : held
        ? (["teal", IconCheck, "held"] as const)
        : (["gray", IconMinus, "did not hold"] as const);
  return (
    <ThemeIcon size="sm" variant="light" color={color} aria-label={label} role="img">
      <Icon size={12} aria-hidden />
    </ThemeIcon>
  );
}

/** What a condition lacked, such as "Confidence 66 %, 75 % needed: short by 9 %". */
function lackInWords(condition: Condition): string {
  const name = CONDITIONS[condition.name] ?? condition.name.replaceAll("_", " ");
  const { value, threshold } = condition;
  if (typeof value !== "number" || threshold === null) return condition.asked === "no" ? `${name}: yes` : `${name}: no`;
  const isCount = COUNTS.has(condition.name);
  const [has, needed] = isCount ? [value, threshold] : [wholePercent(value), wholePercent(threshold)];
  const unit = isCount ? "" : " %";
  // The difference of the two figures as they are shown, so that the line adds up for its reader.
  const missed = `${Math.abs(has - needed)}${unit}`;
  if (condition.asked === "at_least") return `${name} ${has}${unit}, ${needed}${unit} needed: short by ${missed}`;
  const reached = has === needed ? "reached" : `over by ${missed}`;
  return `${name} ${has}${unit}, under ${needed}${unit} needed: ${reached}`;
}

/** Conditions that count questions; all others are shares. */
const COUNTS = new Set([
  "clarifications_running",
  "accepted_last_day",
  "accepted_last_week",
  "guests_last_day",
  "guests_last_week",
]);
