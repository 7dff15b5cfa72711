/** Names of what the server holds, and how it is loaded. One place, so that live events know what to load anew. */
import { MutationCache, QueryCache, QueryClient, queryOptions } from "@tanstack/react-query";

import { api, asProblem, unwrap } from "~/shared/api";

/** Where the session ended, who one is, is asked anew, and the frame goes by it. */
export function askWhoIAm(error: unknown): void {
  if (asProblem(error).status === 401) void queryClient.invalidateQueries({ queryKey: keys.me });
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: askWhoIAm }),
  mutationCache: new MutationCache({ onError: askWhoIAm }),
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
  messages: (conversation: string) => ["messages", conversation],
  queue: ["queue"],
  escalation: (id: string) => ["queue", "one", id],
  avees: ["avees"],
  documents: (avee: string) => ["documents", avee],
  cards: (avee: string) => ["cards", avee],
  trust: (avee: string) => ["trust", avee],
  answers: (avee: string) => ["answers", avee],
  policy: (avee: string) => ["policy", avee],
  decisions: (avee: string) => ["decisions", avee],
  metrics: (avee: string) => ["metrics", avee],
  members: (avee: string) => ["members", avee],
} as const;

/** Loads anew what is shown. A first load on its way is begun again too: it may have been answered before the change. */
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

/** The period whose figures are shown first, in days. */
export const FIRST_DAYS = 7;

export const metricsQuery = (avee: string, days: number) =>
  queryOptions({
    queryKey: [...keys.metrics(avee), days],
    queryFn: async () => {
      const measured = await unwrap(
        api.GET("/orchestrator/metrics/{avee_id}", { params: { path: { avee_id: avee }, query: { days } } }),
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
