/** Files into an agent's knowledge: dropped or chosen, each with its own progress. */
import { Button, FileButton, Group, Progress, SegmentedControl, Stack, Text } from "@mantine/core";
import { useState } from "react";

import { csrfToken, readProblem } from "~/shared/api";
import { keys, queryClient } from "~/shared/queries";

interface Sending {
  name: string;
  /** In [0, 100]. */
  sent: number;
  problem?: string;
}

const MOST_MB = 25;

export function Upload({ avee }: { avee: string }) {
  const [sendings, setSendings] = useState<Sending[]>([]);
  const [layer, setLayer] = useState("public");
  const [isOver, setOver] = useState(false);
  const add = (files: Iterable<File>) => {
    for (const file of files) {
      const start = { name: file.name, sent: 0 };
      setSendings((before) => [...before.filter((each) => each.name !== file.name), start]);
      const change = (changes: Partial<Sending>) =>
        setSendings((before) => before.map((each) => (each.name === file.name ? { ...each, ...changes } : each)));
      if (file.size > MOST_MB * 2 ** 20) change({ problem: `Larger than ${MOST_MB} MB.` });
      else upload(avee, file, layer, change);
    }
  };
  return (
    <Stack gap="sm">
      <div
        className="drop"
        data-over={isOver}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          add(event.dataTransfer.files);
        }}
      >
        <Text>Drop files here, or</Text>
        <Group justify="center" my="xs">
          <FileButton multiple onChange={add} inputProps={{ "aria-label": "Files" }}>
            {(props) => (
              <Button {...props} variant="default">
                Choose files
              </Button>
            )}
          </FileButton>
        </Group>
        <Text size="sm" c="dimmed">
          Markdown, text, HTML, PDF, DOCX, PPTX, EPUB; at most {MOST_MB} MB each
        </Text>
        <Group justify="center" mt="sm" gap="xs">
          <Text size="sm" id="layer">
            Who may be told of it:
          </Text>
          <SegmentedControl
            size="xs"
            aria-labelledby="layer"
            value={layer}
            onChange={setLayer}
            data={[
              { value: "public", label: "Everyone" },
              { value: "friends", label: "Friends" },
              { value: "intimate", label: "Intimate" },
            ]}
          />
        </Group>
      </div>
      {sendings.map((each) => (
        <div key={each.name} role="status">
          <Group justify="space-between" gap="xs">
            <Text size="sm">{each.name}</Text>
            <Text size="sm" c={each.problem ? "red" : "dimmed"}>
              {each.problem ?? (each.sent < 100 ? `${each.sent} %` : "sent")}
            </Text>
          </Group>
          <Progress value={each.sent} color={each.problem ? "red" : "teal"} aria-label={`Sending ${each.name}`} />
        </div>
      ))}
    </Stack>
  );
}

/** fetch cannot tell how much was sent; the older request can. */
function upload(avee: string, file: File, layer: string, change: (changes: Partial<Sending>) => void): void {
  const request = new XMLHttpRequest();
  const form = new FormData();
  form.append("file", file);
  form.append("layer", layer);
  request.upload.onprogress = (event) => change({ sent: Math.min(99, Math.round((100 * event.loaded) / event.total)) });
  request.onload = () => {
    if (request.status >= 300) change({ problem: readProblem(request.status, safeJson(request.responseText)).message });
    else change({ sent: 100 });
    void queryClient.invalidateQueries({ queryKey: keys.documents(avee) });
  };
  request.onerror = () => change({ problem: "The server could not be reached; choose it again." });
  request.open("POST", `/avees/${avee}/documents`);
  request.setRequestHeader("X-CSRF-Token", csrfToken());
  request.send(form);
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
