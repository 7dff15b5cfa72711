/** The page in the frame: a head, the thread, and the field for the next question. */
import "~/widget/frame/style.css";

import { begin, deliver, onChange, onReturn, onSignedOut, write } from "~/widget/frame/conversation";
import { make } from "~/widget/frame/elements";
import { facts, say } from "~/widget/frame/facts";
import { showLog } from "~/widget/frame/log";
import { become, isSigned, personKey } from "~/widget/frame/session";
import { restore, state } from "~/widget/frame/state";
import { load, save } from "~/widget/frame/storage";
import type { FromFrame, ToFrame } from "~/widget/messages";

const isFramed = window.parent !== window;
const page = document.documentElement;
let isOpen = !isFramed;
let hasBegun = false;

const log = make("div", { id: "log", role: "log", "aria-live": "polite", "aria-label": say("ask"), tabindex: "0" });
const notice = make("div", { id: "notice", role: "status" });
const trouble = make("div", { id: "trouble", role: "alert" });
const field = make("textarea", {
  id: "field",
  rows: "1",
  maxlength: "8000",
  placeholder: say("question"),
  dir: "auto",
});
const form = make(
  "form",
  { submit: (event) => send(event) },
  make("label", { for: "field", class: "hidden" }, say("question")),
  field,
  make("button", { class: "filled" }, say("send")),
);

function tell(what: FromFrame["orchestrator"]): void {
  // Nothing secret: any site around may know it.
  if (isFramed) window.parent.postMessage({ orchestrator: what } satisfies FromFrame, "*");
}

function send(event: Event): void {
  event.preventDefault();
  const text = field.value.trim();
  if (!text) return;
  setField("");
  write(text);
  field.focus();
}

function setField(text: string): void {
  field.value = text;
  save(`draft:${personKey()}`, text || undefined);
  fit();
}

function fit(): void {
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight + 2, 140)}px`;
}

function show(hasNews: boolean): void {
  showLog(log);
  notice.textContent = navigator.onLine ? "" : say("offline");
  trouble.replaceChildren();
  if (state.isSignedOut) trouble.append(say("signed_out"));
  else if (state.problem) trouble.append(state.problem);
  const isClosed = !facts.takesGuests && !isSigned();
  form.hidden = isClosed;
  if (isClosed) {
    const link = make("a", { href: `/@${facts.handle}`, target: "_blank", rel: "noopener" }, say("open"));
    trouble.replaceChildren(`${say("members")} `, link);
  }
  if (hasNews && !isOpen) tell("news");
}

function start(): void {
  hasBegun = true;
  restore();
  setField(load(`draft:${personKey()}`, ""));
  void begin();
}

function setLook({ color, onColor, theme }: { color?: string; onColor?: string; theme?: string }): void {
  if (color && CSS.supports("color", color)) page.style.setProperty("--accent", color);
  if (onColor && CSS.supports("color", onColor)) page.style.setProperty("--on-accent", onColor);
  if (theme === "light" || theme === "dark") page.dataset.theme = theme;
}

addEventListener("message", ({ source, data }: MessageEvent<ToFrame | null>) => {
  if (source !== window.parent) return;
  if (data?.orchestrator === "opened") {
    isOpen = true;
    setLook(data);
    const isOther = become(data.identity);
    if (isOther || !hasBegun) start();
    field.focus();
    // What arrived while it was closed could not be scrolled to.
    requestAnimationFrame(() => (log.scrollTop = log.scrollHeight));
  }
  if (data?.orchestrator === "closed") isOpen = false;
});
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.isComposing) tell("close");
});
field.addEventListener("input", () => setField(field.value));
field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) send(event);
});
addEventListener("online", () => {
  show(false);
  void deliver();
});
addEventListener("offline", () => show(false));

onChange(show);
onReturn((text) => setField(field.value ? `${text}\n${field.value}` : text));
onSignedOut(() => tell("identity"));
document.title = say("ask");
const close = make(
  "button",
  { type: "button", id: "close", click: () => tell("close"), "aria-label": say("close") },
  "×",
);
const head = make("header", {}, make("h1", { dir: "auto" }, facts.agent), isFramed && close);
document.getElementById("frame")?.append(head, log, notice, trouble, form);
if (isFramed) tell("ready");
else start();
