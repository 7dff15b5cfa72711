/** Every version of the rules that was saved: when, by whom, what it changed; any of them can be brought back. */
import { Alert, Badge, Button, Drawer, Group, Paper, Stack, Table, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";

import { api, asProblem, type Schema, unwrap } from "~/shared/api";
import { keys, queryClient } from "~/shared/queries";
import { dateTime } from "~/shared/time";
import { Failed, Loading } from "~/shared/ui/states";
import { nameOfSetting, showValue } from "~/features/policy/names";

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
        <List avee={avee} onRestored={drawer.close} />
      </Drawer>
    </>
  );
}

function List({ avee, onRestored }: { avee: string; onRestored: () => void }) {
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
  const restore = useMutation({
    mutationFn: (version: number) =>
      unwrap(
        api.POST("/orchestrator/config/{avee_id}/versions/{version}/restore", {
          params: { path: { avee_id: avee, version }, header: { "if-match": `"${newest}"` } },
        }),
      ),
    onSuccess: (saved) => {
      queryClient.setQueryData(keys.policy(avee), saved);
      void queryClient.invalidateQueries({ queryKey: keys.policy(avee) });
      onRestored();
    },
  });
  if (query.isPending) return <Loading />;
  if (query.isError && !query.data) return <Failed error={query.error} retry={() => void query.refetch()} />;
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        Bringing a version back saves it as the newest; nothing is lost.
      </Text>
      {restore.isError && (
        <Alert color="red" role="alert">
          {asProblem(restore.error).message}
        </Alert>
      )}
      {versions.map((each) => (
        <One
          key={each.version}
          version={each}
          isNewest={each.version === newest}
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

function One({
  version,
  isNewest,
  isBusy,
  onRestore,
}: {
  version: Version;
  isNewest: boolean;
  isBusy: boolean;
  onRestore: () => void;
}) {
  return (
    <Paper withBorder p="sm" component="article" aria-label={`Version ${version.version}`}>
      <Group justify="space-between" wrap="nowrap">
        <div>
          <Text fw={600}>
            Version {version.version}{" "}
            {isNewest && (
              <Badge size="sm" variant="light" tt="none">
                in force
              </Badge>
            )}
          </Text>
          <Text size="xs" c="dimmed">
            {dateTime(version.saved_at)}
            {version.saved_by ? `, ${version.saved_by.display_name}` : ""}
            {version.restored_version ? `, version ${version.restored_version} brought back` : ""}
          </Text>
        </div>
        {!isNewest && (
          <Button size="compact-sm" variant="default" style={{ flexShrink: 0 }} disabled={isBusy} onClick={onRestore}>
            Bring back
          </Button>
        )}
      </Group>
      {version.changes.length === 0 ? (
        <Text size="sm" mt={4}>
          {version.version === 1 ? "As it began." : "Nothing changed."}
        </Text>
      ) : (
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
      )}
    </Paper>
  );
}
