/** What unsaved settings would have changed in the last days: in one line beside Save, and message by message. */
import { Alert, Button, Group, Modal, Paper, Stack, Table, Text, Title } from "@mantine/core";
import { useDebouncedValue, useDisclosure } from "@mantine/hooks";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { IconArrowRight } from "@tabler/icons-react";

import { api, asProblem, type Schema, unwrap } from "~/shared/api";
import { PathBadge, PATHS } from "~/shared/paths";
import { keys } from "~/shared/queries";
import { dateTime, plural } from "~/shared/time";

type Preview = Schema<"PolicyPreviewOut">;
type Changes = Schema<"PolicyIn">;
const LETTERS = ["A", "B", "C", "D", "F"] as const;
/** Long enough for a figure to be typed to its end. */
const SETTLED_MS = 400;

export function WouldChange({ avee, changes }: { avee: string; changes: Changes }) {
  const [settled] = useDebouncedValue(changes, SETTLED_MS);
  const [isOpen, detail] = useDisclosure(false);
  const query = useInfiniteQuery({
    queryKey: [...keys.policy(avee), "preview", settled],
    queryFn: ({ pageParam }) =>
      unwrap(
        api.POST("/orchestrator/config/{avee_id}/preview", {
          params: { path: { avee_id: avee }, query: { cursor: pageParam } },
          body: settled,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.flips.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
    retry: false,
  });
  if (query.isError)
    return (
      <Text size="sm" c="dimmed" role="status">
        Not tried on the past: {asProblem(query.error).message}
      </Text>
    );
  const [first] = query.data?.pages ?? [];
  if (!first)
    return (
      <Text size="sm" c="dimmed" role="status">
        Trying it on the past …
      </Text>
    );
  const isStale = query.isPlaceholderData || settled !== changes;
  return (
    <>
      <Group gap="xs" style={{ opacity: isStale ? 0.6 : 1 }}>
        <Text size="sm" role="status" data-testid="would-change">
          {inOneLine(first)}
        </Text>
        {first.considered > 0 && (
          <Button size="compact-xs" variant="light" onClick={detail.open}>
            What would have changed
          </Button>
        )}
      </Group>
      <Modal
        opened={isOpen}
        onClose={detail.close}
        size="lg"
        title={`The last ${first.days} days under these settings`}
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <Detail
          preview={first}
          flips={query.data?.pages.flatMap((page) => page.flips.items) ?? []}
          more={query.hasNextPage ? () => void query.fetchNextPage() : undefined}
          isLoadingMore={query.isFetchingNextPage}
        />
      </Modal>
    </>
  );
}

export function inOneLine(preview: Preview): string {
  if (preview.considered === 0)
    return `Nobody wrote in the last ${preview.days} days, so there is nothing to try it on.`;
  const unsure = preview.undecided > 0 ? `; ${preview.undecided} cannot be told` : "";
  if (preview.flipped === 0)
    return `Of ${plural(preview.considered, "message")} in ${preview.days} days, none would have gone another way${unsure}.`;
  return `${preview.flipped} of ${plural(preview.considered, "message")} in ${preview.days} days would have gone another way${unsure}.`;
}

interface DetailProps {
  preview: Preview;
  flips: Schema<"FlipOut">[];
  more: (() => void) | undefined;
  isLoadingMore: boolean;
}

function Detail({ preview, flips, more, isLoadingMore }: DetailProps) {
  return (
    <Stack>
      <Table aria-label="Messages by path, before and after">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Path</Table.Th>
            <Table.Th ta="right">As it was</Table.Th>
            <Table.Th ta="right">Under these settings</Table.Th>
            <Table.Th ta="right">Change</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {LETTERS.map((letter) => {
            const by = preview.after[letter] - preview.before[letter];
            return (
              <Table.Tr key={letter}>
                <Table.Td>{PATHS[letter].label}</Table.Td>
                <Table.Td ta="right">{preview.before[letter]}</Table.Td>
                <Table.Td ta="right">{preview.after[letter]}</Table.Td>
                <Table.Td ta="right">{by > 0 ? `+${by}` : by === 0 ? "–" : `−${-by}`}</Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
      <Text size="sm">{minutesInWords(preview)}</Text>
      {preview.left_out > 0 && (
        <Text size="sm" c="dimmed">
          The newest {preview.considered} were looked at; {preview.left_out} older ones were not.
        </Text>
      )}
      {preview.gaps.map((gap) => (
        <Alert key={gap.why} color="yellow" p="xs">
          {plural(gap.count, "message")} cannot be told. {gap.meaning}
        </Alert>
      ))}
      <Title order={3} size="h6">
        {preview.flipped === 0
          ? "No message would have gone another way"
          : `${plural(preview.flipped, "message")} would have gone another way`}
      </Title>
      <Stack gap={6} component="ul" p={0} m={0} style={{ listStyle: "none" }}>
        {flips.map((each) => (
          <Paper key={each.id} withBorder p="xs" component="li">
            <Group gap={6}>
              <PathBadge path={each.old_path} />
              <IconArrowRight size={14} aria-label="would have been" />
              <PathBadge path={each.new_path} />
              <Text size="xs" c="dimmed">
                {dateTime(each.created_at)}
              </Text>
            </Group>
            <Text size="sm" mt={4} className="clamp">
              {each.message_content}
            </Text>
          </Paper>
        ))}
      </Stack>
      {more && (
        <Button variant="default" size="xs" loading={isLoadingMore} onClick={more}>
          More
        </Button>
      )}
    </Stack>
  );
}

export function minutesInWords({ creator_minutes: minutes, days }: Pick<Preview, "creator_minutes" | "days">): string {
  const before = `Questions put to you took ${whole(minutes.before)} in these ${days} days`;
  const { after_at_least: least, after_at_most: most } = minutes;
  if (least === null || most === null) return `${before}; what these settings would cost cannot be told from them.`;
  const after =
    Math.round(least) === Math.round(most)
      ? `about ${whole(least)}`
      : `between ${Math.round(least)} and ${whole(most)}`;
  return `${before}; under these settings ${after}.`;
}

const whole = (minutes: number) => plural(Math.round(minutes), "minute");
