/** The newest version of the rules that this person knows: the one that they opened, saved or restored themselves. */
import { queryOptions } from "@tanstack/react-query";

import type { Schema } from "~/shared/api";
import { keys, queryClient } from "~/shared/queries";

type Policy = Schema<"PolicyOut">;

/** Of the requests that save or restore: until they are answered, a newer version may be this person's own. */
export const savingKey = (avee: string) => ["save", ...keys.policy(avee)];

export const ownVersionQuery = (opened: Policy) =>
  queryOptions({
    // Beside the rules and not below them: what makes the rules stale leaves it alone.
    queryKey: ["own-version", opened.avee_id],
    queryFn: () => opened.version,
    initialData: opened.version,
    staleTime: Infinity,
    gcTime: 0,
  });

/** Takes over the rules as this person has just saved or restored them. */
export function takeSaved(saved: Policy): void {
  queryClient.setQueryData(ownVersionQuery(saved).queryKey, saved.version);
  queryClient.setQueryData(keys.policy(saved.avee_id), saved);
}
