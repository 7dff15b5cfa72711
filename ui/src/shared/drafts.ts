/** Texts and form fields that survive a reload. */
import { useCallback, useState } from "react";

import { readStored, writeStored } from "~/shared/storage";

/** A text, kept under this name. */
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

interface FormDraft<T> {
  form: T;
  set: (changes: Partial<T>) => void;
  isChanged: boolean;
  /** Drops all changes: the person discarded them, or the server has them. */
  forget: () => void;
}

/** The fields of a form, kept under this name. Only fields that differ from their initial values are kept. */
export function useFormDraft<T extends object>(name: string, initial: T): FormDraft<T> {
  const key = `form:${name}`;
  const [kept, setKept] = useState(() => readStored<Partial<T>>(key, {}));
  const isDifferent = ([field, value]: [keyof T, T[keyof T]]) =>
    JSON.stringify(value) !== JSON.stringify(initial[field]);
  const set = (changes: Partial<T>) => {
    const all = Object.entries({ ...kept, ...changes }) as [keyof T, T[keyof T]][];
    const next = Object.fromEntries(all.filter(isDifferent)) as Partial<T>;
    writeStored(key, Object.keys(next).length > 0 ? next : undefined);
    setKept(next);
  };
  const forget = () => {
    writeStored(key, undefined);
    setKept({});
  };
  return { form: { ...initial, ...kept }, set, isChanged: Object.keys(kept).length > 0, forget };
}
