/** Changing the address of mail: it stays as it is until the link in a mail to the new one is opened. */
import { Alert, Button, Group, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { api, splitProblem, unwrap } from "~/shared/api";
import { submitTo } from "~/shared/ui/forms";
import { PersonName } from "~/shared/ui/PersonText";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";

const EMPTY = { email: "", password: "" };

export function AddressForm() {
  const [isOpen, setOpen] = useState(false);
  const [form, setForm] = useState(EMPTY);
  const ask = useMutation({
    mutationFn: async () => {
      await unwrap(api.POST("/me/email-changes", { body: form }));
      return form.email;
    },
    onSuccess: () => {
      setForm(EMPTY);
      setOpen(false);
    },
  });
  const cancel = () => {
    setForm(EMPTY);
    ask.reset();
    setOpen(false);
  };
  const { errorOf, rest } = splitProblem(ask.error, ["email", "password"]);
  if (!isOpen)
    return (
      <Stack gap="xs" align="flex-start">
        {ask.data && (
          <Alert color="teal" role="status">
            We mailed a link to <PersonName>{ask.data}</PersonName>. Your address stays as it is until you open it.
          </Alert>
        )}
        <Button variant="default" onClick={() => setOpen(true)}>
          Change email address
        </Button>
      </Stack>
    );
  return (
    <Stack component="form" gap="xs" maw={360} onSubmit={submitTo(() => ask.mutate())}>
      <TextInput
        label="New email address"
        description="We mail a link there. Until you open it, your address stays as it is."
        type="email"
        autoComplete="email"
        required
        value={form.email}
        error={errorOf("email")}
        onChange={(event) => setForm({ ...form, email: event.currentTarget.value })}
      />
      <PasswordInput
        label="Your password"
        autoComplete="current-password"
        required
        value={form.password}
        error={errorOf("password")}
        onChange={(event) => setForm({ ...form, password: event.currentTarget.value })}
      />
      <ProblemAlert error={rest} />
      <Group gap="xs">
        <Button type="submit" loading={ask.isPending}>
          Send the link
        </Button>
        <Button variant="subtle" onClick={cancel}>
          Cancel
        </Button>
      </Group>
    </Stack>
  );
}
