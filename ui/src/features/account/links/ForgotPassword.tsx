/** Asks for the link by which a new password is chosen. What is said is the same whether there is an account or not. */
import { Alert, Button, Container, Paper, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";

import { api, splitProblem, unwrap } from "~/shared/api";
import { submitTo } from "~/shared/ui/forms";
import { useTitle } from "~/shared/ui/Page";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";

export function ForgotPassword() {
  useTitle("Forgot your password?");
  const [email, setEmail] = useState("");
  const ask = useMutation({ mutationFn: () => unwrap(api.POST("/password-resets", { body: { email } })) });
  const { errorOf, rest } = splitProblem(ask.error, ["email"]);
  return (
    <Container size={440} py="xl">
      <Title order={1} size="h2" mb="md">
        Forgot your password?
      </Title>
      <Paper withBorder p="lg" component="form" onSubmit={submitTo(() => ask.mutate())}>
        <Stack>
          <Text size="sm">We mail you a link by which you choose a new password.</Text>
          <TextInput
            label="Email"
            type="email"
            autoComplete="email"
            required
            value={email}
            error={errorOf("email")}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <ProblemAlert error={rest} />
          {ask.isSuccess && (
            <Alert color="teal" role="status">
              If there is an account with this address, a mail is on its way. Its link works for an hour. Nothing there?
              Look in the spam folder too.
            </Alert>
          )}
          <Button type="submit" loading={ask.isPending}>
            {ask.isSuccess ? "Send it again" : "Send the link"}
          </Button>
        </Stack>
      </Paper>
      <Text mt="md" size="sm">
        <Link className="link" to="/sign-in">
          Back to sign in
        </Link>
      </Text>
    </Container>
  );
}
