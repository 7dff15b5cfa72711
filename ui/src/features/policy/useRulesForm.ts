/** The rules with their unsaved changes, and saving them as a new version. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { api, asProblem, ifMatch, type Schema, unwrap } from "~/shared/api";
import { useFormDraft } from "~/shared/drafts";
import { keys, queryClient } from "~/shared/queries";

export type Policy = Schema<"PolicyOut">;

export function useRulesForm(policy: Policy) {
  // Only changed fields are kept: where somebody saves another version meanwhile, the other fields follow it.
  const { form, set, forget } = useFormDraft(`rules:${policy.avee_id}`, policy);
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
          body: changes,
        }),
      ),
    onSuccess: (saved) => {
      forget();
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
      save.reset();
    },
  };
}

export type RulesForm = ReturnType<typeof useRulesForm>;
