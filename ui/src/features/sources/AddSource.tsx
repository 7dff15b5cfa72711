/** Adding a source: an address, or a file that another program exported. */
import { Button, Group, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { api, csrfToken, OFFLINE, readProblem, splitProblem, unwrap } from "~/shared/api";
import { submitTo } from "~/shared/ui/forms";
import { PickFiles } from "~/shared/ui/PickFiles";
import { ProblemText } from "~/shared/ui/ProblemAlert";
import { EVERY } from "~/features/sources/every";
import { refreshSources } from "~/features/sources/sources";

export function AddSource({ avee }: { avee: string }) {
  return (
    <Stack gap="xs">
      <AddAddress avee={avee} />
      <AddFile avee={avee} />
    </Stack>
  );
}

function AddAddress({ avee }: { avee: string }) {
  const [address, setAddress] = useState("");
  const [every, setEvery] = useState("24");
  const add = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST("/avees/{avee_id}/sources", {
          params: { path: { avee_id: avee } },
          body: {
            address: address.trim(),
            layer: "public",
            every_hours: every ? Number(every) : null,
            max_pages: 300,
            max_depth: 2,
          },
        }),
      ),
    onSuccess: () => setAddress(""),
    onSettled: () => refreshSources(avee),
  });
  const { errorOf, rest } = splitProblem(add.error, ["address"]);
  return (
    <>
      <Group component="form" align="flex-end" gap="xs" onSubmit={submitTo(() => add.mutate())}>
        <TextInput
          label="Address of a website or feed"
          placeholder="https://example.org"
          required
          maxLength={2000}
          value={address}
          error={errorOf("address")}
          onChange={(event) => setAddress(event.currentTarget.value)}
          style={{ flex: 1, minWidth: 220 }}
        />
        <NativeSelect
          label="Look again"
          value={every}
          onChange={(event) => setEvery(event.currentTarget.value)}
          data={EVERY}
        />
        <Button type="submit" variant="default" loading={add.isPending}>
          Add source
        </Button>
      </Group>
      <ProblemText error={rest} />
    </>
  );
}

function AddFile({ avee }: { avee: string }) {
  const [names, setNames] = useState("");
  const send = useMutation({
    mutationFn: (file: File) => sendFile(avee, file, names),
    onSettled: () => refreshSources(avee),
  });
  return (
    <>
      <Group align="flex-end" gap="xs">
        <TextInput
          label="Your name in the export"
          description="Only for mail, Telegram and Discourse, where it is not that of your account."
          value={names}
          maxLength={200}
          onChange={(event) => setNames(event.currentTarget.value)}
          style={{ flex: 1, minWidth: 220 }}
        />
        <PickFiles name="Export" onPick={(files) => [...files].slice(0, 1).forEach((file) => send.mutate(file))}>
          {send.isPending ? "Sending …" : "Choose an export"}
        </PickFiles>
      </Group>
      <Text size="xs" c="dimmed">
        Subtitles (.srt, .vtt), Notion (.zip of Markdown and CSV), mail (.mbox), Discourse, Zendesk and Telegram
        (.json); at most 25 MB
      </Text>
      <ProblemText error={send.error} />
    </>
  );
}

async function sendFile(avee: string, file: File, names: string): Promise<void> {
  const body = new FormData();
  body.append("file", file);
  for (const name of names.split(",").map((each) => each.trim())) if (name) body.append("answered_by", name);
  const request = { method: "POST", body, headers: { "X-CSRF-Token": csrfToken() } };
  const response = await fetch(`/avees/${avee}/sources/file`, request).catch(() => {
    throw OFFLINE;
  });
  if (!response.ok) throw readProblem(response.status, await response.json().catch(() => null));
}
