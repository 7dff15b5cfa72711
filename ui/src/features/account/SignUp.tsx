import { Button, Container, Paper, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link, useRouter, useSearch } from "@tanstack/react-router";
import { useState } from "react";

import { ProviderButtons } from "~/features/account/elsewhere/providers";
import { LookForTheMail } from "~/features/account/LookForTheMail";
import { api, splitProblem, unwrap } from "~/shared/api";
import { signIn } from "~/shared/session";
import { OWN_TIME_ZONE } from "~/shared/time";
import { submitTo } from "~/shared/ui/forms";
import { useTitle } from "~/shared/ui/Page";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";

export function SignUp() {
  useTitle("Sign up");
  const { then } = useSearch({ from: "/sign-up" });
  const router = useRouter();
  const [form, setForm] = useState({ email: "", password: "", handle: "", display_name: "" });
  const [isPending, setPending] = useState(false);
  const set = (name: keyof typeof form) => (event: React.ChangeEvent<HTMLInputElement>) => {
    const value = event.currentTarget.value;
    setForm((before) => ({ ...before, [name]: value }));
  };
  const enter = useMutation({
    mutationFn: async () => {
      const made = await unwrap(api.POST("/accounts", { body: { ...form, time_zone: OWN_TIME_ZONE } }));
      if (made.is_pending) {
        setPending(true);
        return;
      }
      await signIn(form.email, form.password);
      router.history.push(then ?? "/my-agents");
    },
  });
  const { errorOf, rest } = splitProblem(enter.error, ["display_name", "handle", "email", "password"]);
  if (isPending) return <LookForTheMail email={form.email} />;
  return (
    <Container size={440} py="xl">
      <Title order={1} size="h2" mb="md">
        Create an account
      </Title>
      <Paper withBorder p="lg" component="form" onSubmit={submitTo(() => enter.mutate())}>
        <Stack>
          <TextInput
            label="Name"
            description="The name that others see."
            autoComplete="name"
            required
            value={form.display_name}
            onChange={set("display_name")}
            error={errorOf("display_name")}
          />
          <TextInput
            label="Handle"
            description="Your name in links: lowercase letters, digits and hyphens."
            leftSection="@"
            autoComplete="username"
            autoCapitalize="none"
            required
            value={form.handle}
            onChange={set("handle")}
            error={errorOf("handle")}
          />
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
      </Paper>
      <ProviderButtons then={then ?? "/my-agents"} />
      <Text mt="md" size="sm">
        Have an account?{" "}
        <Link className="link" to="/sign-in" search={{ then }}>
          Sign in
        </Link>
      </Text>
    </Container>
  );
}
