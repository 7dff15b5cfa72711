/** The state of importing a file of answers: first a preview with the creator's choices, then the import itself. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { api, asProblem, type Schema, unwrap } from "~/shared/api";
import { keys, queryClient } from "~/shared/queries";

export type ImportResult = Schema<"ImportOut">;

/** What the creator says of a file where it is not clear by itself. */
export interface ImportChoices {
  encoding: string;
  question: string;
  answer: string;
  hasHeader: boolean;
  /** The chosen line of each question that has several answers. */
  chosen: Record<string, number>;
}

const NOTHING: ImportChoices = { encoding: "", question: "", answer: "", hasHeader: true, chosen: {} };

export function useImport(avee: string) {
  const [file, setFile] = useState<File | null>(null);
  const [choices, setChoices] = useState<ImportChoices>(NOTHING);
  const preview = useMutation({
    mutationFn: (wish: { file: File; choices: ImportChoices }) => send(avee, wish.file, wish.choices, true),
  });
  const run = useMutation({
    mutationFn: (wish: { file: File; choices: ImportChoices }) => send(avee, wish.file, wish.choices, false),
    onSuccess: () => {
      setFile(null);
      void queryClient.invalidateQueries({ queryKey: keys.answers(avee) });
    },
  });
  const look = (chosenFile: File, wished: ImportChoices) => {
    setChoices(wished);
    preview.mutate({ file: chosenFile, choices: wished });
  };
  return {
    file,
    choices,
    preview: preview.data,
    /** Why there is no preview: `unclear_encoding` and `unknown_columns` are questions to the creator. */
    problem: preview.error ? asProblem(preview.error) : null,
    result: run.data,
    error: run.error,
    isLoading: preview.isPending || run.isPending,
    choose: (chosenFile: File) => {
      run.reset();
      setFile(chosenFile);
      look(chosenFile, NOTHING);
    },
    change: (changes: Partial<ImportChoices>) => file && look(file, { ...choices, ...changes }),
    confirm: () => file && run.mutate({ file, choices }),
    cancel: () => setFile(null),
  };
}

export type Importing = ReturnType<typeof useImport>;

async function send(avee: string, file: File, choices: ImportChoices, preview: boolean): Promise<ImportResult> {
  const form = new FormData();
  form.append("file", file);
  form.append("preview", String(preview));
  form.append("has_header", String(choices.hasHeader));
  for (const name of ["encoding", "question", "answer"] as const) if (choices[name]) form.append(name, choices[name]);
  for (const line of Object.values(choices.chosen)) form.append("chosen", String(line));
  return unwrap(
    api.POST("/avees/{avee_id}/canonical-answers/import", {
      params: { path: { avee_id: avee } },
      body: form as never,
      bodySerializer: (body: unknown) => body as FormData,
    }),
  );
}
