/** The Markdown of replies as elements: paragraphs, headings, lists, tables, quotes, code, emphasis and links. */
import { make } from "~/widget/frame/elements";

const MOST_CHARACTERS = 60_000;
// Each repetition is bounded, so that no text takes long.
const INLINE = new RegExp(
  [
    /\\([!-/:-@[-`{-~])/,
    /\*\*([^*\n]{1,2000})\*\*/,
    /\*([^*\s][^*\n]{0,2000})\*/,
    /\b_([^_\n]{1,2000})_\b/,
    /`([^`\n]{1,2000})`/,
    /\[([^\]\n]{1,500})\]\(([^\s()]{1,2000})\)/,
    /(https?:\/\/[^\s<>()"]{1,2000}[^\s<>()".,;:!?])/,
  ]
    .map((each) => each.source)
    .join("|"),
  "g",
);
const FENCE = /^\s{0,3}```/;
const HEADING = /^#{1,6}\s+(.*)$/;
const ITEM = /^\s{0,8}(?:[-*+]|(\d{1,9})[.)])\s+(.*)$/;
const QUOTE = /^\s{0,3}>\s?(.*)$/;
const ROW = /^\s{0,3}\|(.*)\|\s*$/;
const RULE = /^\s{0,3}(?:[-*_]\s*){3,}$/;

export function markdown(text: string): DocumentFragment {
  const page = document.createDocumentFragment();
  const lines = text.slice(0, MOST_CHARACTERS).split("\n");
  while (lines.length) page.append(block(lines));
  return page;
}

/** Takes the lines of the next block away, and returns what they say. */
function block(lines: string[]): Node {
  const first = lines[0] ?? "";
  if (!first.trim() || RULE.test(first)) {
    lines.shift();
    return first.trim() ? make("hr") : new Text("");
  }
  if (FENCE.test(first)) {
    lines.shift();
    const code = takeWhile(lines, (line) => !FENCE.test(line));
    lines.shift();
    return make("pre", { tabindex: "0" }, make("code", {}, code.join("\n")));
  }
  const heading = HEADING.exec(first);
  if (heading) {
    lines.shift();
    return make("p", { class: "heading" }, inline(heading[1] ?? ""));
  }
  if (QUOTE.test(first)) {
    const quoted = takeWhile(lines, (line) => QUOTE.test(line)).map((line) => QUOTE.exec(line)?.[1] ?? "");
    return make("blockquote", {}, inlineLines(quoted));
  }
  if (ROW.test(first)) return table(takeWhile(lines, (line) => ROW.test(line)));
  const item = ITEM.exec(first);
  if (item) return list(lines, item[1]);
  return make("p", {}, inlineLines(takeWhile(lines, isPlain)));
}

const isPlain = (line: string) =>
  Boolean(line.trim()) && ![FENCE, HEADING, ITEM, QUOTE, ROW].some((start) => start.test(line));

function takeWhile(lines: string[], holds: (line: string) => boolean): string[] {
  const end = lines.findIndex((line) => !holds(line));
  return lines.splice(0, end < 0 ? lines.length : end);
}

function list(lines: string[], number: string | undefined): Node {
  const items: string[][] = [];
  const made = number ? make("ol", { start: number }) : make("ul");
  while (lines.length) {
    const item = ITEM.exec(lines[0] ?? "");
    if (item) items.push([item[2] ?? ""]);
    else if (isPlain(lines[0] ?? "")) items.at(-1)?.push((lines[0] ?? "").trim());
    else break;
    lines.shift();
  }
  for (const item of items) made.append(make("li", {}, inlineLines(item)));
  return made;
}

function table(rows: string[]): Node {
  const cells = rows.map((row) => (ROW.exec(row)?.[1] ?? "").split("|").map((cell) => cell.trim()));
  const isLine = (row: string[]) => row.every((cell) => /^:?-+:?$/.test(cell));
  const hasHead = cells.length > 1 && isLine(cells[1] ?? []);
  const made = make("table");
  cells.forEach((row, at) => {
    if (isLine(row)) return;
    const kind = hasHead && at === 0 ? "th" : "td";
    made.append(make("tr", {}, ...row.map((cell) => make(kind, {}, inline(cell)))));
  });
  return make("div", { class: "wide", tabindex: "0" }, made);
}

function inlineLines(lines: string[]): DocumentFragment {
  const made = document.createDocumentFragment();
  lines.forEach((line, at) => {
    if (at) made.append(make("br"));
    made.append(inline(line.trimEnd()));
  });
  return made;
}

function inline(text: string): DocumentFragment {
  const made = document.createDocumentFragment();
  let at = 0;
  for (const found of text.matchAll(INLINE)) {
    made.append(text.slice(at, found.index));
    at = found.index + found[0].length;
    const [, escaped, bold, thin, thin2, code, label, target, address] = found;
    if (escaped) made.append(escaped);
    else if (bold) made.append(make("strong", {}, inline(bold)));
    else if (thin ?? thin2) made.append(make("em", {}, inline(thin ?? thin2 ?? "")));
    else if (code) made.append(make("code", {}, code));
    else made.append(link(target ?? address ?? "", label ?? address ?? ""));
  }
  made.append(text.slice(at));
  return made;
}

/** Only addresses that lead to a page or a mailbox. */
function link(target: string, label: string): Node {
  if (!/^(https?:\/\/|mailto:)/i.test(target)) return new Text(label);
  return make("a", { href: target, target: "_blank", rel: "noopener noreferrer nofollow" }, label);
}
