/** Two of the creator's answers to one question: loading them, and settling them with ten seconds to undo. */
import { queryOptions } from "@tanstack/react-query";

import { api, type Problem, Problem as AppProblem, type Schema, unwrap } from "~/shared/api";
import { keys, refresh } from "~/shared/queries";
import { isolated } from "~/shared/ui/PersonText";
import { schedule } from "~/shared/undoable";

export type Conflict = Schema<"ConflictOut">;
export type Side = Schema<"ConflictingAnswerOut">;

const MOST_SHOWN = 200;

/** The unsettled pairs. A changed answer makes them stale, as they are under its key. */
export const conflictsQuery = (avee: string) =>
  queryOptions({
    queryKey: [...keys.answers(avee), "conflicts"],
    queryFn: () =>
      unwrap(
        api.GET("/avees/{avee_id}/answer-conflicts", {
          params: { path: { avee_id: avee }, query: { limit: MOST_SHOWN } },
        }),
      ),
  });

/** Those with the same words come first. */
export const certainFirst = (pairs: Conflict[]): Conflict[] =>
  [...pairs].sort((one, other) => Number(other.is_certain) - Number(one.is_certain));

/** Keeps one of the two answers; without `kept`, both stay, as answers to different questions. */
export function scheduleSettlement(pair: Conflict, kept: Side | null, onProblem: (problem: Problem) => void): void {
  const label = kept
    ? `Keep: ${isolated(kept.answer_content)}`
    : `Different questions: ${isolated(pair.first.question_pattern)}`;
  schedule({
    id: `${pair.id}:settlement`,
    subject: pair.id,
    label,
    path: `/avees/${pair.avee_id}/answer-conflicts/${pair.id}`,
    body: kept
      ? { settlement: "keep", answer_id: kept.id, version: pair.version }
      : { settlement: "different", version: pair.version },
    onDone: () => void refresh(keys.answers(pair.avee_id)),
    onProblem: (code, message) => {
      onProblem(new AppProblem(0, code, message));
      void refresh(keys.answers(pair.avee_id));
    },
  });
}
