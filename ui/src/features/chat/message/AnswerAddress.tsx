/** Where the answer to a guest's question goes: an address that they leave, and what is still to be done for it. */
import { Anchor, Button, Group, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { api, splitProblem, unwrap } from "~/shared/api";
import { keys, meQuery, queryClient } from "~/shared/queries";
import { submitTo } from "~/shared/ui/forms";
import { PersonName } from "~/shared/ui/PersonText";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";

/** Nothing for people with an account, whose address is known. `action` says what saving leads to. */
export function AnswerAddress({ action = "Save", onSaved }: { action?: string; onSaved?: () => void }) {
  const { data: me } = useQuery(meQuery);
  const [isChanging, setChanging] = useState(false);
  if (!me?.guest_of) return null;
  if (!me.email || isChanging)
    return (
      <AddressForm
        before={me.email}
        action={action}
        onSaved={() => {
          setChanging(false);
          onSaved?.();
        }}
      />
    );
  return (
    <Text size="xs" c="dimmed" mt={4} role="status">
      {me.email_confirmed_at ? (
        <>
          The answer also goes to <PersonName>{me.email}</PersonName>.
        </>
      ) : (
        <>
          We mailed a link to <PersonName>{me.email}</PersonName>. Open it, so that the answer may go there.
        </>
      )}{" "}
      <Anchor component="button" type="button" size="xs" underline="always" onClick={() => setChanging(true)}>
        {me.email_confirmed_at ? "Change" : "Change it, or mail it again"}
      </Anchor>
    </Text>
  );
}

function AddressForm({ before, action, onSaved }: { before: string; action: string; onSaved: () => void }) {
  const [email, setEmail] = useState(before);
  const save = useMutation({
    mutationFn: () => unwrap(api.PUT("/me/guest-address", { body: { email: email.trim() } })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.me }),
    onSuccess: onSaved,
  });
  const { errorOf, rest } = splitProblem(save.error, ["email"]);
  return (
    <form onSubmit={submitTo(() => save.mutate())}>
      <Group align="flex-end" gap="xs" mt="xs">
        <TextInput
          label="Where shall the answer go?"
          description="We mail you a link first, and nothing but answers after that."
          type="email"
          autoComplete="email"
          placeholder="you@example.org"
          required
          size="sm"
          value={email}
          error={errorOf("email")}
          onChange={(event) => setEmail(event.currentTarget.value)}
          style={{ flex: 1, minWidth: 200 }}
        />
        <Button type="submit" size="xs" mb={3} loading={save.isPending}>
          {action}
        </Button>
      </Group>
      <ProblemAlert error={rest} />
    </form>
  );
}
