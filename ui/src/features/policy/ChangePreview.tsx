/** What unsaved settings would have changed in the last days: one line beside Save, and the messages in a dialog. */
import { Alert, Button, Group, Modal, Paper, Stack, Table, Text, Title } from "@mantine/core";
import { useDebouncedValue, useDisclosure } from "@mantine/hooks";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { IconArrowRight } from "@tabler/icons-react";
import type { ReactNode } from "react";

import { api, asProblem, type Schema, unwrap } from "~/shared/api";
import { keys } from "~/shared/queries";
import { PathBadge, PATHS } from "~/shared/routing/paths";
import { dateTime, plural } from "~/shared/time";
import { PersonText } from "~/shared/ui/PersonText";
import { directInWords, minutesInWords, summaryOf } from "~/features/policy/previewInWords";

type Preview = Schema<"PolicyPreviewOut">;
type Changes = Schema<"PolicyIn">;
type Flip = Schema<"FlipOut">;
const LETTERS = ["A", "B", "C", "D", "F"] as const;
/** Long enough to finish typing a number. */
const TYPING_MS = 400;

export type PreviewQuery = ReturnType<typeof usePreview>;

/** What these changes would have changed, checked once the typing has paused. */
export function usePreview(avee: string, changes: Changes, isEnabled: boolean) {
  const [checked] = useDebouncedValue(changes, TYPING_MS);
  const query = useInfiniteQuery({
    enabled: isEnabled,
    queryKey: [...keys.policy(avee), "preview", checked],
    queryFn: ({ pageParam }) =>
      unwrap(
        api.POST("/orchestrator/config/{avee_id}/preview", {
          params: { path: { avee_id: avee }, query: { cursor: pageParam } },
          body: checked,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.flips.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
    retry: false,
  });
  return { query, isStale: query.isPlaceholderData || checked !== changes };
}

export function ChangePreview({ preview: { query, isStale } }: { preview: PreviewQuery }) {
  const [isOpen, dialog] = useDisclosure(false);
  if (query.isError)
    return <StatusLine>Past messages could not be checked: {asProblem(query.error).message}</StatusLine>;
  const [first] = query.data?.pages ?? [];
  if (!first) return <StatusLine>Checking past messages …</StatusLine>;
  return (
    <>
      <Group gap="xs" style={{ opacity: isStale ? 0.6 : 1 }}>
        <Text size="sm" role="status" data-testid="would-change">
          {summaryOf(first)}
        </Text>
        {first.considered + first.direct.considered > 0 && (
          <Button size="compact-xs" variant="light" onClick={dialog.open}>
            Show what would have changed
          </Button>
        )}
      </Group>
      <Modal
        opened={isOpen}
        onClose={dialog.close}
        size="lg"
        title={`The last ${first.days} days with these settings`}
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

function StatusLine({ children }: { children: ReactNode }) {
  return (
    <Text size="sm" c="dimmed" role="status">
      {children}
    </Text>
  );
}

interface DetailProps {
  preview: Preview;
  /** The messages that would have taken another path. */
  flips: Flip[];
  more: (() => void) | undefined;
  isLoadingMore: boolean;
}

function Detail({ preview, flips, more, isLoadingMore }: DetailProps) {
  return (
    <Stack>
      <PathTable preview={preview} />
      <Text size="sm">{minutesInWords(preview)}</Text>
      {preview.direct.considered > 0 && <Text size="sm">{directInWords(preview)}</Text>}
      {preview.left_out > 0 && (
        <Text size="sm" c="dimmed">
          The newest {plural(preview.considered, "message")} were checked; {preview.left_out} older ones were not.
        </Text>
      )}
      {preview.gaps.map((gap) => (
        <Alert key={gap.why} color="yellow" p="xs">
          {plural(gap.count, "message")} could not be checked. {gap.meaning}
        </Alert>
      ))}
      <Title order={3} size="h6">
        {preview.flipped === 0
          ? "No message would have taken another path"
          : `${plural(preview.flipped, "message")} would have taken another path`}
      </Title>
      <Stack gap={6} component="ul" p={0} m={0} style={{ listStyle: "none" }}>
        {flips.map((each) => (
          <FlipRow key={each.id} flip={each} />
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

function PathTable({ preview }: { preview: Preview }) {
  return (
    <Table aria-label="Messages by path, before and after">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Path</Table.Th>
          <Table.Th ta="right">Actual</Table.Th>
          <Table.Th ta="right">With these settings</Table.Th>
          <Table.Th ta="right">Change</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {LETTERS.map((letter) => (
          <Table.Tr key={letter}>
            <Table.Td>{PATHS[letter].label}</Table.Td>
            <Table.Td ta="right">{preview.before[letter]}</Table.Td>
            <Table.Td ta="right">{preview.after[letter]}</Table.Td>
            <Table.Td ta="right">{withSign(preview.after[letter] - preview.before[letter])}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

const withSign = (change: number) => (change > 0 ? `+${change}` : change === 0 ? "–" : `−${-change}`);

function FlipRow({ flip }: { flip: Flip }) {
  return (
    <Paper withBorder p="xs" component="li">
      <Group gap={6}>
        <PathBadge path={flip.old_path} />
        <IconArrowRight size={14} aria-label="would have been" />
        <PathBadge path={flip.new_path} />
        <Text size="xs" c="dimmed">
          {dateTime(flip.created_at)}
        </Text>
      </Group>
      <PersonText size="sm" mt={4} className="clamp">
        {flip.message_content}
      </PersonText>
    </Paper>
  );
}
