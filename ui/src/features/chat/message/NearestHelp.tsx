/** Sources that may help beside an offer or a refusal, and when the asker can ask again, in their time zone. */
import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import { decisionQuery } from "~/shared/queries";
import { dateTime, relative } from "~/shared/time";
import type { Source } from "~/features/chat/message/PassageModal";
import { SourceButtons } from "~/features/chat/message/SourceButtons";

export function NearestHelp({ decision, onOpen }: { decision: string; onOpen: (source: Source) => void }) {
  const { data } = useQuery(decisionQuery(decision));
  const evidence = data?.evidence as { suggestions?: Source[]; gate?: { opens_at?: string | null } | null } | undefined;
  const opens = evidence?.gate?.opens_at;
  const suggestions = evidence?.suggestions ?? [];
  return (
    <>
      {opens && (
        <Text size="sm" mt="xs" fw={600}>
          You can ask again {relative(opens)}: {dateTime(opens)}, your time.
        </Text>
      )}
      {suggestions.length > 0 && (
        <>
          <Text size="xs" c="dimmed" mt="xs">
            This may help:
          </Text>
          <SourceButtons sources={suggestions} onOpen={onOpen} />
        </>
      )}
    </>
  );
}
