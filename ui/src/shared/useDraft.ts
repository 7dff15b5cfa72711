import { useCallback, useState } from "react";

import { readStored, writeStored } from "~/shared/storage";

/** Text that survives a reload under this name. */
export function useDraft(name: string): [string, (text: string) => void] {
  const key = `draft:${name}`;
  const [held, setHeld] = useState(() => ({ key, text: readStored(key, "") }));
  const current = held.key === key ? held : { key, text: readStored(key, "") };
  const set = useCallback(
    (text: string) => {
      writeStored(key, text);
      setHeld({ key, text });
    },
    [key],
  );
  return [current.text, set];
}

/** Fields of a form that survive a reload under this name. Only what differs from how they began is kept; `forget` is for when they were sent. */
export function useKept<T extends object>(
  name: string,
  begin: T,
): { form: T; set: (changes: Partial<T>) => void; isKept: boolean; forget: () => void } {
  const key = `form:${name}`;
  const [kept, setKept] = useState(() => readStored<Partial<T>>(key, {}));
  const form = { ...begin, ...kept };
  const set = (changes: Partial<T>) => {
    const all = Object.entries({ ...kept, ...changes }) as [keyof T, T[keyof T]][];
    const next = Object.fromEntries(
      all.filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(begin[field])),
    ) as Partial<T>;
    writeStored(key, Object.keys(next).length > 0 ? next : undefined);
    setKept(next);
  };
  const forget = () => {
    writeStored(key, undefined);
    setKept({});
  };
  return { form, set, isKept: Object.keys(kept).length > 0, forget };
}
