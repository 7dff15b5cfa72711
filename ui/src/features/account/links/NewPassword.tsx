/** Where the link of a mail leads that chooses a new password. Afterwards the person is signed in. */
import { Button, Container, Paper, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useParams, useRouter } from "@tanstack/react-router";
import { useState } from "react";

import { DeadLink } from "~/features/account/links/DeadLink";
import { api, asProblem, splitProblem, unwrap } from "~/shared/api";
import { signIn } from "~/shared/session";
import { submitTo } from "~/shared/ui/forms";
import { useTitle } from "~/shared/ui/Page";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";
import { Loaded } from "~/shared/ui/states";

export function NewPassword() {
  useTitle("Choose a new password");
  const { token } = useParams({ from: "/reset-password/$token" });
  const link = useQuery({
    queryKey: ["password-reset", token],
    queryFn: () => unwrap(api.GET("/password-resets/{token}", { params: { path: { token } } })),
    // Once the link is used, it must not be asked for again.
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  const isDead = link.isError && !asProblem(link.error).isPassing;
  return (
    <Container size={440} py="xl">
      <Title order={1} size="h2" mb="md">
        Choose a new password
      </Title>
      {isDead ? (
        <DeadLink error={link.error} renewAt="/forgot-password" renew="Send a new link" />
      ) : (
        <Loaded query={link}>{({ email }) => <Form token={token} email={email} />}</Loaded>
      )}
    </Container>
  );
}

function Form({ token, email }: { token: string; email: string }) {
  const router = useRouter();
  const [password, setPassword] = useState("");
  const save = useMutation({
    mutationFn: async () => {
      await unwrap(api.PUT("/password-resets/{token}", { params: { path: { token } }, body: { password } }));
      await signIn(email, password);
      router.history.push("/messages");
    },
  });
  const { errorOf, rest } = splitProblem(save.error, ["password"]);
  return (
    <Paper withBorder p="lg" component="form" onSubmit={submitTo(() => save.mutate())}>
      <Stack>
        <TextInput label="Email" type="email" autoComplete="username" readOnly value={email} />
        <PasswordInput
          label="New password"
          description="At least 10 characters; a sentence is fine."
          autoComplete="new-password"
          required
          minLength={10}
          value={password}
          error={errorOf("password")}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Text size="sm" c="dimmed">
          You are signed out everywhere else; API tokens stay valid.
        </Text>
        <ProblemAlert error={rest} />
        <Button type="submit" loading={save.isPending}>
          Save and sign in
        </Button>
      </Stack>
    </Paper>
  );
}
