/** The queries of an agent's sources and of the answers that they propose. */
import { queryOptions } from "@tanstack/react-query";

import { api, type Schema, unwrap } from "~/shared/api";
import { keys, queryClient } from "~/shared/queries";

export type Source = Schema<"DocumentSourceOut">;
export type Proposal = Schema<"ProposedAnswerOut">;

/** How often a source that is being looked at is asked how far it has come. */
const PROGRESS_MS = 2000;

export const sourcesKey = (avee: string) => ["sources", avee];
export const proposalsKey = (avee: string) => ["proposed-answers", avee];

export const isBusy = (source: Source) => source.state === "waiting" || source.state === "looking";

export const sourcesQuery = (avee: string) =>
  queryOptions({
    queryKey: sourcesKey(avee),
    queryFn: () => unwrap(api.GET("/avees/{avee_id}/sources", { params: { path: { avee_id: avee } } })),
    refetchInterval: ({ state }) => (state.data?.items.some(isBusy) ? PROGRESS_MS : false),
  });

/** Once a look has moved on, everything that it may have changed. */
export function refreshSources(avee: string): void {
  for (const queryKey of [sourcesKey(avee), proposalsKey(avee), keys.documents(avee), keys.answers(avee)])
    void queryClient.invalidateQueries({ queryKey });
}
