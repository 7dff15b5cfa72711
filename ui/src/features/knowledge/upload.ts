/** Uploads a document and reports its progress. fetch cannot tell how much was sent; XMLHttpRequest can. */
import { csrfToken, readProblem } from "~/shared/api";
import { keys, queryClient } from "~/shared/queries";

export interface UploadState {
  /** In per cent. */
  sent: number;
  problem?: string;
}

export function upload(avee: string, file: File, layer: string, onChange: (state: Partial<UploadState>) => void): void {
  const request = new XMLHttpRequest();
  const form = new FormData();
  form.append("file", file);
  form.append("layer", layer);
  // 100 is only reached when the server has answered.
  request.upload.onprogress = ({ loaded, total }) =>
    onChange({ sent: Math.min(99, Math.round((100 * loaded) / total)) });
  request.onload = () => {
    if (request.status < 300) onChange({ sent: 100 });
    else onChange({ problem: readProblem(request.status, parseJson(request.responseText)).message });
    void queryClient.invalidateQueries({ queryKey: keys.documents(avee) });
  };
  request.onerror = () => onChange({ problem: "The server could not be reached. Choose the file again." });
  request.open("POST", `/avees/${avee}/documents`);
  request.setRequestHeader("X-CSRF-Token", csrfToken());
  request.send(form);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
