/** Local storage of this browser, for drafts and messages on their way. Never a copy of the server's data. */
export function readStored<T>(key: string, otherwise: T): T {
  try {
    const raw = localStorage.getItem(`orchestrator:${key}`);
    return raw === null ? otherwise : (JSON.parse(raw) as T);
  } catch {
    return otherwise;
  }
}

export function writeStored(key: string, value: unknown): void {
  try {
    if (value === undefined || value === "") localStorage.removeItem(`orchestrator:${key}`);
    else localStorage.setItem(`orchestrator:${key}`, JSON.stringify(value));
  } catch {
    // The storage is full or forbidden. The page still works, but a reload loses the text.
  }
}

const onCleared = new Set<() => void>();

/** Registers a function that drops the copy in memory of something stored. */
export function whenCleared(forget: () => void): void {
  onCleared.add(forget);
}

/** Removes everything of the person who signs out, or whom another person replaces. */
export function clearStored(): void {
  for (const forget of onCleared) forget();
  for (const key of Object.keys(localStorage)) if (key.startsWith("orchestrator:")) localStorage.removeItem(key);
}
