/** Where the person is signed in, and ending it there. */
import { Badge, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";

import { api, type Schema, unwrap } from "~/shared/api";
import { queryClient } from "~/shared/queries";
import { date } from "~/shared/time";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";
import { Loaded } from "~/shared/ui/states";

type Device = Schema<"DeviceOut">;
const KEY = ["sessions"];
const reload = () => void queryClient.invalidateQueries({ queryKey: KEY });

export function Devices() {
  const query = useQuery({ queryKey: KEY, queryFn: () => unwrap(api.GET("/me/sessions")) });
  return (
    <Paper withBorder p="lg" component="section" aria-labelledby="devices">
      <Title order={2} size="h4" id="devices">
        Signed-in devices
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        Something you do not know? End it, and change your password.
      </Text>
      <Loaded query={query}>{(page) => <DeviceList devices={page.items} />}</Loaded>
    </Paper>
  );
}

function DeviceList({ devices }: { devices: Device[] }) {
  const end = useMutation({
    mutationFn: (id: string) =>
      unwrap(api.DELETE("/me/sessions/{session_id}", { params: { path: { session_id: id } } })),
    onSettled: reload,
  });
  const endOthers = useMutation({ mutationFn: () => unwrap(api.DELETE("/me/sessions")), onSettled: reload });
  const sorted = [...devices.filter((each) => each.is_current), ...devices.filter((each) => !each.is_current)];
  return (
    <Stack gap="sm" align="stretch">
      <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: "none" }}>
        {sorted.map((each) => (
          <Group key={each.id} component="li" justify="space-between" wrap="nowrap" gap="sm">
            <div>
              <Text size="sm" fw={600}>
                {nameOf(each)}{" "}
                {each.is_current && (
                  <Badge size="sm" variant="light" color="teal">
                    This device
                  </Badge>
                )}
              </Text>
              <Text size="xs" c="dimmed">
                Since {date(each.created_at)} · last used {date(each.last_used_at)}
              </Text>
            </div>
            {!each.is_current && (
              <Button
                size="compact-sm"
                variant="subtle"
                color="red"
                loading={end.isPending && end.variables === each.id}
                onClick={() => end.mutate(each.id)}
              >
                End<span className="visually-hidden"> {nameOf(each)}</span>
              </Button>
            )}
          </Group>
        ))}
      </Stack>
      <ProblemAlert error={end.error ?? endOthers.error} />
      {devices.length > 1 && (
        <Group>
          <Button variant="default" loading={endOthers.isPending} onClick={() => endOthers.mutate()}>
            End all others
          </Button>
        </Group>
      )}
    </Stack>
  );
}

const nameOf = (device: Device) => device.browser || "Unknown device";
