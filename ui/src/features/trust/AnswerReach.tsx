/** Which messages a stored answer serves: past messages that it fits or not, its other phrasings, and exclusions. */
import { Badge, Button, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import { api, type Schema, unwrap } from "~/shared/api";
import { plural } from "~/shared/time";
import { NearMessages } from "~/shared/trust/NearMessages";
import { PersonText } from "~/shared/ui/PersonText";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";
import { ReadOnly } from "~/shared/ui/ReadOnly";
import { Loaded } from "~/shared/ui/states";
import { reachKey, useReachChanges } from "~/features/trust/useReachChanges";

type Reach = Schema<"BoundaryOut">;
const ORIGINS: Record<Reach["wordings"][number]["origin"], string> = {
  card: "you, on a card",
  group: "you, by one answer to several people",
  picked: "you, by a tick",
  model: "a chat model",
  askers: "several askers",
};
/** Why a phrasing is not in use, where it is not your rules that keep it off. */
const NOT_IN_USE: Partial<Record<Reach["wordings"][number]["origin"], string>> = {
  askers: ", waits for your card",
};

interface Props {
  avee: string;
  answer: string;
  mayEdit: boolean;
}

export function AnswerReach({ avee, answer, mayEdit }: Props) {
  const query = useQuery({
    queryKey: reachKey(avee, answer),
    queryFn: () =>
      unwrap(
        api.GET("/avees/{avee_id}/canonical-answers/{answer_id}/boundary", {
          params: { path: { avee_id: avee, answer_id: answer } },
        }),
      ),
  });
  const { onPick, onRemovePhrasing, error, isBusy } = useReachChanges(avee, answer);
  return (
    <Loaded query={query}>
      {(found) => (
        <ReadOnly when={!mayEdit}>
          <Stack gap="sm">
            <Text size="sm" role="status">
              {summaryOf(found)}
            </Text>
            <ProblemAlert error={error} />
            <NearMessages
              title="Would get this answer today"
              messages={found.served_samples}
              onPick={onPick}
              isBusy={isBusy}
            />
            <NearMessages
              title="Close, but would not get this answer"
              messages={found.near_samples}
              onPick={onPick}
              isBusy={isBusy}
            />
            <TextList
              title="Excluded, together with messages that are closer to these than to the answer"
              items={exclusionsOf(found)}
              label="Include again"
              onPress={(id) => onPick(id, null)}
              isBusy={isBusy}
            />
            <TextList
              title="Other phrasings of the question"
              items={phrasingsOf(found)}
              label="Remove"
              onPress={onRemovePhrasing}
              isBusy={isBusy}
            />
          </Stack>
        </ReadOnly>
      )}
    </Loaded>
  );
}

function summaryOf(found: Reach): string {
  const period = `In the last ${found.days} days`;
  const left = found.not_compared > 0 ? ` (${found.not_compared} older messages were not checked)` : "";
  if (found.served === 0) return `${period}, no message would have received this answer${left}.`;
  const messages = `${plural(found.served, "message")} from ${plural(found.people, "person", "people")}`;
  return `${period}, ${messages} would have received this answer${left}.`;
}

interface ListedText {
  id: string;
  text: string;
  by: string;
}

const exclusionsOf = (found: Reach): ListedText[] =>
  found.examples
    .filter((each) => !each.serves)
    .map((each) => ({ id: each.decision_id, text: each.question, by: "you" }));

const phrasingsOf = (found: Reach): ListedText[] =>
  found.wordings.map((each) => ({
    id: each.id,
    text: each.question,
    by: `${ORIGINS[each.origin]}${each.is_used ? "" : (NOT_IN_USE[each.origin] ?? ", not in use")}`,
  }));

interface TextListProps {
  title: string;
  items: ListedText[];
  /** Of the button beside each text. */
  label: string;
  onPress: (id: string) => void;
  isBusy: boolean;
}

function TextList({ title, items, label, onPress, isBusy }: TextListProps) {
  if (items.length === 0) return null;
  return (
    <div>
      <Text size="xs" c="dimmed">
        {title}
      </Text>
      <Stack gap={4} component="ul" p={0} m={0} style={{ listStyle: "none" }} aria-label={title}>
        {items.map((each) => (
          <Group key={each.id} component="li" wrap="nowrap" justify="space-between" gap="xs">
            <PersonText size="sm" style={{ minWidth: 0, overflowWrap: "anywhere" }}>
              {each.text}
            </PersonText>
            <Group gap={4} wrap="nowrap">
              <Badge size="xs" variant="light" color="gray" tt="none">
                {each.by}
              </Badge>
              <Button
                size="compact-xs"
                variant="subtle"
                disabled={isBusy}
                aria-label={`${label}: ${each.text}`}
                onClick={() => onPress(each.id)}
              >
                {label}
              </Button>
            </Group>
          </Group>
        ))}
      </Stack>
    </div>
  );
}
