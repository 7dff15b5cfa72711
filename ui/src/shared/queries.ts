/** The keys and loaders of the server's data, in one place, so that live events can make any of it stale. */
import { MutationCache, QueryCache, QueryClient, queryOptions } from "@tanstack/react-query";

import { api, asProblem, unwrap } from "~/shared/api";
import { OWN_TIME_ZONE } from "~/shared/time";

/** After an error of a session that has ended: reloads who is signed in. */
export function reloadMeIfSignedOut(error: unknown): void {
  if (asProblem(error).status === 401) void queryClient.invalidateQueries({ queryKey: keys.me });
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: reloadMeIfSignedOut }),
  mutationCache: new MutationCache({ onError: reloadMeIfSignedOut }),
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (count, error) => asProblem(error).isPassing && count < 3,
      refetchOnWindowFocus: true,
    },
  },
});

export const keys = {
  me: ["me"],
  conversations: ["conversations"],
  /** Conversations with unread messages, and those in the creator's inbox: stale whenever a message comes. */
  unread: ["conversations", "unread"],
  inboxConversations: ["conversations", "inbox"],
  messages: (conversation: string) => ["messages", conversation],
  queue: ["queue"],
  escalation: (id: string) => ["queue", "one", id],
  avees: ["avees"],
  documents: (avee: string) => ["documents", avee],
  cards: (avee: string) => ["cards", avee],
  trust: (avee: string) => ["trust", avee],
  /** Below `trust`, so that whatever makes trust stale makes the costs stale, too. */
  costs: (avee: string) => ["trust", avee, "costs"],
  answers: (avee: string) => ["answers", avee],
  policy: (avee: string) => ["policy", avee],
  decisions: (avee: string) => ["decisions", avee],
  metrics: (avee: string) => ["metrics", avee],
  members: (avee: string) => ["members", avee],
  team: (avee: string) => ["team", avee],
  invitations: (avee: string) => ["team", avee, "invitations"],
} as const;

/** Reloads a query. A load in progress starts again, because its response may be older than the change. */
export async function refresh(queryKey: readonly unknown[]): Promise<void> {
  await queryClient.cancelQueries({ queryKey });
  await queryClient.invalidateQueries({ queryKey });
}

export const meQuery = queryOptions({
  queryKey: keys.me,
  queryFn: async () => {
    try {
      return await unwrap(api.GET("/me"));
    } catch (error) {
      if (asProblem(error).status === 401) return null;
      throw error;
    }
  },
  staleTime: 5 * 60_000,
});

export const demoQuery = queryOptions({
  queryKey: ["demo"],
  queryFn: () => unwrap(api.GET("/demo")),
  staleTime: Infinity,
});

export const aveesQuery = queryOptions({
  queryKey: keys.avees,
  queryFn: async () => (await unwrap(api.GET("/avees"))).items,
});

export const unreadQuery = queryOptions({
  queryKey: keys.unread,
  queryFn: () => unwrap(api.GET("/conversations/unread")),
});

export const queueQuery = queryOptions({
  queryKey: keys.queue,
  queryFn: async () => (await unwrap(api.GET("/orchestrator/queue", { params: { query: { limit: 200 } } }))).items,
});

export const profileQuery = (handle: string) =>
  queryOptions({
    queryKey: ["profile", handle],
    queryFn: () => unwrap(api.GET("/avees/{handle}", { params: { path: { handle } } })),
    staleTime: 5 * 60_000,
  });

/** The period of the metrics that are shown first, in days. */
export const FIRST_DAYS = 7;

export const metricsQuery = (avee: string, days: number) =>
  queryOptions({
    queryKey: [...keys.metrics(avee), days],
    queryFn: async () => {
      const measured = await unwrap(
        api.GET("/orchestrator/metrics/{avee_id}", {
          params: { path: { avee_id: avee }, query: { days, time_zone: OWN_TIME_ZONE } },
        }),
      );
      if (typeof measured === "string") throw new Error("CSV was not asked for.");
      return measured;
    },
  });

export const trustQuery = (avee: string) =>
  queryOptions({
    queryKey: keys.trust(avee),
    queryFn: () => unwrap(api.GET("/avees/{avee_id}/trust", { params: { path: { avee_id: avee } } })),
  });

export const costsQuery = (avee: string) =>
  queryOptions({
    queryKey: keys.costs(avee),
    queryFn: () => unwrap(api.GET("/avees/{avee_id}/trust/costs", { params: { path: { avee_id: avee } } })),
  });

export const decisionQuery = (id: string) =>
  queryOptions({
    queryKey: ["decision", id],
    queryFn: () => unwrap(api.GET("/orchestrator/decisions/{decision_id}", { params: { path: { decision_id: id } } })),
    staleTime: Infinity,
  });

export const policyQuery = (avee: string) =>
  queryOptions({
    queryKey: keys.policy(avee),
    queryFn: () => unwrap(api.GET("/orchestrator/config/{avee_id}", { params: { path: { avee_id: avee } } })),
  });
