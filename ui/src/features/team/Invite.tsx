/** Inviting somebody by mail; with the role of the owner, the agent is handed over. */
import { Alert, Button, Group, Paper, PasswordInput, Select, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { api, splitProblem, unwrap } from "~/shared/api";
import { meQuery } from "~/shared/queries";
import { submitTo } from "~/shared/ui/forms";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";
import { type Role, ROLES } from "~/shared/team/roles";

const CHOICES = (Object.keys(ROLES) as Role[]).map((value) => ({
  value,
  label: value === "owner" ? "Owner: hand the agent over" : ROLES[value].label,
}));

export function Invite({ avee, onSent }: { avee: string; onSent: () => void }) {
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("answerer");
  const [password, setPassword] = useState("");
  const hasPassword = useQuery(meQuery).data?.has_password ?? true;
  const send = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST("/avees/{avee_id}/invitations", {
          params: { path: { avee_id: avee } },
          body: { email, role, ...(role === "owner" && { password }) },
        }),
      ),
    onSuccess: () => {
      setEmail("");
      setPassword("");
      onSent();
    },
  });
  const { errorOf, rest } = splitProblem(send.error, ["email", "password"]);
  return (
    <Paper withBorder p="md" component="form" aria-label="Invite somebody" onSubmit={submitTo(() => send.mutate())}>
      <Stack gap="sm">
        <Group align="flex-start" gap="sm">
          <TextInput
            label="Email"
            type="email"
            required
            value={email}
            error={errorOf("email")}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <Select
            label="Role"
            allowDeselect={false}
            data={CHOICES}
            value={role}
            onChange={(value) => setRole(value as Role)}
          />
        </Group>
        <Text size="xs" c="dimmed">
          {ROLES[role].label}: {ROLES[role].may}.
        </Text>
        {role === "owner" && (
          <>
            <Alert color="orange">
              Whoever accepts becomes the owner, with everything that belongs to the agent, direct messages included.
              You stay as an editor.
            </Alert>
            {hasPassword ? (
              <PasswordInput
                label="Your password"
                autoComplete="current-password"
                required
                maw={320}
                value={password}
                error={errorOf("password")}
                onChange={(event) => setPassword(event.currentTarget.value)}
              />
            ) : (
              <Text size="sm">
                Your account has no password. Instead, you must have signed in within the last five minutes.
              </Text>
            )}
          </>
        )}
        <ProblemAlert error={rest} />
        {send.isSuccess && (
          <Text size="sm" role="status">
            The invitation is on its way. Its link works once, for seven days.
          </Text>
        )}
        <Button type="submit" loading={send.isPending} style={{ alignSelf: "flex-start" }}>
          Send the invitation
        </Button>
      </Stack>
    </Paper>
  );
}
