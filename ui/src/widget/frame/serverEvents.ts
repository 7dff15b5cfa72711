/** Server-sent events of a response, which the browser's own reader cannot ask for with a token. */

export interface ServerEvent {
  event: string;
  data: string;
  id: string;
}

export async function readEvents(response: Response, onEvent: (event: ServerEvent) => void): Promise<void> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let waiting = "";
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done) return;
    const blocks = (waiting + decoder.decode(value, { stream: true })).split("\n\n");
    waiting = blocks.pop() ?? "";
    for (const block of blocks) onEvent(readBlock(block));
  }
}

function readBlock(block: string): ServerEvent {
  const found: ServerEvent = { event: "", data: "", id: "" };
  for (const line of block.split("\n")) {
    const at = line.indexOf(": ");
    const name = line.slice(0, at);
    if (name === "event" || name === "data" || name === "id") found[name] = line.slice(at + 2);
  }
  return found;
}
