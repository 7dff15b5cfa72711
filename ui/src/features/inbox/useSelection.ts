/** The questions that are selected for a bulk action. */
import { useState } from "react";

import type { Escalation, ScheduleAction } from "~/features/inbox/types";

export function useSelection(questions: Escalation[], actOn: (question: Escalation) => ScheduleAction) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const actOnAll = (verb: "defer" | "decline", body: unknown) => {
    for (const each of questions) if (selected.has(each.id)) actOn(each)(verb, body);
    setSelected(new Set());
  };
  return {
    selected,
    toggle: (id: string) => {
      const next = new Set(selected);
      if (!next.delete(id)) next.add(id);
      setSelected(next);
    },
    selectAll: () => setSelected(new Set(questions.map((each) => each.id))),
    postponeAll: () => actOnAll("defer", {}),
    declineAll: (reason: string) => actOnAll("decline", reason ? { reason } : {}),
  };
}
