/** Uploads a document and reports its progress. fetch cannot tell how much was sent; XMLHttpRequest can. */
import { csrfToken, type Problem, readProblem, type Schema } from "~/shared/api";
import { keys, queryClient } from "~/shared/queries";

/** A document that the upload may replace. */
export interface Existing {
  id: string;
  title: string;
  source: string;
}

/** What the creator says about a document that exists. */
export interface Choice {
  if_exists?: "replace" | "keep_both";
  replaces?: string;
}

export interface UploadState {
  /** In per cent. */
  sent: number;
  /** What came of it, once the server has answered. */
  result?: string;
  problem?: string;
  /** The creator must say which of these it replaces, if any. */
  existing?: Existing[];
}

type OnChange = (state: Partial<UploadState>) => void;

export function upload(avee: string, file: File, layer: string, onChange: OnChange, choice: Choice = {}): void {
  const request = new XMLHttpRequest();
  // 100 is only reached when the server has answered.
  request.upload.onprogress = ({ loaded, total }) =>
    onChange({ sent: Math.min(99, Math.round((100 * loaded) / total)) });
  request.onload = () => {
    onChange(readAnswer(request.status, parseJson(request.responseText)));
    void queryClient.invalidateQueries({ queryKey: keys.documents(avee) });
  };
  request.onerror = () => onChange({ problem: "The server could not be reached. Choose the file again." });
  request.open("POST", `/avees/${avee}/documents`);
  request.setRequestHeader("X-CSRF-Token", csrfToken());
  request.send(form(file, layer, choice));
}

function form(file: File, layer: string, choice: Choice): FormData {
  const data = new FormData();
  data.append("file", file);
  data.append("layer", layer);
  for (const [name, value] of Object.entries(choice)) data.append(name, value as string);
  return data;
}

export function readAnswer(status: number, body: unknown): Partial<UploadState> {
  if (status === 200) return { sent: 100, result: "the same content is there already; nothing changes" };
  if (status < 300) return { sent: 100, result: describe(body as Schema<"DocumentOut">) };
  const problem = readProblem(status, body);
  return { problem: problem.message, existing: readExisting(problem) };
}

function describe(document: Schema<"DocumentOut">): string {
  return document.replaces ? "uploaded; a new version of a document that is there" : "uploaded";
}

function readExisting(problem: Problem): Existing[] | undefined {
  return problem.code === "document_exists" ? (problem.fields.documents as Existing[]) : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
