/** The owner's own account at Stripe: whose it is that takes the money, and what is still missing. */
import { Alert, Badge, Button, Group, Paper, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { api, splitProblem, unwrap } from "~/shared/api";
import { goToCheckout, moneyKeys, type Prices } from "~/shared/money/payments";
import { queryClient } from "~/shared/queries";
import { submitTo } from "~/shared/ui/forms";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";

export function PaymentAccount({ avee, account }: { avee: string; account: Prices["account"] }) {
  const [country, setCountry] = useState("");
  const connect = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST("/avees/{avee_id}/payment-account", {
          params: { path: { avee_id: avee } },
          body: { country: country.trim().toUpperCase() },
        }),
      ),
    onSuccess: ({ url }) => {
      void queryClient.invalidateQueries({ queryKey: moneyKeys.prices(avee) });
      if (url) goToCheckout(url);
    },
  });
  const { errorOf, rest } = splitProblem(connect.error, ["country"]);
  return (
    <Paper withBorder p="lg" component="section" aria-labelledby="account">
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h5" id="account">
          Your Stripe account
        </Title>
        <State account={account} />
      </Group>
      <Stack gap="sm" component="form" align="flex-start" onSubmit={submitTo(() => connect.mutate())}>
        {account.connected && !account.ready && (
          <Alert color="orange" w="100%">
            Stripe still needs something from you. Until then nobody can be asked for money, and questions are free.
          </Alert>
        )}
        <Text size="sm" c="dimmed">
          {account.connected
            ? "Payments go straight to your own account."
            : "Without an account of your own, the money goes to that of whoever runs this site."}
        </Text>
        {!account.connected && (
          <TextInput
            label="Country of your account"
            description="Two letters, such as DE. Leave it empty for the country of this site."
            maxLength={2}
            maw={320}
            autoCapitalize="characters"
            value={country}
            onChange={(event) => setCountry(event.currentTarget.value)}
            error={errorOf("country")}
          />
        )}
        <ProblemAlert error={rest} w="100%" />
        {!(account.connected && account.ready) && (
          <Button type="submit" variant="default" loading={connect.isPending}>
            {account.connected ? "Go on at Stripe" : "Connect a Stripe account"}
          </Button>
        )}
      </Stack>
    </Paper>
  );
}

function State({ account }: { account: Prices["account"] }) {
  const [color, words] = !account.connected
    ? ["gray", "not connected"]
    : account.ready
      ? ["teal", "takes payments"]
      : ["orange", "not ready yet"];
  return (
    <Badge variant="light" color={color} tt="none">
      {words}
    </Badge>
  );
}
