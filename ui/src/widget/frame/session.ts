/** Who asks: a guest, whose token this frame keeps, or a person whom the site signed, whose token it only holds. */
import { facts } from "~/widget/frame/facts";
import { load, save } from "~/widget/frame/storage";

/** What the server answered instead of what was asked for. Its message is for people. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
  ) {
    super(detail);
  }
}

/** The server did not answer, or not just now: to be tried again. */
export const isPassing = (error: unknown) =>
  !(error instanceof Problem) || error.status >= 500 || error.status === 429 || error.status === 408;

let identity: string | undefined;
let token: string | undefined;
let entering: Promise<string> | undefined;

/** Names what is kept for this person apart from others who use the browser. */
export function personKey(): string {
  return identity === undefined ? "guest" : `signed:${subjectOf(identity)}`;
}

export const isSigned = () => identity !== undefined;

/** Whether somebody is known already, without making a guest. */
export const isKnown = () => isSigned() || load<string | null>("token", null) !== null;

/** Goes on as the person whom the site signed, or as a guest. False where that is who it is already. */
export function become(signed: string | undefined): boolean {
  if (signed === identity) return false;
  const before = personKey();
  identity = signed;
  token = entering = undefined;
  return personKey() !== before;
}

/** The answer to a request of the person. A guest is made by the first one. */
export async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await request(method, path, body);
  return (response.status === 204 || response.status === 202 ? undefined : await response.json()) as T;
}

export async function request(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
  signal?: AbortSignal,
): Promise<Response> {
  const sendIt = async () => {
    const authorization = `Bearer ${await enter()}`;
    return send(method, path, body, { ...headers, Authorization: authorization }, signal);
  };
  let response = await sendIt();
  if (response.status === 401) {
    // The session ended. A person whom the site signed is the same one in the next; a guest was forgotten.
    token = entering = undefined;
    if (isSigned()) response = await sendIt();
    else save("token", undefined);
  }
  if (!response.ok) throw await readProblem(response);
  return response;
}

function enter(): Promise<string> {
  const kept = isSigned() ? token : load<string | null>("token", null);
  if (kept) return Promise.resolve(kept);
  entering ??= makeSession().finally(() => (entering = undefined));
  return entering;
}

async function makeSession(): Promise<string> {
  const signed = identity;
  const response =
    signed === undefined
      ? await send("POST", "/guests", { handle: facts.handle })
      : await send("POST", `/embed/${facts.handle}/sessions`, { identity: signed });
  if (!response.ok) throw await readProblem(response);
  const made = ((await response.json()) as { token: string }).token;
  if (signed === undefined) save("token", made);
  else token = made;
  return made;
}

function send(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
  signal?: AbortSignal,
): Promise<Response> {
  return fetch(path, {
    method,
    // Cookies of this product, where a browser sends them, are somebody else's sign-in.
    credentials: "omit",
    headers: { ...headers, ...(body === undefined ? {} : { "Content-Type": "application/json" }) },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: signal ?? null,
  });
}

async function readProblem(response: Response): Promise<Problem> {
  const said = (await response.json().catch(() => ({}))) as { code?: string; detail?: string };
  return new Problem(response.status, said.code ?? "", said.detail ?? "");
}

function subjectOf(jwt: string): string {
  try {
    const middle = (jwt.split(".")[1] ?? "").replace(/-/g, "+").replace(/_/g, "/");
    return String((JSON.parse(atob(middle)) as { sub?: unknown }).sub);
  } catch {
    return "";
  }
}
