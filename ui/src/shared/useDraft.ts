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
