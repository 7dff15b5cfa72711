import { Container, Paper, Text, Title } from "@mantine/core";
import { Link, useRouter, useSearch } from "@tanstack/react-router";
import { useState } from "react";

import { AccountForm } from "~/features/account/AccountForm";
import { ProviderButtons } from "~/features/account/elsewhere/providers";
import { LookForTheMail } from "~/features/account/LookForTheMail";
import { useTitle } from "~/shared/ui/Page";

export function SignUp() {
  useTitle("Sign up");
  const { then } = useSearch({ from: "/sign-up" });
  const router = useRouter();
  const [pending, setPending] = useState<string | null>(null);
  return (
    <Container size={440} py="xl">
      <Title order={1} size="h2" mb="md">
        {pending ? "Look for our mail" : "Create an account"}
      </Title>
      {pending ? (
        <LookForTheMail email={pending} />
      ) : (
        <>
          <Paper withBorder p="lg">
            <AccountForm onPending={setPending} onDone={() => router.history.push(then ?? "/my-agents")} />
          </Paper>
          <ProviderButtons then={then ?? "/my-agents"} />
          <Text mt="md" size="sm">
            Have an account?{" "}
            <Link className="link" to="/sign-in" search={{ then }}>
              Sign in
            </Link>
          </Text>
        </>
      )}
    </Container>
  );
}
