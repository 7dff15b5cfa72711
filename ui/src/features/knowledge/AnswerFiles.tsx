/** Importing answers from a file, after a look at what would be imported, and exporting all of them. */
import { Alert, Button, FileButton, Menu, Text } from "@mantine/core";
import { useRef } from "react";

import type { Importing } from "~/features/knowledge/useImport";
import { plural } from "~/shared/time";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";

const FORMATS = [
  ["csv", "CSV, for import"],
  ["jsonl", "JSON lines, for import"],
  ["md", "Markdown, for reading"],
] as const;

export function ImportButton({ importing }: { importing: Importing }) {
  // Without this, choosing the same file a second time would do nothing.
  const reset = useRef<() => void>(null);
  return (
    <FileButton
      accept=".csv,.tsv,.txt,.xlsx,.json,.jsonl"
      resetRef={reset}
      onChange={(file) => {
        if (file) importing.choose(file);
        reset.current?.();
      }}
      inputProps={{ "aria-label": "File of answers" }}
    >
      {(props) => (
        <Button {...props} variant="default" size="xs" loading={importing.isLoading}>
          Import
        </Button>
      )}
    </FileButton>
  );
}

export function ExportMenu({ avee, isEmpty }: { avee: string; isEmpty: boolean }) {
  return (
    <Menu>
      <Menu.Target>
        <Button variant="default" size="xs" disabled={isEmpty}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {FORMATS.map(([format, label]) => (
          <Menu.Item
            key={format}
            component="a"
            download
            href={`/avees/${avee}/canonical-answers/export?format=${format}`}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

export function ImportResult({ importing: { result, error, file } }: { importing: Importing }) {
  if (error && !file) return <ProblemAlert error={error} />;
  if (!result) return null;
  const unlisted = result.wrong - result.wrong_rows.length;
  const isWhole = result.wrong === 0 && result.contradicting === 0;
  return (
    <Alert color={isWhole ? "teal" : "orange"} role="status" title={`${plural(result.added, "answer")} added`}>
      {result.known > 0 && <Text size="sm">{plural(result.known, "answer")} existed already.</Text>}
      {result.contradicting > 0 && (
        <Text size="sm">{plural(result.contradicting, "question")} with several answers left out.</Text>
      )}
      {result.wrong_rows.map((row) => (
        <Text key={row.line} size="sm">
          Line {row.line} {row.problem}
        </Text>
      ))}
      {unlisted > 0 && <Text size="sm">{plural(unlisted, "more line")} could not be imported.</Text>}
    </Alert>
  );
}
