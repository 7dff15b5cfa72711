/** The server as the browser sees it: answers by method and path, and keeps the requests. Anything else is a 404. */
interface Sent {
  /** Such as "POST /orchestrator/message". */
  to: string;
  body: unknown;
  /** Whether the request goes on when its page is left. */
  outlivesPage: boolean;
  /** The value of the CSRF header; null without one. */
  csrf: string | null;
  ifMatch: string | null;
}
type Answer = () => Response | Promise<Response>;

export class FakeServer {
  readonly sent: Sent[] = [];
  private readonly answers = new Map<string, Answer>();

  constructor() {
    (globalThis as { testServer?: FakeServer }).testServer = this;
  }

  /** From now on; the last one given holds. */
  on(to: string, answer: Answer): this {
    this.answers.set(to, answer);
    return this;
  }

  /** The bodies sent there, in order. */
  bodies(to: string): unknown[] {
    return this.sent.filter((each) => each.to === to).map((each) => each.body);
  }

  async take(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    const request = input instanceof Request ? input : new Request(new URL(input, location.href), init);
    const to = `${request.method} ${new URL(request.url).pathname}`;
    const text = await request.text();
    this.sent.push({
      to,
      body: text ? (JSON.parse(text) as unknown) : null,
      outlivesPage: init?.keepalive ?? request.keepalive,
      ifMatch: request.headers.get("If-Match"),
      csrf: request.headers.get("X-CSRF-Token"),
    });
    return (this.answers.get(to) ?? (() => problem(404, "not_found")))();
  }
}

export const json = (body: unknown, status = 200) => Response.json(body, { status });
export const problem = (status: number, code: string) => json({ code, detail: `It is ${code}.`, fields: {} }, status);
export const unreachable = () => Promise.reject(new TypeError("Failed to fetch"));

/** Server-sent events, written when the test says so. */
export class Stream {
  private readonly pipe = new TransformStream<Uint8Array, Uint8Array>();
  private readonly writer = this.pipe.writable.getWriter();
  readonly response = new Response(this.pipe.readable, { headers: { "Content-Type": "text/event-stream" } });

  tell(event: string, data: unknown): void {
    void this.writer.write(new TextEncoder().encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`));
  }

  end(): void {
    void this.writer.close();
  }
}

/** All of them at once; the connection ends after the last. */
export function events(...told: [string, unknown][]): Response {
  const stream = new Stream();
  for (const [event, data] of told) stream.tell(event, data);
  stream.end();
  return stream.response;
}
