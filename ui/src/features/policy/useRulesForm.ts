/** The rules with their unsaved changes, and saving them as a new version. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { api, asProblem, ifMatch, type Schema, unwrap } from "~/shared/api";
import { useFormDraft } from "~/shared/drafts";
import { keys, queryClient } from "~/shared/queries";

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
  const [seenVersion, setSeenVersion] = useState(policy.version);
  const changes = Object.fromEntries(
    Object.entries(form).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(policy[name as keyof Policy]),
    ),
  );
  const policyKey = keys.policy(policy.avee_id);
  const save = useMutation({
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
      setSeenVersion(saved.version);
      queryClient.setQueryData(policyKey, saved);
    },
    onError: (error) => {
      if (asProblem(error).status === 412) void queryClient.invalidateQueries({ queryKey: policyKey });
    },
  });
  const problem = save.isError ? asProblem(save.error) : null;
  const problemField = typeof problem?.fields.field === "string" ? problem.fields.field : null;
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
    /** Whether another version was saved since this form was opened or saved. */
    isOutdated: policy.version !== seenVersion,
    save,
    problem,
    /** The problem's message, if it is about a field whose name begins so. */
    errorOf: (field: string) => (problemField?.startsWith(field) ? problem?.message : undefined),
    discard: () => {
      forget();
      setCleared(new Set());
      setConfirmed(new Set());
      save.reset();
    },
  };
}

export type RulesForm = ReturnType<typeof useRulesForm>;
