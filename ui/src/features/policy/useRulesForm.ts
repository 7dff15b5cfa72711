/** The rules with their unsaved changes, and saving them as a new version. */
import { useIsMutating, useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { api, asProblem, ifMatch, type Schema, unwrap } from "~/shared/api";
import { useFormDraft } from "~/shared/drafts";
import { keys, queryClient } from "~/shared/queries";
import { ownVersionQuery, savingKey, takeSaved } from "~/features/policy/ownVersion";

export type Policy = Schema<"PolicyOut">;

export function useRulesForm(policy: Policy) {
  // Only changed fields are kept: where somebody saves another version meanwhile, the other fields follow it.
  const { form, set: change, forget } = useFormDraft(`rules:${policy.avee_id}`, policy);
  /** Number fields without a number. Their settings are as they were saved, so that nothing is saved unseen. */
  const [cleared, setCleared] = useState<ReadonlySet<string>>(new Set());
  /** Settings whose warning was confirmed. */
  const [confirmed, setConfirmed] = useState<ReadonlySet<string>>(new Set());
  const set = (values: Partial<Policy>) => {
    change(values);
    const names = new Set(Object.keys(values));
    setCleared(new Set([...cleared].filter((name) => !names.has(name))));
    setConfirmed(new Set([...confirmed].filter((name) => !names.has(name))));
  };
  const clear = (name: keyof Policy) => {
    change({ [name]: policy[name] });
    setCleared(new Set([...cleared, name]));
  };
  const { data: ownVersion } = useQuery(ownVersionQuery(policy));
  const isSaving = useIsMutating({ mutationKey: savingKey(policy.avee_id) }) > 0;
  const changes = Object.fromEntries(
    Object.entries(form).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(policy[name as keyof Policy]),
    ),
  );
  const policyKey = keys.policy(policy.avee_id);
  const save = useMutation({
    mutationKey: savingKey(policy.avee_id),
    mutationFn: () =>
      unwrap(
        api.PUT("/orchestrator/config/{avee_id}", {
          params: { path: { avee_id: policy.avee_id }, header: ifMatch(policy.version) },
          body: { ...changes, confirm: [...confirmed] },
        }),
      ),
    onSuccess: (saved) => {
      forget();
      setConfirmed(new Set());
      takeSaved(saved);
    },
    onError: (error) => {
      if (asProblem(error).status === 412) void queryClient.invalidateQueries({ queryKey: policyKey });
    },
  });
  const problem = save.isError ? asProblem(save.error) : null;
  return {
    policy,
    form,
    set,
    cleared,
    clear,
    confirmed,
    confirm: (setting: string, isMeant: boolean) => {
      const rest = [...confirmed].filter((each) => each !== setting);
      setConfirmed(new Set(isMeant ? [...rest, setting] : rest));
    },
    changes,
    changedCount: Object.keys(changes).length,
    /** Whether somebody else saved a version since this page was opened, or since this person saved or restored one. */
    isOutdated: !isSaving && policy.version !== ownVersion,
    save,
    problem,
    /** The problem in a sentence, if it is about this field. */
    errorOf: (field: string) => problem?.byField[field],
    discard: () => {
      forget();
      setCleared(new Set());
      setConfirmed(new Set());
      save.reset();
    },
  };
}

export type RulesForm = ReturnType<typeof useRulesForm>;
