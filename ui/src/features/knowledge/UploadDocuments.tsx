/** Files to add to an agent's knowledge, dropped or chosen, each with its own progress. */
import { Group, Progress, SegmentedControl, Stack, Text } from "@mantine/core";
import { type DragEvent, useState } from "react";

import { LAYERS } from "~/shared/layers";
import { PersonText } from "~/shared/ui/PersonText";
import { PickFiles } from "~/shared/ui/PickFiles";
import { ReplaceOrKeep } from "~/features/knowledge/ReplaceOrKeep";
import { type Choice, upload, type UploadState } from "~/features/knowledge/upload";

interface FileUpload extends UploadState {
  name: string;
  /** Sends it again with the creator's choice. */
  choose: (choice: Choice) => void;
}

const MOST_MB = 25;

export function UploadDocuments({ avee }: { avee: string }) {
  const [uploads, setUploads] = useState<FileUpload[]>([]);
  const [layer, setLayer] = useState("public");
  const add = (files: Iterable<File>) => {
    for (const file of files) {
      const change = (state: Partial<UploadState>) =>
        setUploads((before) => before.map((each) => (each.name === file.name ? { ...each, ...state } : each)));
      const choose = (choice: Choice) => {
        change({ sent: 0, problem: undefined, existing: undefined });
        upload(avee, file, layer, change, choice);
      };
      const start = { name: file.name, sent: 0, choose };
      setUploads((before) => [...before.filter((each) => each.name !== file.name), start]);
      if (file.size > MOST_MB * 2 ** 20) change({ problem: `Larger than ${MOST_MB} MB.` });
      else upload(avee, file, layer, change);
    }
  };
  return (
    <Stack gap="sm">
      <DropArea onFiles={add}>
        <Group justify="center" mt="sm" gap="xs">
          <Text size="sm" id="layer">
            Who may see the content:
          </Text>
          <SegmentedControl size="xs" aria-labelledby="layer" value={layer} onChange={setLayer} data={LAYERS} />
        </Group>
      </DropArea>
      {uploads.map((each) => (
        <UploadRow key={each.name} upload={each} />
      ))}
    </Stack>
  );
}

interface DropProps {
  onFiles: (files: Iterable<File>) => void;
  children: React.ReactNode;
}

function DropArea({ onFiles, children }: DropProps) {
  const [isOver, setOver] = useState(false);
  const onDragOver = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onFiles(event.dataTransfer.files);
  };
  return (
    <div className="drop" data-over={isOver} onDragOver={onDragOver} onDragLeave={() => setOver(false)} onDrop={onDrop}>
      <Text>Drop files here, or</Text>
      <Group justify="center" my="xs">
        <PickFiles name="Files" isSeveral onPick={onFiles}>
          Choose files
        </PickFiles>
      </Group>
      <Text size="sm" c="dimmed">
        Markdown, text, HTML, PDF, Word, PowerPoint, Excel, EPUB; at most {MOST_MB} MB each
      </Text>
      {children}
    </div>
  );
}

function UploadRow({ upload: { name, sent, result, problem, existing, choose } }: { upload: FileUpload }) {
  return (
    <div role="status">
      <Group justify="space-between" gap="xs">
        <PersonText size="sm">{name}</PersonText>
        <Text size="sm" c={problem ? "red" : "dimmed"}>
          {problem ?? result ?? `${sent} %`}
        </Text>
      </Group>
      {existing && <ReplaceOrKeep existing={existing} onChoose={choose} />}
      <Progress value={sent} color={problem ? "red" : "teal"} aria-label={`Uploading ${name}`} />
    </div>
  );
}
