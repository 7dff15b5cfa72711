/** In the inbox: how many questions have two answers that contradict each other, with the way to settle them. */
import { Alert, Stack, Text } from "@mantine/core";
import { useQueries, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";

import { aveesQuery } from "~/shared/queries";
import { plural } from "~/shared/time";
import { conflictsQuery } from "~/features/conflicts/conflicts";

export function ConflictNotice({ avees }: { avees: string[] }) {
  const { data: own } = useQuery(aveesQuery);
  const queries = useQueries({ queries: avees.map(conflictsQuery) });
  const waiting = avees.flatMap((avee, at) => {
    const count = queries[at]?.data?.certain ?? 0;
    const agent = own?.find((each) => each.id === avee);
    return count > 0 && agent ? [{ agent, count }] : [];
  });
  if (waiting.length === 0) return null;
  return (
    <Stack gap="xs" mb="sm">
      {waiting.map(({ agent, count }) => (
        <Alert key={agent.id} color="orange" py="xs" role="status" title={titleOf(count)}>
          <Text size="sm">Until you say which one holds, your agent gives neither and asks you instead.</Text>
          <Link className="link" to="/my-agents/$handle/knowledge" params={{ handle: agent.handle }} hash="two-answers">
            Choose the right answers
          </Link>
        </Alert>
      ))}
    </Stack>
  );
}

const titleOf = (count: number) => `${plural(count, "question")} ${count === 1 ? "has" : "have"} two answers`;
