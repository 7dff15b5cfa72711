/** The accounts elsewhere that sign in to one's own: list, link, unlink. */
import { Button, Group, Modal, Paper, PasswordInput, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { ProviderProblem, useProviders } from "~/features/account/elsewhere/providers";
import { api, type Schema, splitProblem, unwrap } from "~/shared/api";
import { queryClient } from "~/shared/queries";
import { date } from "~/shared/time";
import { submitTo } from "~/shared/ui/forms";
import { PersonName } from "~/shared/ui/PersonText";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";
import { Loaded } from "~/shared/ui/states";

type Identity = Schema<"IdentityOut">;
type Provider = Schema<"ProviderOut">;
const KEY = ["identities"];
const reload = () => void queryClient.invalidateQueries({ queryKey: KEY });

export function Identities({ me, problem }: { me: Schema<"UserOut">; problem?: string }) {
  const { data: providers } = useProviders();
  const query = useQuery({ queryKey: KEY, queryFn: () => unwrap(api.GET("/me/identities")) });
  const [linking, setLinking] = useState<Provider | null>(null);
  // Somebody may have linked an account while the installation had a provider that it no longer has.
  if (!providers?.length && !query.data?.items.length) return null;
  const labelOf = (identity: Identity) =>
    providers?.find((each) => each.name === identity.provider)?.label ?? identity.provider;
  return (
    <Paper withBorder p="lg" component="section" aria-labelledby="identities">
      <Title order={2} size="h4" id="identities">
        Sign in with other accounts
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        Whoever can sign in to an account that is linked here can sign in to yours.
      </Text>
      <ProviderProblem code={problem} />
      <Loaded query={query}>
        {(page) => (
          <Stack gap="sm">
            {page.items.length > 0 && (
              <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: "none" }}>
                {page.items.map((each) => (
                  <Linked key={each.id} identity={each} label={labelOf(each)} />
                ))}
              </Stack>
            )}
            <Group gap="xs">
              {providers?.map((each) => (
                <Button key={each.name} variant="default" onClick={() => setLinking(each)}>
                  Link {each.label}
                </Button>
              ))}
            </Group>
          </Stack>
        )}
      </Loaded>
      {linking && <LinkDialog provider={linking} hasPassword={me.has_password} onClose={() => setLinking(null)} />}
    </Paper>
  );
}

function Linked({ identity, label }: { identity: Identity; label: string }) {
  const unlink = useMutation({
    mutationFn: () =>
      unwrap(api.DELETE("/me/identities/{identity_id}", { params: { path: { identity_id: identity.id } } })),
    onSuccess: reload,
  });
  return (
    <li>
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <div>
          <Text size="sm" fw={600}>
            {label}
          </Text>
          <Text size="xs" c="dimmed">
            {identity.email && (
              <>
                <PersonName>{identity.email}</PersonName> ·{" "}
              </>
            )}
            linked {date(identity.created_at)} · last used {date(identity.last_used_at)}
          </Text>
        </div>
        <Button
          size="xs"
          variant="default"
          aria-label={`Unlink ${label}`}
          loading={unlink.isPending}
          onClick={() => unlink.mutate()}
        >
          Unlink
        </Button>
      </Group>
      <ProblemAlert error={unlink.error} mt="xs" />
    </li>
  );
}

function LinkDialog(props: { provider: Provider; hasPassword: boolean; onClose: () => void }) {
  const { provider, hasPassword, onClose } = props;
  const [password, setPassword] = useState("");
  const begin = useMutation({
    mutationFn: async () => {
      const body = { provider: provider.name, password, return_to: "/settings" };
      const { url } = await unwrap(api.POST("/me/identities", { body }));
      // The provider's page, which is another site.
      location.assign(url);
    },
  });
  const { errorOf, rest } = splitProblem(begin.error, ["password"]);
  return (
    <Modal opened onClose={onClose} title={`Link ${provider.label}`}>
      <Stack component="form" onSubmit={submitTo(() => begin.mutate())}>
        <Text size="sm">
          You go to {provider.label} and come back here. Afterwards you can sign in with that account.
        </Text>
        {hasPassword && (
          <PasswordInput
            label="Your password"
            autoComplete="current-password"
            required
            data-autofocus
            value={password}
            error={errorOf("password")}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
        )}
        <ProblemAlert error={rest} />
        <Group gap="xs">
          <Button type="submit" loading={begin.isPending || begin.isSuccess}>
            Go to {provider.label}
          </Button>
          <Button variant="subtle" onClick={onClose}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
