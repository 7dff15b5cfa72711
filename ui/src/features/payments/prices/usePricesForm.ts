/** An agent's prices with their unsaved changes, and saving them. */
import { useMutation } from "@tanstack/react-query";

import { api, asProblem, ifMatch, unwrap } from "~/shared/api";
import { useFormDraft } from "~/shared/drafts";
import { moneyKeys, type Prices, useCurrencies } from "~/shared/money/payments";
import { digitsOf } from "~/shared/money/money";
import { queryClient } from "~/shared/queries";
import { type PriceTexts, type Tier, toPrices, toTexts } from "~/features/payments/prices/pricesForm";

export function usePricesForm(avee: string, saved: Prices) {
  const currencies = useCurrencies();
  const digits = (code: string) => currencies.find((each) => each.code === code)?.digits ?? digitsOf(code);
  const initial = toTexts(saved, digits(saved.currency));
  const { form, set, isChanged, forget } = useFormDraft<PriceTexts>(`prices:${avee}`, initial);
  const prices = toPrices(form, digits(form.currency));
  const key = moneyKeys.prices(avee);
  const save = useMutation({
    mutationFn: (body: NonNullable<typeof prices>) =>
      unwrap(
        api.PUT("/avees/{avee_id}/prices", {
          params: { path: { avee_id: avee }, header: ifMatch(saved.version) },
          body,
        }),
      ),
    onSuccess: (now) => {
      queryClient.setQueryData(key, now);
      forget();
    },
    onError: (error) => {
      if (asProblem(error).status === 412) void queryClient.invalidateQueries({ queryKey: key });
    },
  });
  return {
    form,
    set,
    setTier: (tier: Tier, change: Partial<PriceTexts["tiers"][Tier]>) =>
      set({ tiers: { ...form.tiers, [tier]: { ...form.tiers[tier], ...change } } }),
    digits: digits(form.currency),
    prices,
    isChanged: isChanged || saved.version === 0,
    canDiscard: isChanged,
    save,
    discard: () => {
      forget();
      save.reset();
    },
    problem: save.isError ? asProblem(save.error) : null,
  };
}

export type PricesForm = ReturnType<typeof usePricesForm>;
