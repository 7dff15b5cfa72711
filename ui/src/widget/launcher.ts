/**
 * The widget: `<script src="…/widget.js" data-agent="HANDLE" async></script>` draws a button. Pressed, it opens the
 * agent in a frame. Before that it loads nothing and stores nothing; it never sets a cookie. It imports types alone.
 */
import type { FromFrame, Opened, ToFrame } from "~/widget/messages";

const script = document.currentScript as HTMLScriptElement;
const { dataset } = script;
const home = new URL(script.src).origin;
const agent = dataset.agent ?? "";
const lang = dataset.lang ?? document.documentElement.lang;
const left = dataset.position === "left";
const LABELS: Record<string, string> = {
  de: "Eine Frage stellen",
  nl: "Stel een vraag",
  sv: "Ställ en fråga",
  da: "Stil et spørgsmål",
  nb: "Still et spørsmål",
  fr: "Poser une question",
  es: "Hacer una pregunta",
  it: "Fai una domanda",
  pt: "Fazer uma pergunta",
  pl: "Zadaj pytanie",
  sr: "Postavite pitanje",
  ru: "Задать вопрос",
  tr: "Soru sorun",
  id: "Ajukan pertanyaan",
  kk: "Сұрақ қою",
  zh: "提问",
  ja: "質問する",
  ar: "اطرح سؤالاً",
};
const label = dataset.label ?? LABELS[lang.slice(0, 2).toLowerCase()] ?? "Ask a question";
const FRAME_PATIENCE_MS = 2500;

const RULES = `:host{all:initial}
button,iframe,p{position:fixed;z-index:2147483000;${left ? "left" : "right"}:20px;bottom:20px;box-sizing:border-box}
button{width:56px;height:56px;border:0;border-radius:28px;cursor:pointer;padding:14px;
background:var(--c,#3b5bdb);color:var(--o,#fff);box-shadow:0 4px 16px #0005}
button:focus-visible{outline:3px solid var(--c,#3b5bdb);outline-offset:3px}
svg{display:block}
i{position:absolute;top:2px;right:2px;width:12px;height:12px;border-radius:6px;background:#e03131;border:2px solid #fff}
iframe,p{bottom:88px;width:400px;height:620px;max-width:calc(100vw - 40px);max-height:calc(100vh - 108px);
max-height:calc(100dvh - 108px);border:1px solid #8886;border-radius:14px;
background:#fff;box-shadow:0 8px 40px #0006}
p{margin:0;height:auto;padding:16px;font:16px/1.5 system-ui,sans-serif;color:#1a1b1e}
a{color:#364fc7}
[hidden]{display:none}
@media(max-width:480px){iframe{inset:0;width:100%;height:100%;max-width:none;max-height:none;border:0;border-radius:0}}
@media(prefers-color-scheme:dark){iframe,p{background:#1a1b1e}p{color:#e9ecef}a{color:#91a7ff}}
@media print{button,iframe,p{display:none}}`;

/** Black or white, whichever is easier to read on a colour as browsers compute it. */
function wordsOn(color: string): string {
  const [red = 0, green = 0, blue = 0] = (/\d[\d., ]*/.exec(color)?.[0] ?? "").split(/[ ,]+/).map((part) => {
    const share = Number(part) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? "#000" : "#fff";
}

function start(): void {
  const host = document.createElement("div");
  // Closed to the page's own rules: neither touches the other.
  const root = host.attachShadow({ mode: "open" });
  // Allowed where a page's policy forbids inline styles.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(RULES);
  root.adoptedStyleSheets = [sheet];
  const button = document.createElement("button");
  button.type = "button";
  button.title = label;
  button.setAttribute("aria-label", label);
  button.setAttribute("aria-haspopup", "dialog");
  button.setAttribute("aria-expanded", "false");
  button.innerHTML =
    '<svg viewBox="0 0 24 24" width="28" height="28" fill="none" stroke="currentColor" stroke-width="2" ' +
    'stroke-linejoin="round" stroke-linecap="round" aria-hidden="true">' +
    '<path d="M4 5h16v11H11l-5 4v-4H4zM8 9h8M8 12h5"/></svg><i hidden></i>';
  root.append(button);
  document.body.append(host);

  let onColor: string | undefined;
  const { color } = dataset;
  if (color && CSS.supports("color", color)) {
    host.style.setProperty("--c", color);
    onColor = wordsOn(getComputedStyle(button).backgroundColor);
    host.style.setProperty("--o", onColor);
  }
  const badge = root.querySelector("i") as HTMLElement;
  let frame: HTMLIFrameElement | undefined;
  let isReady = false;
  let note: HTMLParagraphElement | undefined;

  const tell = (what: ToFrame) => frame?.contentWindow?.postMessage(what, home);
  const tellOpened = () => {
    const opened: Opened = { orchestrator: "opened", color: onColor && color, onColor, theme: dataset.theme };
    // Read anew each time: the site may have signed anew meanwhile.
    if (dataset.identity) opened.identity = dataset.identity;
    tell(opened);
    frame?.focus();
  };

  function load(): void {
    const made = document.createElement("iframe");
    made.title = label;
    made.src = `${home}/embed/${encodeURIComponent(agent)}${lang && `?lang=${encodeURIComponent(lang)}`}`;
    made.onload = () => setTimeout(() => isReady || fail(), FRAME_PATIENCE_MS);
    frame = made;
    root.append(made);
  }

  /** Where the frame does not come: no connection, or the agent's creator did not name this site. */
  function fail(): void {
    frame?.remove();
    frame = undefined;
    note = document.createElement("p");
    note.setAttribute("role", "alert");
    const link = document.createElement("a");
    link.href = `${home}/@${encodeURIComponent(agent)}`;
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = label;
    note.append(link);
    root.append(note);
  }

  function open(): void {
    note?.remove();
    note = undefined;
    badge.hidden = true;
    button.setAttribute("aria-expanded", "true");
    if (frame) frame.hidden = false;
    else load();
    if (isReady) tellOpened();
  }

  function close(): void {
    note?.remove();
    if (frame) frame.hidden = true;
    button.setAttribute("aria-expanded", "false");
    tell({ orchestrator: "closed" });
    button.focus();
  }

  const isOpen = () => button.getAttribute("aria-expanded") === "true";
  button.onclick = () => (isOpen() ? close() : open());
  root.addEventListener("keydown", (event) => (event as KeyboardEvent).key === "Escape" && isOpen() && close());
  addEventListener("message", ({ source, origin, data }: MessageEvent<FromFrame | null>) => {
    if (!frame || source !== frame.contentWindow || origin !== home) return;
    switch (data?.orchestrator) {
      case "ready":
        isReady = true;
        if (isOpen()) tellOpened();
        break;
      case "identity":
        tellOpened();
        break;
      case "close":
        close();
        break;
      case "news":
        badge.hidden = isOpen();
    }
  });
}

if (document.body as HTMLElement | null) start();
else addEventListener("DOMContentLoaded", start);
