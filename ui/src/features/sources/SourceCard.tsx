/** One source: its state, what the newest look found, and what can be done with it. */
import { Badge, Button, Group, Modal, NativeSelect, Paper, Progress, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { api, ifMatch, unwrap } from "~/shared/api";
import { plural, relative } from "~/shared/time";
import { PersonText } from "~/shared/ui/PersonText";
import { ProblemText } from "~/shared/ui/ProblemAlert";
import { everyWith } from "~/features/sources/every";
import { RemoveSource } from "~/features/sources/RemoveSource";
import { SourceItems } from "~/features/sources/SourceItems";
import { isBusy, refreshSources, type Source } from "~/features/sources/sources";

const STATES: Record<Source["state"], [color: string, label: string]> = {
  waiting: ["yellow", "waiting"],
  looking: ["yellow", "being looked at"],
  ready: ["teal", "up to date"],
  failed: ["red", "failed"],
};
const KINDS: Record<Source["kind"], string> = {
  website: "Website",
  feed: "Feed",
  subtitles: "Subtitles",
  notion: "Notion",
  mbox: "Mail",
  discourse: "Discourse",
  zendesk: "Zendesk",
  telegram: "Telegram",
};

type Dialog = "items" | "remove";

export function SourceCard({ source, mayEdit }: { source: Source; mayEdit: boolean }) {
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const [color, state] = STATES[source.state];
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between" gap="xs">
        <PersonText size="sm" fw={600} style={{ overflowWrap: "anywhere" }}>
          {source.address}
        </PersonText>
        <Badge size="sm" variant="light" tt="none" color={color}>
          {state}
        </Badge>
      </Group>
      <Text size="xs" c="dimmed">
        {KINDS[source.kind]} · {describe(source)}
      </Text>
      {isBusy(source) && source.items > 0 && (
        <Progress
          my={6}
          value={(100 * (source.items - source.waiting)) / source.items}
          aria-label={`Looked at ${source.items - source.waiting} of ${source.items}`}
        />
      )}
      {source.failure && (
        <Text size="sm" c="red" role="status">
          {source.failure}
        </Text>
      )}
      <Actions source={source} mayEdit={mayEdit} onOpen={setDialog} />
      <Modal
        opened={dialog !== null}
        onClose={() => setDialog(null)}
        size="lg"
        title={dialog === "remove" ? "Remove the source?" : "What was found"}
        closeButtonProps={{ "aria-label": "Close" }}
      >
        {dialog === "items" && <SourceItems source={source} />}
        {dialog === "remove" && <RemoveSource source={source} onDone={() => setDialog(null)} />}
      </Modal>
    </Paper>
  );
}

interface ActionsProps {
  source: Source;
  mayEdit: boolean;
  onOpen: (dialog: Dialog) => void;
}

function Actions({ source, mayEdit, onOpen }: ActionsProps) {
  const path = { avee_id: source.avee_id, source_id: source.id };
  const onSettled = () => refreshSources(source.avee_id);
  const look = useMutation({
    mutationFn: () => unwrap(api.POST("/avees/{avee_id}/sources/{source_id}/look", { params: { path } })),
    onSettled,
  });
  const change = useMutation({
    mutationFn: (every: string) =>
      unwrap(
        api.PATCH("/avees/{avee_id}/sources/{source_id}", {
          params: { path, header: ifMatch(source.version) },
          body: { every_hours: every ? Number(every) : null },
        }),
      ),
    onSettled,
  });
  const isOnline = source.kind === "website" || source.kind === "feed";
  return (
    <Stack gap={4} mt={6}>
      <Group gap="xs">
        {source.items > 0 && (
          <Button size="compact-sm" variant="default" onClick={() => onOpen("items")}>
            What was found
          </Button>
        )}
        {mayEdit && isOnline && (
          <>
            <Button size="compact-sm" variant="default" loading={look.isPending} onClick={() => look.mutate()}>
              Look now
            </Button>
            <NativeSelect
              size="xs"
              aria-label={`Look again at ${source.address}`}
              value={String(source.every_hours ?? "")}
              disabled={change.isPending}
              onChange={(event) => change.mutate(event.currentTarget.value)}
              data={everyWith(source.every_hours)}
            />
          </>
        )}
        {mayEdit && (
          <Button size="compact-sm" variant="light" color="red" onClick={() => onOpen("remove")}>
            Remove
          </Button>
        )}
      </Group>
      <ProblemText error={look.error ?? change.error} />
    </Stack>
  );
}

/** What the newest look found, and when the next one is. */
function describe(source: Source): string {
  if (isBusy(source) && source.items > 0) return `${source.items - source.waiting} of ${source.items} looked at`;
  if (!source.looked_at) return "not looked at yet";
  const found = [
    source.added && `${source.added} added`,
    source.changed && `${source.changed} changed`,
    source.retired && `${source.retired} deleted`,
    source.failed && `${source.failed} could not be read`,
    source.proposed && `${plural(source.proposed, "answer")} proposed`,
  ].filter(Boolean);
  const next = source.next_look_at ? ` · next look ${relative(source.next_look_at)}` : "";
  const result = found.join(", ") || (source.state === "failed" ? "" : "nothing new");
  return `looked at ${relative(source.looked_at)}${result && `: ${result}`}${next}`;
}
