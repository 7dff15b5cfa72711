/** Somebody new whom a provider vouches for chooses a handle. */
import { Button, Container, Paper, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useRouter } from "@tanstack/react-router";
import { useState } from "react";

import { LookForTheMail } from "~/features/account/LookForTheMail";
import { NameFields } from "~/features/account/NameFields";
import { api, asProblem, type Schema, splitProblem, unwrap } from "~/shared/api";
import { loadSignedIn } from "~/shared/session";
import { OWN_TIME_ZONE } from "~/shared/time";
import { submitTo } from "~/shared/ui/forms";
import { useTitle } from "~/shared/ui/Page";
import { PersonName } from "~/shared/ui/PersonText";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";
import { Empty, Loaded } from "~/shared/ui/states";

export function Join() {
  useTitle("Choose a handle");
  const query = useQuery({
    queryKey: ["newcomer"],
    queryFn: () => unwrap(api.GET("/auth/newcomer")),
    retry: false,
    staleTime: Infinity,
  });
  if (query.isError && asProblem(query.error).status === 401)
    return (
      <Empty title="This sign-in is over">
        <Link className="link" to="/sign-in">
          Sign in again
        </Link>
      </Empty>
    );
  return <Loaded query={query}>{(newcomer) => <JoinForm newcomer={newcomer} />}</Loaded>;
}

function JoinForm({ newcomer }: { newcomer: Schema<"NewcomerOut"> }) {
  const router = useRouter();
  const [form, setForm] = useState({
    display_name: newcomer.display_name,
    handle: newcomer.handle,
    email: newcomer.email,
  });
  const [isPending, setPending] = useState(false);
  const set = (name: keyof typeof form) => (event: React.ChangeEvent<HTMLInputElement>) => {
    const value = event.currentTarget.value;
    setForm((before) => ({ ...before, [name]: value }));
  };
  const enter = useMutation({
    mutationFn: async () => {
      const email = newcomer.is_email_confirmed ? null : form.email;
      const joined = await unwrap(api.POST("/auth/newcomer", { body: { ...form, email, time_zone: OWN_TIME_ZONE } }));
      if (joined.is_pending) {
        setPending(true);
        return;
      }
      await loadSignedIn();
      router.history.push(joined.return_to);
    },
  });
  const { errorOf, rest } = splitProblem(enter.error, ["display_name", "handle", "email"]);
  if (isPending)
    return (
      <Container size={440} py="xl">
        <LookForTheMail email={form.email} />
      </Container>
    );
  return (
    <Container size={440} py="xl">
      <Title order={1} size="h2" mb="md">
        Choose a handle
      </Title>
      <Paper withBorder p="lg" component="form" onSubmit={submitTo(() => enter.mutate())}>
        <Stack>
          <NameFields form={form} set={set} errorOf={errorOf} />
          {newcomer.is_email_confirmed ? (
            <Text size="sm">
              Your address is <PersonName>{newcomer.email}</PersonName>.
            </Text>
          ) : (
            <TextInput
              label="Email"
              description="We mail a link there to confirm it."
              type="email"
              autoComplete="email"
              required
              value={form.email}
              onChange={set("email")}
              error={errorOf("email")}
            />
          )}
          <ProblemAlert error={rest} />
          <Button type="submit" loading={enter.isPending}>
            Create account
          </Button>
        </Stack>
      </Paper>
      <Text mt="md" size="sm">
        Have an account here?{" "}
        <Link className="link" to="/sign-in">
          Sign in with your password
        </Link>
        , then link the other account under Settings.
      </Text>
    </Container>
  );
}
