/** Requests to the server, typed by its OpenAPI schema, with the CSRF header. Errors are Problems. */
import createClient, { type Middleware } from "openapi-fetch";

import type { components, paths } from "~/shared/schema.gen";

export type Schema<Name extends keyof components["schemas"]> = components["schemas"][Name];

/** An error with a message for people and a stable `code`. A status of 0 means that the server was not reached. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly fields: Record<string, unknown> = {},
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
    return new Problem(status, String(body.code), String(body.detail), fields as Record<string, unknown>);
  }
  return status >= 502 ? OFFLINE : new Problem(status, "error", `The server answered with ${status}.`);
}

export function asProblem(error: unknown): Problem {
  return error instanceof Problem ? error : OFFLINE;
}
