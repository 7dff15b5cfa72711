/**
 * What this frame keeps in the browser: below the site around it, so that no other site reads it, and in memory where
 * the browser keeps nothing for frames. Never a cookie.
 */
import { facts } from "~/widget/frame/facts";

const memory = new Map<string, string>();
const nameOf = (key: string) => `orchestrator:${facts.handle}:${key}`;

export function load<T>(key: string, otherwise: T): T {
  const name = nameOf(key);
  let text = memory.get(name);
  try {
    text ??= localStorage.getItem(name) ?? undefined;
  } catch {
    // The browser keeps nothing here.
  }
  try {
    return text === undefined ? otherwise : (JSON.parse(text) as T);
  } catch {
    return otherwise;
  }
}

/** Undefined removes it. */
export function save(key: string, value: unknown): void {
  const name = nameOf(key);
  try {
    if (value === undefined) localStorage.removeItem(name);
    else localStorage.setItem(name, JSON.stringify(value));
    memory.delete(name);
  } catch {
    if (value === undefined) memory.delete(name);
    else memory.set(name, JSON.stringify(value));
  }
}
