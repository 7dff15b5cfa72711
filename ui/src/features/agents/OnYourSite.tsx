/** The agent on the creator's own site: the line to copy, the sites that may show it, and the key that signs users. */
import { Alert, Button, Code, CopyButton, Group, Paper, Select, Stack, Text, Textarea, Title } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";

import { api, asProblem, ifMatch, type Schema, splitProblem, unwrap } from "~/shared/api";
import { useFormDraft } from "~/shared/drafts";
import { LAYERS } from "~/shared/layers";
import { keys, queryClient } from "~/shared/queries";
import { includes } from "~/shared/team/roles";
import { relative } from "~/shared/time";
import { submitTo } from "~/shared/ui/forms";
import { ProblemText } from "~/shared/ui/ProblemAlert";
import { ReadOnly } from "~/shared/ui/ReadOnly";
import { SavedMeanwhile } from "~/shared/ui/SavedMeanwhile";
import { Loaded } from "~/shared/ui/states";

type Avee = Schema<"AveeOut">;

const keyOf = (avee: string) => ["identity-key", avee];
const wrapped = { overflowWrap: "anywhere", whiteSpace: "pre-wrap" } as const;

export function OnYourSite({ avee }: { avee: Avee }) {
  const isEditor = includes(avee.role, "editor");
  const snippet = `<script src="${location.origin}/widget.js" data-agent="${avee.handle}" async></script>`;
  return (
    <Paper withBorder p="lg" component="section" aria-labelledby="on-your-site">
      <Title order={2} size="h5" id="on-your-site">
        On your own site
      </Title>
      <Stack gap="sm" mt="xs">
        <Text size="sm">Put this line into your pages. It draws a button that opens your agent:</Text>
        <Code block style={wrapped}>
          {snippet}
        </Code>
        <CopyButton value={snippet}>
          {({ copied, copy }) => (
            <Button size="compact-sm" variant="default" onClick={copy} style={{ alignSelf: "flex-start" }}>
              {copied ? "Copied" : "Copy the line"}
            </Button>
          )}
        </CopyButton>
        <ReadOnly when={!isEditor}>
          <Sites avee={avee} isEditor={isEditor} />
        </ReadOnly>
        {isEditor && <IdentityKey avee={avee.id} />}
      </Stack>
    </Paper>
  );
}

function Sites({ avee, isEditor }: { avee: Avee; isEditor: boolean }) {
  const { form, set, isChanged, forget } = useFormDraft(`embed:${avee.id}`, {
    origins: avee.embed_origins.join("\n"),
    layer: avee.embed_layer,
  });
  const save = useMutation({
    mutationFn: () =>
      unwrap(
        api.PATCH("/avees/{avee_id}", {
          params: { path: { avee_id: avee.id }, header: ifMatch(avee.version) },
          body: {
            embed_origins: form.origins.split(/\s+/).filter(Boolean),
            embed_layer: form.layer,
          },
        }),
      ),
    onSuccess: (saved) => {
      forget();
      queryClient.setQueryData<Avee[]>(keys.avees, (before) =>
        before?.map((each) => (each.id === saved.id ? saved : each)),
      );
    },
    onError: (error) => {
      if (asProblem(error).status === 412) void queryClient.invalidateQueries({ queryKey: keys.avees });
    },
  });
  const { errorOf, rest } = splitProblem(save.error, ["embed_origins"]);
  return (
    <Stack component="form" gap="sm" onSubmit={submitTo(() => save.mutate())}>
      <Textarea
        label="Sites that may show the agent"
        description="One address a line, such as https://example.org. Without any, no site shows it."
        autosize
        minRows={2}
        value={form.origins}
        error={errorOf("embed_origins")}
        onChange={(event) => set({ origins: event.currentTarget.value })}
      />
      <Select
        label="What signed users may see at most"
        description="Your site can name a layer for each of its users; no layer above this one counts."
        data={LAYERS}
        allowDeselect={false}
        value={form.layer}
        onChange={(layer) => layer && set({ layer })}
      />
      <SavedMeanwhile
        error={rest}
        saved={avee.embed_origins.join("\n")}
        onTake={() => {
          forget();
          save.reset();
        }}
      />
      {isEditor && (
        <Group gap="xs">
          <Button type="submit" disabled={!isChanged} loading={save.isPending}>
            Save the sites
          </Button>
          {save.isSuccess && !isChanged && (
            <Text size="sm" role="status">
              Saved.
            </Text>
          )}
        </Group>
      )}
    </Stack>
  );
}

function IdentityKey({ avee }: { avee: string }) {
  const path = { params: { path: { avee_id: avee } } };
  const query = useQuery({
    queryKey: keyOf(avee),
    queryFn: () => unwrap(api.GET("/avees/{avee_id}/identity-key", path)),
  });
  const onSettled = () => void queryClient.invalidateQueries({ queryKey: keyOf(avee) });
  const renew = useMutation({
    mutationFn: () => unwrap(api.POST("/avees/{avee_id}/identity-key", path)),
    onSettled,
  });
  const remove = useMutation({
    mutationFn: () => unwrap(api.DELETE("/avees/{avee_id}/identity-key", path)),
    onSuccess: () => renew.reset(),
    onSettled,
  });
  return (
    <Loaded query={query}>
      {({ created_at: madeAt }) => (
        <Stack gap="xs">
          <Text size="sm">
            With a key, your server can sign who its users are, so that they keep their tier and are the same person on
            every device. {madeAt ? `The key was made ${relative(madeAt)}.` : "There is no key yet."}
          </Text>
          {renew.data && (
            <Alert color="teal" title="Copy the key now; it is not shown again" role="status">
              <Code block style={wrapped}>
                {renew.data.key}
              </Code>
            </Alert>
          )}
          <ProblemText error={renew.error ?? remove.error} />
          <Group gap="xs">
            <Button size="compact-sm" variant="default" loading={renew.isPending} onClick={() => renew.mutate()}>
              {madeAt ? "Replace the key" : "Make a key"}
            </Button>
            {madeAt && (
              <Button
                size="compact-sm"
                variant="subtle"
                color="red"
                loading={remove.isPending}
                onClick={() => remove.mutate()}
              >
                Remove the key
              </Button>
            )}
          </Group>
          {madeAt && (
            <Text size="xs" c="dimmed">
              Replacing or removing it signs your site’s users out here.
            </Text>
          )}
        </Stack>
      )}
    </Loaded>
  );
}
