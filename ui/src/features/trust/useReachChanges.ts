/** Changes to which messages a stored answer serves. */
import { useMutation } from "@tanstack/react-query";

import { api, unwrap } from "~/shared/api";
import { keys, refresh } from "~/shared/queries";

export const reachKey = (avee: string, answer: string) => [...keys.answers(avee), answer, "boundary"];

export function useReachChanges(avee: string, answer: string) {
  const path = { avee_id: avee, answer_id: answer };
  const onSettled = () => refresh(reachKey(avee, answer));
  const pick = useMutation({
    mutationFn: ({ decision, serves }: { decision: string; serves: boolean | null }) => {
      const params = { path: { ...path, decision_id: decision } };
      const example = "/avees/{avee_id}/canonical-answers/{answer_id}/examples/{decision_id}" as const;
      return serves === null
        ? unwrap(api.DELETE(example, { params }))
        : unwrap(api.PUT(example, { params, body: { serves } }));
    },
    onSettled,
  });
  const removal = useMutation({
    mutationFn: (phrasing: string) =>
      unwrap(
        api.DELETE("/avees/{avee_id}/canonical-answers/{answer_id}/wordings/{wording_id}", {
          params: { path: { ...path, wording_id: phrasing } },
        }),
      ),
    onSettled,
  });
  return {
    /** Says whether the answer fits the message of that decision; null removes what was said. */
    onPick: (decision: string, serves: boolean | null) => pick.mutate({ decision, serves }),
    onRemovePhrasing: (phrasing: string) => removal.mutate(phrasing),
    error: pick.error ?? removal.error,
    isBusy: pick.isPending || removal.isPending,
  };
}
