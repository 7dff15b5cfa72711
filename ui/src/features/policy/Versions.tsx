/** Every saved version of the rules: when, by whom and what it changed. Each can be restored. */
import { Badge, Button, Drawer, Group, Paper, Stack, Table, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";

import { api, ifMatch, type Schema, unwrap } from "~/shared/api";
import { keys, queryClient } from "~/shared/queries";
import { useMay } from "~/shared/team/useMay";
import { dateTime } from "~/shared/time";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";
import { Failed, Loading } from "~/shared/ui/states";
import { nameOfSetting, showValue } from "~/shared/policy/settings";
import { savingKey, takeSaved } from "~/features/policy/ownVersion";

type Version = Schema<"PolicyVersionOut">;

export function Versions({ avee }: { avee: string }) {
  const [isOpen, drawer] = useDisclosure(false);
  return (
    <>
      <Button variant="default" size="xs" onClick={drawer.open}>
        Versions
      </Button>
      <Drawer
        opened={isOpen}
        onClose={drawer.close}
        position="right"
        size="lg"
        title="Versions of the rules"
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <VersionList avee={avee} onRestored={drawer.close} />
      </Drawer>
    </>
  );
}

function VersionList({ avee, onRestored }: { avee: string; onRestored: () => void }) {
  const query = useInfiniteQuery({
    queryKey: [...keys.policy(avee), "versions"],
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET("/orchestrator/config/{avee_id}/versions", {
          params: { path: { avee_id: avee }, query: { cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => (page.next_cursor ? Number(page.next_cursor) : undefined),
  });
  const versions = query.data?.pages.flatMap((page) => page.items) ?? [];
  const newest = versions[0]?.version ?? 0;
  const mayRestore = useMay(avee, "editor");
  const restore = useMutation({
    mutationKey: savingKey(avee),
    mutationFn: (version: number) =>
      unwrap(
        api.POST("/orchestrator/config/{avee_id}/versions/{version}/restore", {
          params: { path: { avee_id: avee, version }, header: ifMatch(newest) },
        }),
      ),
    onSuccess: (saved) => {
      takeSaved(saved);
      void queryClient.invalidateQueries({ queryKey: keys.policy(avee) });
      onRestored();
    },
  });
  if (query.isPending) return <Loading />;
  if (query.isError && !query.data) return <Failed error={query.error} retry={() => void query.refetch()} />;
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {mayRestore && "Restoring a version saves it as the newest version; nothing is lost."}
      </Text>
      <ProblemAlert error={restore.error} />
      {versions.map((each) => (
        <VersionCard
          key={each.version}
          version={each}
          isNewest={each.version === newest}
          mayRestore={mayRestore}
          isBusy={restore.isPending}
          onRestore={() => restore.mutate(each.version)}
        />
      ))}
      {query.hasNextPage && (
        <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          Older
        </Button>
      )}
    </Stack>
  );
}

interface CardProps {
  version: Version;
  isNewest: boolean;
  mayRestore: boolean;
  isBusy: boolean;
  onRestore: () => void;
}

function VersionCard({ version, isNewest, mayRestore, isBusy, onRestore }: CardProps) {
  return (
    <Paper withBorder p="sm" component="article" aria-label={`Version ${version.version}`}>
      <Group justify="space-between" wrap="nowrap">
        <div>
          <Text fw={600} component="div">
            Version {version.version}{" "}
            {isNewest && (
              <Badge size="sm" variant="light" tt="none">
                current
              </Badge>
            )}
          </Text>
          <Text size="xs" c="dimmed">
            {dateTime(version.saved_at)}
            {version.saved_by ? `, ${version.saved_by.display_name}` : ""}
            {version.restored_version ? `, restored version ${version.restored_version}` : ""}
          </Text>
        </div>
        {mayRestore && !isNewest && (
          <Button size="compact-sm" variant="default" style={{ flexShrink: 0 }} disabled={isBusy} onClick={onRestore}>
            Restore
          </Button>
        )}
      </Group>
      <ChangeTable version={version} />
    </Paper>
  );
}

function ChangeTable({ version }: { version: Version }) {
  if (version.changes.length === 0)
    return (
      <Text size="sm" mt={4}>
        {version.version === 1 ? "The first version." : "Nothing changed."}
      </Text>
    );
  return (
    <Table mt={4} aria-label={`Changes of version ${version.version}`}>
      <Table.Tbody>
        {version.changes.map((each) => (
          <Table.Tr key={each.setting}>
            <Table.Td>{nameOfSetting(each.setting)}</Table.Td>
            <Table.Td>
              {showValue(each.setting, each.before)} → {showValue(each.setting, each.after)}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
