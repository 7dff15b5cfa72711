/** Requests to the server, typed by its OpenAPI schema, with the CSRF header. Errors are Problems. */
import createClient, { type Middleware } from "openapi-fetch";

import { readFieldProblems } from "~/shared/problems";
import type { components, paths } from "~/shared/schema.gen";

export type Schema<Name extends keyof components["schemas"]> = components["schemas"][Name];

/** An error with a message for people and a stable `code`. A status of 0 means that the server was not reached. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly fields: Record<string, unknown> = {},
    /** Sentences by the API's name of the field that they are about. */
    readonly byField: Partial<Record<string, string>> = {},
  ) {
    super(message);
  }

  /** Whether the same request may succeed later. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** The header of an edit: the version that it was made from. The server refuses an outdated one with 412. */
export const ifMatch = (version: number) => ({ "if-match": `"${version}"` });

export const OFFLINE = new Problem(0, "offline", "The server cannot be reached just now.");

export function csrfToken(): string {
  return /(?:^|; )orchestrator_csrf=([^;]*)/.exec(document.cookie)?.[1] ?? "";
}

const secured: Middleware = {
  onRequest({ request }) {
    if (request.method !== "GET") request.headers.set("X-CSRF-Token", csrfToken());
    return request;
  },
};

export const api = createClient<paths>({ credentials: "same-origin" });
api.use(secured);

/** The data of a response; throws a Problem. */
export async function unwrap<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call.catch(() => {
    throw OFFLINE;
  });
  if (!response.ok) throw readProblem(response.status, error);
  return data as T;
}

export function readProblem(status: number, body: unknown): Problem {
  if (typeof body === "object" && body !== null && "code" in body && "detail" in body) {
    const fields = "fields" in body && typeof body.fields === "object" && body.fields !== null ? body.fields : {};
    return toProblem(status, String(body.code), String(body.detail), fields as Record<string, unknown>);
  }
  return status >= 502 ? OFFLINE : new Problem(status, "error", `The server answered with ${status}.`);
}

function toProblem(status: number, code: string, detail: string, fields: Record<string, unknown>): Problem {
  const byField = readFieldProblems(code, detail, fields);
  const [first] = Object.values(byField);
  return new Problem(status, code, first ?? detail, fields, byField);
}

/** A problem beside the fields that it is about; `rest` is the problem where it is about none of these fields. */
export function splitProblem<Field extends string>(error: unknown, fields: readonly Field[]) {
  const problem = error ? asProblem(error) : null;
  return {
    errorOf: (field: Field) => problem?.byField[field],
    rest: problem && !fields.some((field) => problem.byField[field]) ? problem : null,
  };
}

export function asProblem(error: unknown): Problem {
  return error instanceof Problem ? error : OFFLINE;
}
