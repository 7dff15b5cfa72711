/** What the component library asks of a browser and jsdom lacks. */
import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";

// Nothing here is about speed: a busy machine only waits longer.
configure({ asyncUtilTimeout: 20_000 });

class Observer implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

window.ResizeObserver = Observer;
window.matchMedia = (media) => ({
  media,
  matches: false,
  onchange: null,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
  addListener: () => undefined,
  removeListener: () => undefined,
  dispatchEvent: () => false,
});
Element.prototype.scrollIntoView = () => undefined;
Object.defineProperty(document, "fonts", {
  value: { addEventListener: () => undefined, removeEventListener: () => undefined },
});

// Node's requests know no page that an address could be relative to.
globalThis.Request = class extends Request {
  constructor(input: RequestInfo | URL, init?: RequestInit) {
    super(typeof input === "string" ? new URL(input, location.href) : input, init);
  }
};

// Clients keep the fetch they were made with; this one asks whichever server the test has put up.
globalThis.fetch = (input, init) => {
  const server = (globalThis as { testServer?: { take: typeof fetch } }).testServer;
  return server ? server.take(input, init) : Promise.reject(new TypeError("Failed to fetch"));
};
window.scrollTo = () => undefined;

afterEach(() => {
  cleanup();
  localStorage.clear();
});
