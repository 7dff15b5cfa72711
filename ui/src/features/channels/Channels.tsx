/** The services in which people reach an agent, how each fares, and connecting oneself to answer there. */
import { Alert, Badge, Button, Code, Group, Paper, Select, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { api, type Schema, splitProblem, unwrap } from "~/shared/api";
import { queryClient } from "~/shared/queries";
import { relative } from "~/shared/time";
import { submitTo } from "~/shared/ui/forms";
import { ProblemText } from "~/shared/ui/ProblemAlert";
import { Loaded } from "~/shared/ui/states";
import { type Kind, KINDS, stateOf } from "~/features/channels/kinds";
import { SetAside } from "~/features/channels/SetAside";

type Channel = Schema<"ChannelOut">;
type Fields = Schema<"ChannelKindOut">["fields"];

const key = (avee: string) => ["channels", avee];
const kindsQuery = {
  queryKey: ["channel-kinds"],
  queryFn: () => unwrap(api.GET("/channel-kinds")),
  staleTime: Infinity,
};

export function Channels({ avee, isOwner }: { avee: string; isOwner: boolean }) {
  const query = useQuery({
    queryKey: key(avee),
    queryFn: () => unwrap(api.GET("/avees/{avee_id}/channels", { params: { path: { avee_id: avee } } })),
  });
  return (
    <Paper withBorder p="lg" component="section" aria-labelledby="channels">
      <Title order={2} size="h5" id="channels">
        Channels
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        People write to the agent in the services they use already, and get their answers there. Connect yourself, and
        questions come to you there, too: reply to one, and it is sent when you press Send.
      </Text>
      {isOwner && <AddChannel avee={avee} />}
      <Loaded query={query}>
        {(page) =>
          page.items.length === 0 ? (
            <Text size="sm" c="dimmed" mt="sm">
              No channels yet.
            </Text>
          ) : (
            <Stack gap="xs" mt="sm" component="ul" p={0} style={{ listStyle: "none" }} aria-label="Channels">
              {page.items.map((each) => (
                <li key={each.id}>
                  <ChannelCard avee={avee} channel={each} isOwner={isOwner} />
                </li>
              ))}
            </Stack>
          )
        }
      </Loaded>
    </Paper>
  );
}

function AddChannel({ avee }: { avee: string }) {
  const { data } = useQuery(kindsQuery);
  const offered = (data?.items ?? []).filter((each) => each.is_available);
  const [kind, setKind] = useState<Kind | null>(null);
  const [values, setValues] = useState<Record<string, string>>({});
  const fields = offered.find((each) => each.kind === kind)?.fields ?? [];
  const add = useMutation({
    mutationFn: (wanted: Kind) =>
      unwrap(
        api.POST("/avees/{avee_id}/channels", {
          params: { path: { avee_id: avee } },
          body: { kind: wanted, settings: values },
        }),
      ),
    onSuccess: () => {
      setKind(null);
      setValues({});
      void queryClient.invalidateQueries({ queryKey: key(avee) });
    },
  });
  return (
    <>
      <Stack component="form" gap="xs" onSubmit={submitTo(() => kind && add.mutate(kind))}>
        <Select
          label="Add a channel"
          placeholder="Choose a service"
          data={offered.map((each) => ({ value: each.kind, label: KINDS[each.kind].label }))}
          value={kind}
          onChange={(value) => setKind(offered.find((each) => each.kind === value)?.kind ?? null)}
        />
        {kind && (
          <>
            <Text size="sm" c="dimmed">
              {KINDS[kind].how}
            </Text>
            <FieldInputs fields={fields} values={values} error={add.error} onChange={setValues} isNew />
            <Group>
              <Button type="submit" variant="default" loading={add.isPending}>
                Add channel
              </Button>
            </Group>
          </>
        )}
      </Stack>
      {add.data?.secret && (
        <Alert mt="sm" color="teal" title="Copy the secret now; it is not shown again" role="status">
          <Code block style={{ overflowWrap: "anywhere", whiteSpace: "pre-wrap" }}>
            {add.data.secret}
          </Code>
        </Alert>
      )}
    </>
  );
}

interface InputsProps {
  fields: Fields;
  values: Record<string, string>;
  error: Error | null;
  onChange: (values: Record<string, string>) => void;
  isNew?: boolean;
}

function FieldInputs({ fields, values, error, onChange, isNew = false }: InputsProps) {
  const { errorOf, rest } = splitProblem(
    error,
    fields.map((each) => each.name),
  );
  return (
    <>
      {fields.map((each) => (
        <TextInput
          key={each.name}
          label={each.label}
          required={isNew && each.is_required}
          type={each.is_secret ? "password" : "text"}
          autoComplete="off"
          value={values[each.name] ?? ""}
          error={errorOf(each.name)}
          onChange={(event) => onChange({ ...values, [each.name]: event.currentTarget.value })}
        />
      ))}
      <ProblemText error={rest} />
    </>
  );
}

function ChannelCard({ avee, channel, isOwner }: { avee: string; channel: Channel; isOwner: boolean }) {
  const path = { avee_id: avee, channel_id: channel.id };
  const onSettled = () => void queryClient.invalidateQueries({ queryKey: key(avee) });
  const code = useMutation({
    mutationFn: () => unwrap(api.POST("/avees/{avee_id}/channels/{channel_id}/codes", { params: { path } })),
  });
  const state = stateOf(channel);
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={600} style={{ overflowWrap: "anywhere" }}>
          {KINDS[channel.kind].label} {channel.name}
        </Text>
        <Badge color={state.color} variant="light">
          {state.label}
        </Badge>
      </Group>
      <Text size="xs" c="dimmed">
        {channel.last_received_at ? `Last message ${relative(channel.last_received_at)}.` : "Nobody has written yet."}
        {channel.waiting > 0 && ` ${channel.waiting} waiting to leave.`}
        {channel.is_connected && " You are connected."}
      </Text>
      {channel.last_error && (
        <Text size="sm" role="status">
          {channel.last_error}
        </Text>
      )}
      {isOwner && channel.kind !== "email" && (
        <Text size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>
          Address for the service: <Code>{channel.inbound_url}</Code>
        </Text>
      )}
      <ProblemText error={code.error} />
      {code.data && (
        <Alert mt="xs" color="teal" title="Write this to the agent there, in private, within 15 minutes" role="status">
          <Code block>/connect {code.data.code}</Code>
        </Alert>
      )}
      <Group gap={4} mt={4}>
        <Button size="compact-xs" variant="subtle" loading={code.isPending} onClick={() => code.mutate()}>
          {channel.is_connected ? "Connect again" : "Connect yourself"}
        </Button>
        {isOwner && <OwnersButtons avee={avee} channel={channel} onSettled={onSettled} />}
      </Group>
      {isOwner && channel.kind === "email" && <SetAside avee={avee} channel={channel.id} />}
    </Paper>
  );
}

function OwnersButtons({ avee, channel, onSettled }: { avee: string; channel: Channel; onSettled: () => void }) {
  const path = { avee_id: avee, channel_id: channel.id };
  const { data } = useQuery(kindsQuery);
  const [isChanging, setChanging] = useState(channel.state === "needs_token");
  const [values, setValues] = useState<Record<string, string>>({});
  const change = useMutation({
    mutationFn: (body: Partial<Schema<"ChannelPatch">>) =>
      unwrap(
        api.PATCH("/avees/{avee_id}/channels/{channel_id}", {
          params: { path },
          body: { settings: {}, version: channel.version, ...body },
        }),
      ),
    onSuccess: () => {
      setValues({});
      setChanging(false);
    },
    onSettled,
  });
  const remove = useMutation({
    mutationFn: () => unwrap(api.DELETE("/avees/{avee_id}/channels/{channel_id}", { params: { path } })),
    onSettled,
  });
  const fields = data?.items.find((each) => each.kind === channel.kind)?.fields ?? [];
  const isOff = channel.state === "off";
  return (
    <>
      <Button size="compact-xs" variant="subtle" onClick={() => setChanging(!isChanging)} aria-expanded={isChanging}>
        {channel.kind === "webhook" ? "Change address" : "Change token"}
      </Button>
      <Button
        size="compact-xs"
        variant="subtle"
        loading={change.isPending}
        onClick={() => change.mutate({ active: isOff })}
      >
        {isOff ? "Switch on" : "Switch off"}
      </Button>
      <Button size="compact-xs" variant="subtle" color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
        Remove
      </Button>
      {!isChanging && <ProblemText error={change.error ?? remove.error} />}
      {isChanging && (
        <Stack component="form" gap="xs" w="100%" onSubmit={submitTo(() => change.mutate({ settings: values }))}>
          <FieldInputs fields={fields} values={values} error={change.error} onChange={setValues} />
          <Group>
            <Button type="submit" size="xs" variant="default" loading={change.isPending}>
              Save
            </Button>
          </Group>
        </Stack>
      )}
    </>
  );
}
