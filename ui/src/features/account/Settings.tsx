/** The person's own: who they are, programs that act for them, and how they are told of news. */
import {
  ActionIcon,
  Alert,
  Button,
  Checkbox,
  Code,
  Group,
  Paper,
  Select,
  Stack,
  Table,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { IconTrash } from "@tabler/icons-react";
import { useState } from "react";

import { api, asProblem, type Schema, unwrap } from "~/shared/api";
import { meQuery, queryClient } from "~/shared/queries";
import { date } from "~/shared/time";
import { Page } from "~/shared/ui/Page";
import { Loaded } from "~/shared/ui/states";
import { Account } from "~/features/account/Account";

export function Settings() {
  const { data: me } = useQuery(meQuery);
  return (
    <Page title="Settings" size="md">
      <Stack gap="lg">
        {me && <Account me={me} />}
        <Notifications />
        <Tokens />
      </Stack>
    </Page>
  );
}

type Notifying = Schema<"NotificationsOut">;
const KINDS: Record<Notifying["kinds"][number], string> = {
  question_accepted: "A question is in my inbox",
  answered: "My question was answered",
  declined: "My question came back without an answer",
  expired: "My question expired",
  corrected: "An answer I was given was corrected",
  asker_wrote: "Somebody wrote to me past my agent",
  trust_voided: "My agent’s answers began to go wrong",
};
const ZONES = Intl.supportedValuesOf("timeZone");
const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;

function Notifications() {
  const query = useQuery({ queryKey: ["notifications"], queryFn: () => unwrap(api.GET("/me/notifications")) });
  return (
    <Paper withBorder p="lg" component="section" aria-labelledby="notifications">
      <Title order={2} size="h4" id="notifications" mb="sm">
        Notifications
      </Title>
      <Loaded query={query}>{(settings) => <NotifyForm settings={settings} />}</Loaded>
    </Paper>
  );
}

function NotifyForm({ settings }: { settings: Notifying }) {
  const [form, setForm] = useState({
    kinds: settings.kinds,
    digest: settings.digest,
    zone: settings.time_zone,
    from: settings.quiet_hours?.from.slice(0, 5) ?? "",
    until: settings.quiet_hours?.until.slice(0, 5) ?? "",
  });
  const [targets, setTargets] = useState<{ id?: string; url?: string; label: string; state?: string }[]>(
    settings.targets.map((each) => ({ id: each.id, label: each.address, state: each.last_error ?? each.status })),
  );
  const [address, setAddress] = useState("");
  const set = (changes: Partial<typeof form>) => setForm((before) => ({ ...before, ...changes }));
  // What stands in the field was meant, pressed or not.
  const wanted = address.trim() ? [...targets, { url: address.trim(), label: labelOf(address) }] : targets;
  const save = useMutation({
    mutationFn: () =>
      unwrap(
        api.PUT("/me/notifications", {
          body: {
            kinds: form.kinds,
            digest: form.digest,
            time_zone: form.zone,
            quiet_hours: form.from && form.until ? { from: form.from, until: form.until } : null,
            targets: wanted.map(({ id, url }) => (id ? { id } : { url })),
          },
        }),
      ),
    onSuccess: (saved) => {
      queryClient.setQueryData(["notifications"], saved);
      setTargets(saved.targets.map((each) => ({ id: each.id, label: each.address, state: each.status })));
      setAddress("");
    },
  });
  const trial = useMutation({ mutationFn: () => unwrap(api.POST("/me/notifications/test")) });
  return (
    <Stack
      component="form"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Checkbox.Group label="Tell me when" value={form.kinds} onChange={(value) => set({ kinds: value })}>
        <Stack gap={6} mt="xs">
          {Object.entries(KINDS).map(([value, label]) => (
            <Checkbox key={value} value={value} label={label} />
          ))}
        </Stack>
      </Checkbox.Group>
      <Group align="flex-end">
        <Select
          label="How often"
          allowDeselect={false}
          value={form.digest}
          onChange={(value) => set({ digest: value as Notifying["digest"] })}
          data={[
            { value: "immediate", label: "At once" },
            { value: "hourly", label: "Every hour" },
            { value: "daily", label: "Once a day" },
          ]}
        />
        <TextInput
          type="time"
          label="Quiet from"
          value={form.from}
          onChange={(event) => set({ from: event.currentTarget.value })}
        />
        <TextInput
          type="time"
          label="until"
          value={form.until}
          onChange={(event) => set({ until: event.currentTarget.value })}
        />
        <Select
          label="Time zone"
          description={form.zone === HERE ? undefined : `Yours is ${HERE}`}
          searchable
          limit={50}
          allowDeselect={false}
          data={ZONES.includes(form.zone) ? ZONES : [form.zone, ...ZONES]}
          value={form.zone}
          onChange={(value) => set({ zone: value ?? "UTC" })}
        />
      </Group>
      <div>
        <Group align="flex-end" gap="xs">
          <TextInput
            label="Where"
            description={
              <>
                Mail, chat or phone, as an{" "}
                <a
                  className="link"
                  href="https://github.com/caronc/apprise/wiki"
                  target="_blank"
                  rel="noopener noreferrer"
                >
                  Apprise address
                </a>
                : <code>mailtos://user:password@example.org</code>, <code>tgram://token/chat</code>,{" "}
                <code>slack://…</code>
              </>
            }
            value={address}
            onChange={(event) => setAddress(event.currentTarget.value)}
            style={{ flex: 1 }}
          />
          <Button
            variant="default"
            disabled={!address.trim()}
            onClick={() => {
              setTargets(wanted);
              setAddress("");
            }}
          >
            Add
          </Button>
        </Group>
        {targets.map((each, index) => (
          <Group key={each.id ?? each.url} gap="xs" mt="xs">
            <Code>{each.label}</Code>
            <Text size="xs" c="dimmed">
              {each.state ?? "not saved yet"}
            </Text>
            <ActionIcon
              variant="subtle"
              color="red"
              aria-label={`Remove ${each.label}`}
              onClick={() => setTargets(targets.filter((_, other) => other !== index))}
            >
              <IconTrash size={14} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
      </div>
      {save.isError && (
        <Alert color="red" role="alert">
          {asProblem(save.error).message}
        </Alert>
      )}
      {trial.isError && (
        <Alert color="red" role="alert">
          {asProblem(trial.error).message}
        </Alert>
      )}
      {trial.data?.items.map((each) => (
        <Alert key={each.target_id} color={each.is_sent ? "teal" : "orange"} role="status">
          {each.address}: {each.is_sent ? "sent" : each.error}
        </Alert>
      ))}
      <Group>
        <Button type="submit" loading={save.isPending}>
          Save
        </Button>
        <Button
          variant="default"
          disabled={!settings.targets.length}
          loading={trial.isPending}
          onClick={() => trial.mutate()}
        >
          Send a test
        </Button>
        {save.isSuccess && (
          <Text size="sm" c="dimmed" role="status">
            Saved.
          </Text>
        )}
      </Group>
    </Stack>
  );
}

/** What may be shown of an address: never the secret in it. */
const labelOf = (address: string) => address.trim().split("@").pop() ?? "";

function Tokens() {
  const query = useQuery({ queryKey: ["tokens"], queryFn: () => unwrap(api.GET("/tokens")) });
  const [name, setName] = useState("");
  const refresh = () => void queryClient.invalidateQueries({ queryKey: ["tokens"] });
  const create = useMutation({
    mutationFn: () => unwrap(api.POST("/tokens", { body: { name } })),
    onSuccess: () => {
      setName("");
      refresh();
    },
  });
  const remove = useMutation({
    mutationFn: (id: string) => unwrap(api.DELETE("/tokens/{token_id}", { params: { path: { token_id: id } } })),
    onSettled: refresh,
  });
  return (
    <Paper withBorder p="lg" component="section" aria-labelledby="tokens">
      <Title order={2} size="h4" id="tokens">
        API tokens
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        For programs that act as you.
      </Text>
      <Group
        component="form"
        align="flex-end"
        gap="xs"
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate();
        }}
      >
        <TextInput
          label="Name"
          placeholder="my script"
          required
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" loading={create.isPending}>
          Create
        </Button>
      </Group>
      {create.data && (
        <Alert mt="sm" color="teal" title="Copy it now; it is not shown again" role="status">
          <Code block style={{ overflowWrap: "anywhere", whiteSpace: "pre-wrap" }}>
            {create.data.token}
          </Code>
        </Alert>
      )}
      {create.isError && (
        <Alert mt="sm" color="red" role="alert">
          {asProblem(create.error).message}
        </Alert>
      )}
      <Loaded query={query}>
        {(page) =>
          page.items.length === 0 ? (
            <Text size="sm" c="dimmed" mt="sm">
              No tokens yet.
            </Text>
          ) : (
            <Table mt="sm" aria-label="Tokens">
              <Table.Tbody>
                {page.items.map((each) => (
                  <Table.Tr key={each.id}>
                    <Table.Td>{each.name}</Table.Td>
                    <Table.Td>{date(each.created_at)}</Table.Td>
                    <Table.Td ta="right">
                      <Button size="compact-xs" variant="subtle" color="red" onClick={() => remove.mutate(each.id)}>
                        Revoke<span className="visually-hidden"> {each.name}</span>
                      </Button>
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          )
        }
      </Loaded>
    </Paper>
  );
}
