import { Alert, Button, Code, Group, Paper, Select, Table, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { api, type Schema, splitProblem, unwrap } from "~/shared/api";
import { queryClient } from "~/shared/queries";
import { date } from "~/shared/time";
import { submitTo } from "~/shared/ui/forms";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";
import { Loaded } from "~/shared/ui/states";

type Scope = Schema<"TokenOut">["scope"];
const NAME_OF_SCOPE: Record<Scope, string> = { ask: "ask agents", read: "ask and read", manage: "do everything" };
const SCOPES = Object.entries(NAME_OF_SCOPE).map(([value, label]) => ({ value, label }));
const DAYS = [
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "a year" },
  { value: "730", label: "two years" },
];

const KEY = ["tokens"];
const reload = () => void queryClient.invalidateQueries({ queryKey: KEY });

export function Tokens() {
  const query = useQuery({ queryKey: KEY, queryFn: () => unwrap(api.GET("/tokens")) });
  return (
    <Paper withBorder p="lg" component="section" aria-labelledby="tokens">
      <Title order={2} size="h4" id="tokens">
        API tokens
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        A program with a token acts in your name. It can never change your password or create tokens.
      </Text>
      <CreateToken />
      <Loaded query={query}>{(page) => <TokenTable tokens={page.items} />}</Loaded>
    </Paper>
  );
}

function CreateToken() {
  const [name, setName] = useState("");
  const [scope, setScope] = useState<Scope>("manage");
  const [days, setDays] = useState("365");
  const create = useMutation({
    mutationFn: () => unwrap(api.POST("/tokens", { body: { name, scope, expires_in_days: Number(days) } })),
    onSuccess: () => {
      setName("");
      reload();
    },
  });
  const { errorOf, rest } = splitProblem(create.error, ["name"]);
  return (
    <>
      <Group component="form" align="flex-end" gap="xs" onSubmit={submitTo(() => create.mutate())}>
        <TextInput
          label="Name"
          placeholder="my script"
          required
          value={name}
          error={errorOf("name")}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          label="It may"
          w={190}
          allowDeselect={false}
          data={SCOPES}
          value={scope}
          onChange={(value) => setScope(value as Scope)}
        />
        <Select
          label="Valid for"
          w={120}
          allowDeselect={false}
          data={DAYS}
          value={days}
          onChange={(value) => setDays(value ?? "365")}
        />
        <Button type="submit" loading={create.isPending}>
          Create
        </Button>
      </Group>
      {create.data && (
        <Alert mt="sm" color="teal" title="Copy the token now; it is not shown again" role="status">
          <Code block style={{ overflowWrap: "anywhere", whiteSpace: "pre-wrap" }}>
            {create.data.token}
          </Code>
        </Alert>
      )}
      <ProblemAlert error={rest} mt="sm" />
    </>
  );
}

function TokenTable({ tokens }: { tokens: Schema<"TokenOut">[] }) {
  const revoke = useMutation({
    mutationFn: (id: string) => unwrap(api.DELETE("/tokens/{token_id}", { params: { path: { token_id: id } } })),
    onSettled: reload,
  });
  if (tokens.length === 0)
    return (
      <Text size="sm" c="dimmed" mt="sm">
        No tokens yet.
      </Text>
    );
  return (
    <Table mt="sm" aria-label="Tokens">
      <Table.Tbody>
        {tokens.map((each) => (
          <Table.Tr key={each.id}>
            <Table.Td dir="auto">{each.name}</Table.Td>
            <Table.Td>{NAME_OF_SCOPE[each.scope]}</Table.Td>
            <Table.Td>until {date(each.expires_at)}</Table.Td>
            <Table.Td>{each.last_used_at ? `used ${date(each.last_used_at)}` : "never used"}</Table.Td>
            <Table.Td ta="right">
              <Button size="compact-xs" variant="subtle" color="red" onClick={() => revoke.mutate(each.id)}>
                Revoke<span className="visually-hidden"> {each.name}</span>
              </Button>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
