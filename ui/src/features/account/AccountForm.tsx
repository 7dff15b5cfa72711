/** The form of a new account: of a visitor, or of a guest whose conversations go with it. */
import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { NameFields } from "~/features/account/NameFields";
import { api, splitProblem, unwrap } from "~/shared/api";
import { meQuery } from "~/shared/queries";
import { signIn } from "~/shared/session";
import { OWN_TIME_ZONE } from "~/shared/time";
import { submitTo } from "~/shared/ui/forms";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";

/** `onPending`: the account waits for the link in its mail. `onDone`: it is open, and the browser signed in to it. */
interface Props {
  onPending: (email: string) => void;
  onDone: () => void;
}

export function AccountForm({ onPending, onDone }: Props) {
  const { data: me } = useQuery(meQuery);
  const [form, setForm] = useState({ email: me?.email ?? "", password: "", handle: "", display_name: "" });
  const set = (name: keyof typeof form) => (event: React.ChangeEvent<HTMLInputElement>) => {
    const value = event.currentTarget.value;
    setForm((before) => ({ ...before, [name]: value }));
  };
  const enter = useMutation({
    mutationFn: async () => {
      const request = { body: { ...form, time_zone: OWN_TIME_ZONE } };
      const made = await unwrap(me?.guest_of ? api.POST("/me/upgrade", request) : api.POST("/accounts", request));
      if (made.is_pending) {
        onPending(form.email);
        return;
      }
      await signIn(form.email, form.password);
      onDone();
    },
  });
  const { errorOf, rest } = splitProblem(enter.error, ["display_name", "handle", "email", "password"]);
  return (
    <form onSubmit={submitTo(() => enter.mutate())}>
      <Stack>
        <NameFields form={form} set={set} errorOf={errorOf} />
        <TextInput
          label="Email"
          type="email"
          autoComplete="email"
          required
          value={form.email}
          onChange={set("email")}
          error={errorOf("email")}
        />
        <PasswordInput
          label="Password"
          description="At least 10 characters; a sentence is fine."
          autoComplete="new-password"
          required
          minLength={10}
          value={form.password}
          onChange={set("password")}
          error={errorOf("password")}
        />
        <ProblemAlert error={rest} />
        <Button type="submit" loading={enter.isPending}>
          Create account
        </Button>
      </Stack>
    </form>
  );
}
