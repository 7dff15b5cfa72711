/** Pairs of answers to one question, side by side, until the creator says which one holds. */
import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import type { Problem } from "~/shared/api";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";
import { UndoBar } from "~/shared/ui/UndoBar";
import { undo, useUndoable } from "~/shared/undoable";
import { ConflictPair } from "~/features/conflicts/ConflictPair";
import { certainFirst, conflictsQuery } from "~/features/conflicts/conflicts";

/** More are shown by pressing a button, so that many likely pairs do not push the answers away. */
const SHOWN_AT_FIRST = 5;
const PLACE = "two-answers";

export function ConflictList({ avee }: { avee: string }) {
  const { data } = useQuery(conflictsQuery(avee));
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isAll, setAll] = useState(false);
  const undoable = useUndoable();
  const isThere = (data?.items.length ?? 0) > 0;
  // The link in the inbox leads here before the pairs are loaded.
  useEffect(() => {
    if (isThere && location.hash === `#${PLACE}`) document.getElementById(PLACE)?.scrollIntoView();
  }, [isThere]);
  const waiting = new Set(undoable.map((each) => each.subject));
  const pairs = certainFirst(data?.items ?? []).filter((each) => !waiting.has(each.id));
  const shown = isAll ? pairs : pairs.slice(0, SHOWN_AT_FIRST);
  return (
    <>
      {/* Most creators have no such pair: the whole section is left out for them. */}
      {(pairs.length > 0 || problem) && (
        <Stack component="section" aria-labelledby="conflicts" id={PLACE} gap="sm">
          <Title order={2} size="h3" id="conflicts">
            Two answers to one question
          </Title>
          <Text size="sm" c="dimmed">
            Where two answers have the same question, your agent gives neither and passes the question on to you, until
            you say which one holds. Where they are only alike, both are given as ever.
          </Text>
          <ProblemAlert error={problem} />
          {shown.map((pair) => (
            <ConflictPair key={pair.id} pair={pair} onProblem={setProblem} />
          ))}
          {shown.length < pairs.length && (
            <Group>
              <Button variant="default" onClick={() => setAll(true)}>
                Show {pairs.length - shown.length} more
              </Button>
            </Group>
          )}
        </Stack>
      )}
      <UndoBar onUndo={(action) => undo(action.id)} />
    </>
  );
}
