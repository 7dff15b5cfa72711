import { Badge, Button, Group, Paper, SimpleGrid, Stack, Text } from "@mantine/core";

import type { Problem } from "~/shared/api";
import { date, plural } from "~/shared/time";
import { PersonName, PersonText } from "~/shared/ui/PersonText";
import { WholeText } from "~/shared/ui/WholeText";
import { type Conflict, scheduleSettlement, type Side } from "~/features/conflicts/conflicts";

interface Props {
  pair: Conflict;
  onProblem: (problem: Problem) => void;
}

export function ConflictPair({ pair, onProblem }: Props) {
  return (
    <Paper withBorder p="sm" component="article" aria-label={`Two answers: ${pair.first.question_pattern}`}>
      <Stack gap="sm">
        <Group gap="xs">
          <Badge variant="light" color={pair.is_certain ? "orange" : "gray"} tt="none">
            {pair.is_certain ? "the same question" : "perhaps the same question"}
          </Badge>
          <Text size="xs" c="dimmed">
            {pair.is_certain ? "Your agent gives neither for now." : "Both are given as ever."}
          </Text>
        </Group>
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          {[pair.first, pair.second].map((side) => (
            <PairSide key={side.id} side={side} onKeep={() => scheduleSettlement(pair, side, onProblem)} />
          ))}
        </SimpleGrid>
        <Group gap="xs" justify="space-between">
          <Button size="xs" variant="default" onClick={() => scheduleSettlement(pair, null, onProblem)}>
            They answer different questions
          </Button>
          <Text size="xs" c="dimmed" flex="1 1 240px">
            If you keep one, the other one is retired, and everyone who received it is told so.
          </Text>
        </Group>
      </Stack>
    </Paper>
  );
}

function PairSide({ side, onKeep }: { side: Side; onKeep: () => void }) {
  const others = side.shared.filter((each) => each !== side.question_pattern);
  return (
    <Stack gap={6} justify="space-between" style={{ minWidth: 0 }}>
      <div>
        <PersonText fw={600} style={{ overflowWrap: "anywhere" }}>
          {side.question_pattern}
        </PersonText>
        {others.length > 0 && (
          <Text size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>
            also asked as “<PersonName>{others.join("”, “")}</PersonName>”
          </Text>
        )}
        <WholeText what="the whole answer" height={160}>
          <PersonText size="sm" mt={4} style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
            {side.answer_content}
          </PersonText>
        </WholeText>
      </div>
      <Group gap="xs">
        <Button
          size="xs"
          variant="light"
          onClick={onKeep}
          aria-label={`Keep this one: ${side.answer_content.slice(0, 60)}`}
        >
          Keep this one
        </Button>
        <Text size="xs" c="dimmed">
          {[date(side.updated_at), givenInWords(side), layerOf(side)].filter(Boolean).join(" · ")}
        </Text>
      </Group>
    </Stack>
  );
}

const givenInWords = (side: Side) =>
  side.times_reused ? `given ${plural(side.times_reused, "time")}` : "not given yet";

const layerOf = (side: Side) => side.layer !== "public" && `layer: ${side.layer}`;
