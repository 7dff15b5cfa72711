/** The picture and name that others see, the handle, the address, and the password. */
import { Button, Group, Paper, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";

import { AddressForm } from "~/features/account/AddressForm";
import { Picture } from "~/features/account/Picture";
import { api, asProblem, ifMatch, type Schema, splitProblem, unwrap } from "~/shared/api";
import { meQuery, queryClient } from "~/shared/queries";
import { submitTo } from "~/shared/ui/forms";
import { PersonName } from "~/shared/ui/PersonText";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";

export function Account({ me }: { me: Schema<"UserOut"> }) {
  return (
    <Paper withBorder p="lg" component="section" aria-labelledby="account">
      <Title order={2} size="h4" id="account">
        Account
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        @{me.handle} · <PersonName>{me.email}</PersonName>
      </Text>
      <Stack gap="lg">
        <Picture me={me} />
        <NameForm me={me} />
        <HandleForm me={me} />
        {me.has_password ? (
          <>
            <AddressForm />
            <PasswordForm />
          </>
        ) : (
          <Text size="sm">
            Your account has no password: you sign in with another account.{" "}
            <Link className="link" to="/forgot-password">
              Set a password
            </Link>{" "}
            to sign in without it, and to change your email address.
          </Text>
        )}
      </Stack>
    </Paper>
  );
}

function NameForm({ me }: { me: Schema<"UserOut"> }) {
  const [name, setName] = useState(me.display_name);
  const save = useMutation({
    mutationFn: () =>
      unwrap(api.PATCH("/me", { params: { header: ifMatch(me.version) }, body: { display_name: name } })),
    onError: (error) => {
      if (asProblem(error).status === 412) void queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
    },
    onSuccess: async (saved) => {
      // Conversations, lists and profiles show the name too.
      await queryClient.invalidateQueries();
      queryClient.setQueryData(meQuery.queryKey, saved);
    },
  });
  const { errorOf, rest } = splitProblem(save.error, ["display_name"]);
  return (
    <form onSubmit={submitTo(() => save.mutate())}>
      <Group align="flex-end" gap="xs">
        <TextInput
          label="Your name"
          description="The name that others see."
          autoComplete="name"
          required
          value={name}
          error={errorOf("display_name")}
          onChange={(event) => setName(event.currentTarget.value)}
          style={{ flex: 1, maxWidth: 360 }}
        />
        <Button type="submit" variant="default" loading={save.isPending} disabled={name.trim() === me.display_name}>
          Save name
        </Button>
      </Group>
      <ProblemAlert error={rest} mt="xs" />
      {save.isSuccess && name === me.display_name && (
        <Text size="sm" c="dimmed" role="status" mt={4}>
          Saved.
        </Text>
      )}
    </form>
  );
}

function HandleForm({ me }: { me: Schema<"UserOut"> }) {
  const [handle, setHandle] = useState(me.handle);
  const save = useMutation({
    mutationFn: () => unwrap(api.PATCH("/me", { params: { header: ifMatch(me.version) }, body: { handle } })),
    onError: (error) => {
      if (asProblem(error).status === 412) void queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
    },
    onSuccess: async (saved) => {
      await queryClient.invalidateQueries();
      queryClient.setQueryData(meQuery.queryKey, saved);
    },
  });
  const { errorOf, rest } = splitProblem(save.error, ["handle"]);
  const isChanged = handle !== me.handle;
  return (
    <form onSubmit={submitTo(() => save.mutate())}>
      <Group align="flex-end" gap="xs">
        <TextInput
          label="Your handle"
          description={
            isChanged
              ? `For a year, @${me.handle} leads to you and is nobody else’s. You can change it three times in 30 days.`
              : "By which others find you."
          }
          leftSection="@"
          autoComplete="username"
          autoCapitalize="none"
          required
          value={handle}
          error={errorOf("handle")}
          onChange={(event) => setHandle(event.currentTarget.value)}
          style={{ flex: 1, maxWidth: 360 }}
        />
        <Button type="submit" variant="default" loading={save.isPending} disabled={!isChanged}>
          Save handle
        </Button>
      </Group>
      <ProblemAlert error={rest} mt="xs" />
      {save.isSuccess && !isChanged && (
        <Text size="sm" c="dimmed" role="status" mt={4}>
          Saved.
        </Text>
      )}
    </form>
  );
}

const NO_PASSWORDS = { current: "", password: "" };

function PasswordForm() {
  const [form, setForm] = useState(NO_PASSWORDS);
  const save = useMutation({
    mutationFn: () => unwrap(api.PUT("/me/password", { body: form })),
    onSuccess: () => setForm(NO_PASSWORDS),
  });
  const { errorOf, rest } = splitProblem(save.error, ["current", "password"]);
  return (
    <Stack component="form" gap="xs" maw={360} onSubmit={submitTo(() => save.mutate())}>
      <PasswordInput
        label="Current password"
        autoComplete="current-password"
        required
        value={form.current}
        error={errorOf("current")}
        onChange={(event) => setForm({ ...form, current: event.currentTarget.value })}
      />
      <PasswordInput
        label="New password"
        description={
          "At least 10 characters; a sentence is fine. You are signed out on your other devices; API tokens stay valid."
        }
        autoComplete="new-password"
        required
        minLength={10}
        value={form.password}
        error={errorOf("password")}
        onChange={(event) => setForm({ ...form, password: event.currentTarget.value })}
      />
      <ProblemAlert error={rest} />
      <Group gap="xs">
        <Button type="submit" variant="default" loading={save.isPending}>
          Change password
        </Button>
        {save.isSuccess && (
          <Text size="sm" c="dimmed" role="status">
            Password changed.
          </Text>
        )}
      </Group>
    </Stack>
  );
}
