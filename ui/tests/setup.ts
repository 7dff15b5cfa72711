/** What the component library asks of a browser and jsdom lacks. */
import { cleanup } from "@testing-library/react";
import { afterEach } from "vitest";

class Observer implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

window.ResizeObserver = Observer;
window.matchMedia = (media) => ({
  media, matches: false, onchange: null, addEventListener: () => undefined, removeEventListener: () => undefined,
  addListener: () => undefined, removeListener: () => undefined, dispatchEvent: () => false,
});
Element.prototype.scrollIntoView = () => undefined;
Object.defineProperty(document, "fonts", { value: { addEventListener: () => undefined, removeEventListener: () => undefined } });

// Node's requests know no page that an address could be relative to.
globalThis.Request = class extends Request {
  constructor(input: RequestInfo | URL, init?: RequestInit) {
    super(typeof input === "string" ? new URL(input, location.href) : input, init);
  }
};

afterEach(() => {
  cleanup();
  localStorage.clear();
});
