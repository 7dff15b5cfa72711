/** Erasing the account: what happens in words, and a confirmation that is typed. */
import { Button, Checkbox, Group, List, Modal, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";

import { api, type Schema, splitProblem, unwrap } from "~/shared/api";
import { aveesQuery, meQuery, queryClient } from "~/shared/queries";
import { forgetLoadedData } from "~/shared/session";
import { clearStored } from "~/shared/storage";
import { submitTo } from "~/shared/ui/forms";
import { PersonName } from "~/shared/ui/PersonText";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";
import { Loaded } from "~/shared/ui/states";

export function EraseAccount({ me }: { me: Schema<"UserOut"> }) {
  const [isOpen, dialog] = useDisclosure(false);
  return (
    <div>
      <Text size="sm" mb="xs">
        Erasing your account removes everything that is yours, at once and for good.
      </Text>
      <Button color="red" variant="light" onClick={dialog.open}>
        Erase the account …
      </Button>
      <Modal
        opened={isOpen}
        onClose={dialog.close}
        title="Erase your account?"
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <Agents>{(agents) => <Confirm me={me} agents={agents} onCancel={dialog.close} />}</Agents>
      </Modal>
    </div>
  );
}

type Agent = Schema<"AveeOut">;

function Agents({ children }: { children: (agents: Agent[]) => React.ReactNode }) {
  return <Loaded query={useQuery(aveesQuery)}>{children}</Loaded>;
}

function Confirm({ me, agents, onCancel }: { me: Schema<"UserOut">; agents: Agent[]; onCancel: () => void }) {
  const [typed, setTyped] = useState("");
  const [password, setPassword] = useState("");
  const [meant, setMeant] = useState<string[]>([]);
  const navigate = useNavigate();
  const erase = useMutation({
    mutationFn: () => unwrap(api.DELETE("/me", { body: { password, delete_agents: meant } })),
    onSuccess: async () => {
      clearStored();
      // The page changes first: a page for members would send a signed-out person to sign in.
      await navigate({ to: "/" });
      forgetLoadedData();
      queryClient.setQueryData(meQuery.queryKey, null);
    },
  });
  const { errorOf, rest } = splitProblem(erase.error, ["password"]);
  const isMeant = typed === me.handle && agents.every((each) => meant.includes(each.id));
  return (
    <Stack component="form" onSubmit={submitTo(() => erase.mutate())}>
      <List size="sm" spacing={4}>
        <List.Item>
          Your account, settings, conversations and questions are erased; nobody can bring them back.
        </List.Item>
        <List.Item>A question that waits for a creator is withdrawn.</List.Item>
        <List.Item>
          Answers that creators gave you stay with them, without your words and without a trace of you.
        </List.Item>
        <List.Item>Mails that were sent to other people about your questions cannot be called back.</List.Item>
      </List>
      {agents.map((each) => (
        <Checkbox
          key={each.id}
          label={
            <>
              Delete the agent <PersonName>{each.display_name}</PersonName> (@{each.handle}) with its knowledge and
              every conversation with it
            </>
          }
          checked={meant.includes(each.id)}
          onChange={(event) =>
            setMeant(event.currentTarget.checked ? [...meant, each.id] : meant.filter((id) => id !== each.id))
          }
        />
      ))}
      <TextInput
        label={`Type your handle ${me.handle} to confirm`}
        autoCapitalize="none"
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        data-autofocus
      />
      {me.has_password ? (
        <PasswordInput
          label="Current password"
          autoComplete="current-password"
          required
          value={password}
          error={errorOf("password")}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
      ) : (
        <Text size="sm">
          Your account has no password. Instead, you must have signed in within the last five minutes.
        </Text>
      )}
      <ProblemAlert error={rest} />
      <Group>
        <Button
          type="submit"
          color="red"
          loading={erase.isPending}
          disabled={!isMeant || (me.has_password && !password)}
        >
          Erase for good
        </Button>
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
      </Group>
    </Stack>
  );
}
