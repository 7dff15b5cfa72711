/** What is selected on a page, kept in its address: Back closes it, and a link or a reload opens it again. */
import { useNavigate, useRouter, useSearch } from "@tanstack/react-router";
import { useRef } from "react";

type Search = Record<string, unknown>;

/** The parameter's value, or null. Opening adds an entry to the history; closing goes back to the one before. */
export function useSearchParam(name: string): [value: string | null, set: (value: string | null) => void] {
  const search: Search = useSearch({ strict: false });
  const navigate = useNavigate();
  const router = useRouter();
  const isOurs = useRef(false);
  const found = search[name];
  const set = (value: string | null) => {
    if (value === null && isOurs.current) {
      isOurs.current = false;
      router.history.back();
      return;
    }
    const isReplacing = value === null || found !== undefined;
    if (!isReplacing) isOurs.current = true;
    const next = (before: Search) => ({ ...before, [name]: value ?? undefined });
    void navigate({ to: ".", search: next as never, replace: isReplacing });
  };
  return [typeof found === "string" || typeof found === "number" ? String(found) : null, set];
}
