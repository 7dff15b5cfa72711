/** Whether money can come here at all, and what the parts of the app about money share. */
import { queryOptions, useQuery } from "@tanstack/react-query";

import { api, type Schema, unwrap } from "~/shared/api";
import { meQuery, queryClient } from "~/shared/queries";

export type Payment = Schema<"PaymentOut">;
export type PaymentBrief = Schema<"PaymentBriefOut">;
export type Prices = Schema<"PricesOut">;

export const moneyKeys = {
  settings: ["payments-settings"],
  /** Everything about payments: lists, single ones, and sums. */
  payments: ["payments"],
  mine: ["payments", "mine"],
  one: (id: string) => ["payments", "one", id],
  ofAgent: (avee: string) => ["payments", "agent", avee],
  memberships: ["memberships"],
  prices: (avee: string) => ["prices", avee],
  everyShown: ["shown-prices"],
  /** What a question costs the reader. */
  shown: (handle: string) => ["shown-prices", handle],
} as const;

const settingsQuery = queryOptions({
  queryKey: moneyKeys.settings,
  queryFn: () => unwrap(api.GET("/payments/settings")),
  staleTime: 5 * 60_000,
});

/** The ways in which money can come; none until they are known, and where nothing about money is to be shown. */
export function useWays(): Schema<"PaymentSettingsOut">["ways"] {
  const { data: me } = useQuery(meQuery);
  const { data } = useQuery({ ...settingsQuery, enabled: Boolean(me) });
  return data?.ways ?? [];
}

/** The currencies that prices can be in. */
export function useCurrencies(): Schema<"CurrencyOut">[] {
  return useQuery(settingsQuery).data?.currencies ?? [];
}

/** What asking this agent costs the reader, and memberships; null where it costs nothing, or is not known yet. */
export function useShownPrices(handle: string): Schema<"ShownPricesOut"> | null {
  const isOn = useWays().length > 0;
  const { data } = useQuery({
    queryKey: moneyKeys.shown(handle),
    queryFn: () => unwrap(api.GET("/handles/{handle}/prices", { params: { path: { handle } } })),
    enabled: isOn,
  });
  return data?.prices ?? null;
}

export const paymentQuery = (id: string) =>
  queryOptions({
    queryKey: moneyKeys.one(id),
    queryFn: () => unwrap(api.GET("/payments/{payment_id}", { params: { path: { payment_id: id } } })),
  });

export const stalePayments = () => queryClient.invalidateQueries({ queryKey: moneyKeys.payments });

export const cancelPayment = (id: string) =>
  unwrap(api.POST("/payments/{payment_id}/cancel", { params: { path: { payment_id: id } } }));

/** Leaves the app for the page on which it is paid. */
export function goToCheckout(url: string): void {
  window.location.assign(url);
}

/** The tiers of askers, as prices name them. */
export const TIERS: { value: Schema<"TierPriceOut">["tier"]; label: string }[] = [
  { value: "guest", label: "People without an account" },
  { value: "free", label: "People with an account (Free)" },
  { value: "follower", label: "Followers" },
  { value: "paid", label: "Members (Paid)" },
];
