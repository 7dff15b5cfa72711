/** Importing answers from a file, after a look at what would be imported, and exporting all of them. */
import { Alert, Button, Menu, Text } from "@mantine/core";

import type { Importing } from "~/features/knowledge/useImport";
import { plural } from "~/shared/time";
import { PickFiles } from "~/shared/ui/PickFiles";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";

const FORMATS = [
  ["csv", "CSV, for import"],
  ["jsonl", "JSON lines, for import"],
  ["md", "Markdown, for reading"],
] as const;

export function ImportButton({ importing }: { importing: Importing }) {
  return (
    <PickFiles
      name="File of answers"
      accept=".csv,.tsv,.txt,.xlsx,.json,.jsonl"
      size="xs"
      loading={importing.isLoading}
      onPick={([file]) => file && importing.choose(file)}
    >
      Import
    </PickFiles>
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
