/** What this browser keeps for its person: drafts and messages on their way. Never what the server knows. */
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
    // Full or forbidden: the page works on, only a reload forgets.
  }
}

const onCleared = new Set<() => void>();

/** For whoever holds in memory what is stored too. */
export function whenCleared(forget: () => void): void {
  onCleared.add(forget);
}

/** When a person signs out, or another signs in, nothing of theirs stays behind. */
export function clearStored(): void {
  for (const forget of onCleared) forget();
  for (const key of Object.keys(localStorage)) if (key.startsWith("orchestrator:")) localStorage.removeItem(key);
}
