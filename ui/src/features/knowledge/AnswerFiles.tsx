/** Importing answers from a file, and exporting all of them. */
import { Alert, Button, FileButton, Menu, Text } from "@mantine/core";
import { type UseMutationResult, useMutation } from "@tanstack/react-query";

import { api, type Schema, unwrap } from "~/shared/api";
import { keys, queryClient } from "~/shared/queries";
import { plural } from "~/shared/time";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";

type Import = UseMutationResult<Schema<"ImportOut">, Error, File>;
const FORMATS = [
  ["csv", "CSV, for import"],
  ["jsonl", "JSON lines, for import"],
  ["md", "Markdown, for reading"],
] as const;

export function useImport(avee: string): Import {
  return useMutation({
    mutationFn: (file: File) => importFile(avee, file),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: keys.answers(avee) }),
  });
}

async function importFile(avee: string, file: File): Promise<Schema<"ImportOut">> {
  const form = new FormData();
  form.append("file", file);
  return unwrap(
    api.POST("/avees/{avee_id}/canonical-answers/import", {
      params: { path: { avee_id: avee } },
      body: form as never,
      bodySerializer: (body: unknown) => body as FormData,
    }),
  );
}

export function ImportButton({ importing }: { importing: Import }) {
  return (
    <FileButton
      accept=".csv,.jsonl"
      onChange={(file) => file && importing.mutate(file)}
      inputProps={{ "aria-label": "File of answers" }}
    >
      {(props) => (
        <Button {...props} variant="default" size="xs" loading={importing.isPending}>
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

export function ImportResult({ importing: { data, error } }: { importing: Import }) {
  if (!data) return <ProblemAlert error={error} />;
  const unlisted = data.wrong - data.wrong_rows.length;
  return (
    <Alert color={data.wrong > 0 ? "orange" : "teal"} role="status" title={`${plural(data.added, "answer")} added`}>
      {data.known > 0 && <Text size="sm">{plural(data.known, "answer")} existed already.</Text>}
      {data.wrong_rows.map((row) => (
        <Text key={row.line} size="sm">
          Line {row.line}: {row.problem}
        </Text>
      ))}
      {unlisted > 0 && <Text size="sm">{plural(unlisted, "more line")} could not be imported.</Text>}
    </Alert>
  );
}
