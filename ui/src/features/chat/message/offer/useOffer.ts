/** What the asker can do with an open offer: ask, pay, or not ask. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { api, asProblem, type Schema, unwrap } from "~/shared/api";
import type { Money } from "~/shared/money/money";
import { goToCheckout, moneyKeys, stalePayments, useShownPrices } from "~/shared/money/payments";
import { keys, queryClient } from "~/shared/queries";

type Escalation = Schema<"EscalationOut">;

export function useOffer(offer: Escalation, handle: string) {
  const path = { params: { path: { escalation_id: offer.id } } };
  const [isPrivate, setPrivate] = useState(false);
  const prices = useShownPrices(handle);
  const total = totalOf(offer, isPrivate, prices?.currency);
  const onSettled = () => {
    void queryClient.invalidateQueries({ queryKey: keys.queue });
    void queryClient.invalidateQueries({ queryKey: keys.messages(offer.conversation_id) });
    void queryClient.invalidateQueries({ queryKey: moneyKeys.everyShown });
    void stalePayments();
  };
  const { data: detail } = useQuery({
    queryKey: keys.escalation(offer.id),
    queryFn: () => unwrap(api.GET("/orchestrator/queue/{escalation_id}", path)),
  });
  const accept = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST("/orchestrator/queue/{escalation_id}/accept", {
          ...path,
          ...(total && { body: { private: isPrivate, accept_price: total } }),
        }),
      ),
    onSuccess: ({ payment }) => {
      if (payment?.checkout_url) goToCheckout(payment.checkout_url);
    },
    onSettled,
  });
  const decline = useMutation({
    mutationFn: () => unwrap(api.POST("/orchestrator/queue/{escalation_id}/decline", { ...path, body: {} })),
    onSettled,
  });
  return { others: detail?.would_join ?? 0, accept, decline, isPrivate, setPrivate, total, prices };
}

/** What is to be paid; null where nothing is. */
function totalOf(offer: Escalation, isPrivate: boolean, currency: string | undefined): Money | null {
  const extra = isPrivate ? (offer.private_extra ?? 0) : 0;
  if (offer.price) return { ...offer.price, amount: offer.price.amount + extra };
  return extra > 0 && currency ? { amount: extra, currency } : null;
}

/** The price of now, where the server refused the one that was shown. */
export function changedPrice(error: unknown): Money | null {
  if (!error) return null;
  const { code, fields } = asProblem(error);
  const { amount, currency } = fields;
  return code === "price_changed" && typeof amount === "number" && typeof currency === "string"
    ? { amount, currency }
    : null;
}
