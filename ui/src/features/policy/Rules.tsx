/** The table of rules for one message: which decided, what the others lacked and by how much, and the nearest change that would have turned it. */
import { Badge, Group, List, Stack, Text, ThemeIcon, Title } from "@mantine/core";
import { IconArrowRight, IconCheck, IconMinus, IconQuestionMark } from "@tabler/icons-react";

import type { Schema } from "~/shared/api";
import { PathBadge } from "~/shared/paths";
import { CONDITIONS, nameOfSetting, RULES, showValue } from "~/features/policy/names";

type Receipt = Schema<"ReceiptOut">;
type Step = Receipt["steps"][number];
type Condition = Step["conditions"][number];
type Change = Receipt["changes"][number];

export function Rules({ receipt }: { receipt: Receipt }) {
  const decided = receipt.steps.findIndex((each) => each.decided);
  return (
    <>
      <Title order={3} size="h6">
        What would have turned it
      </Title>
      {receipt.changes.length === 0 ? (
        <Text size="sm">No setting would have sent it another way.</Text>
      ) : (
        <List size="sm" spacing={6} aria-label="What would have turned it">
          {receipt.changes.map((each) => (
            <List.Item key={JSON.stringify(each.moves)}>
              <Turn change={each} />
            </List.Item>
          ))}
        </List>
      )}
      <Title order={3} size="h6">
        Rule by rule
      </Title>
      {!receipt.as_decided && (
        <Text size="sm" c="dimmed">
          By the rules of today; they have changed since.
        </Text>
      )}
      <Stack gap={6} component="ol" p={0} m={0} style={{ listStyle: "none" }} aria-label="Rule by rule">
        {receipt.steps.map((each, at) => (
          <One key={each.rule} step={each} isPast={decided !== -1 && at > decided} />
        ))}
      </Stack>
    </>
  );
}

function Turn({ change }: { change: Change }) {
  return (
    <Group gap={6} component="span" display="inline-flex">
      <span>
        {change.moves
          .map(
            (move) =>
              `${nameOfSetting(move.setting)}: ${showValue(move.setting, move.before)} → ${showValue(move.setting, move.after)}`,
          )
          .join(", and ")}
      </span>
      <IconArrowRight size={14} aria-label="gives" />
      <PathBadge path={change.path} />
      {change.needs_draft && (
        <Text span size="xs" c="dimmed">
          if a draft had been borne by its passages
        </Text>
      )}
    </Group>
  );
}

function One({ step, isPast }: { step: Step; isPast: boolean }) {
  const [color, Icon, told] =
    step.held === null
      ? (["yellow", IconQuestionMark, "cannot be told"] as const)
      : step.held
        ? (["teal", IconCheck, "held"] as const)
        : (["gray", IconMinus, "did not hold"] as const);
  const lacking = step.conditions.filter((each) => each.met === false);
  return (
    <Group component="li" gap="sm" wrap="nowrap" align="flex-start">
      <ThemeIcon size="sm" variant="light" color={color} aria-label={told} role="img">
        <Icon size={12} aria-hidden />
      </ThemeIcon>
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
          {isPast && (
            <Text size="xs" c="dimmed">
              not come to
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

/** What a condition would have needed, such as "Confidence 66 %, 75 % needed: 9 short". */
export function lackInWords(condition: Condition): string {
  const name = CONDITIONS[condition.name] ?? condition.name.replaceAll("_", " ");
  const { value, threshold, missed_by: missed } = condition;
  if (typeof value !== "number" || threshold === null || missed === null)
    return condition.asked === "no" ? `${name}: yes` : `${name}: no`;
  const show = (figure: number) => (COUNTS.has(condition.name) ? String(figure) : `${Math.round(figure * 100)} %`);
  return condition.asked === "below"
    ? `${name} ${show(value)}, under ${show(threshold)} needed: over by ${show(missed)}`
    : `${name} ${show(value)}, ${show(threshold)} needed: short by ${show(missed)}`;
}

const COUNTS = new Set(["clarifications_running", "accepted_last_day", "accepted_last_week"]);
