/** The decisions that pass the filters, newest first, page by page. */
import { useDebouncedValue } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { api, unwrap } from "~/shared/api";
import type { PathLetter } from "~/shared/routing/paths";
import { keys } from "~/shared/queries";
import { rangeOfDay } from "~/shared/time";
import type { RuleName, Tier, Verdict } from "~/features/routing/names";

/** `day` is a date such as "2026-12-24", or empty for every day. */
export interface Filters {
  path: PathLetter | null;
  rule: RuleName | null;
  verdict: Verdict | null;
  tier: Tier | null;
  text: string;
  day: string;
}

const NO_FILTERS: Filters = { path: null, rule: null, verdict: null, tier: null, text: "", day: "" };
const PAGE_SIZE = 100;
const TYPING_MS = 300;

export function useDecisionLog(avee: string) {
  const [filters, setFilters] = useState(NO_FILTERS);
  const [text] = useDebouncedValue(filters.text.trim(), TYPING_MS);
  const wanted = {
    path: filters.path ?? undefined,
    rule: filters.rule ?? undefined,
    said: text || undefined,
    verdict: filters.verdict ?? undefined,
    tier: filters.tier ?? undefined,
    ...rangeOfDay(filters.day),
  };
  const query = useInfiniteQuery({
    queryKey: [...keys.decisions(avee), wanted],
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET("/orchestrator/decisions", {
          params: { query: { avee_id: avee, ...wanted, cursor: pageParam, limit: PAGE_SIZE } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  // The server searches a long log in steps. A step that found nothing is not the end of the log.
  const { fetchNextPage } = query;
  const isSearchingOn = query.hasNextPage && !query.isError && query.data?.pages.at(-1)?.items.length === 0;
  const steps = query.data?.pages.length;
  useEffect(() => {
    if (isSearchingOn) void fetchNextPage();
  }, [isSearchingOn, steps, fetchNextPage]);
  return {
    query,
    decisions: query.data?.pages.flatMap((page) => page.items) ?? [],
    filters,
    setFilters: (changes: Partial<Filters>) => setFilters((before) => ({ ...before, ...changes })),
    isFiltered: Object.values(wanted).some((each) => each !== undefined),
    isSearchingOn,
  };
}
