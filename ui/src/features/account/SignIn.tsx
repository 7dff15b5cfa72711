import { Button, Checkbox, Container, Paper, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useRouter, useSearch } from "@tanstack/react-router";
import { useState } from "react";

import { ProviderButtons, ProviderProblem } from "~/features/account/elsewhere/providers";
import { splitProblem } from "~/shared/api";
import { meQuery } from "~/shared/queries";
import { signIn } from "~/shared/session";
import { submitTo } from "~/shared/ui/forms";
import { useTitle } from "~/shared/ui/Page";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";

export function SignIn() {
  useTitle("Sign in");
  const { then, problem } = useSearch({ from: "/sign-in" });
  const router = useRouter();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [takesGuest, setTakesGuest] = useState(true);
  const { data: me } = useQuery(meQuery);
  const enter = useMutation({
    mutationFn: async () => {
      await signIn(email, password, Boolean(me?.guest_of) && takesGuest);
      router.history.push(then ?? "/messages");
    },
  });
  const { errorOf, rest } = splitProblem(enter.error, ["email", "password"]);
  return (
    <Container size={440} py="xl">
      <Title order={1} size="h2" mb="md">
        Sign in
      </Title>
      <ProviderProblem code={problem} />
      <Paper withBorder p="lg" component="form" onSubmit={submitTo(() => enter.mutate())}>
        <Stack>
          <TextInput
            label="Email"
            type="email"
            autoComplete="email"
            required
            value={email}
            error={errorOf("email")}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <PasswordInput
            label="Password"
            autoComplete="current-password"
            required
            value={password}
            error={errorOf("password")}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          {me?.guest_of && (
            <Checkbox
              label="Bring what I asked as a guest along"
              description="Off: it stays with the guest, and a link from a mail can open it."
              checked={takesGuest}
              onChange={(event) => setTakesGuest(event.currentTarget.checked)}
            />
          )}
          <ProblemAlert error={rest} />
          <Button type="submit" loading={enter.isPending}>
            Sign in
          </Button>
        </Stack>
      </Paper>
      <ProviderButtons then={then} />
      <Text mt="md" size="sm">
        <Link className="link" to="/forgot-password">
          Forgot your password?
        </Link>
      </Text>
      <Text mt="xs" size="sm">
        New here?{" "}
        <Link className="link" to="/sign-up" search={{ then }}>
          Create an account
        </Link>
      </Text>
    </Container>
  );
}
