/** The waiting questions, which one is open, which are selected, and the actions on them. */
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";

import { aveesQuery, queueQuery } from "~/shared/queries";
import { undo, type UndoableAction, useUndoable } from "~/shared/undoable";
import { scheduleAction } from "~/features/inbox/scheduleAction";
import type { Escalation, Field, ScheduleAction } from "~/features/inbox/types";

export function useInbox() {
  const avees = useQuery(aveesQuery);
  const queue = useQuery(queueQuery);
  const undoable = useUndoable();
  const [avee, setAvee] = useState<string | null>(null);
  const [openId, setOpenId] = useState<string | null>(null);
  /** Whether a phone shows the open question instead of the list. */
  const [isDetail, setDetail] = useState(false);
  // The focus belongs to one question: the next one that opens must not catch the keys.
  const [focus, setFocus] = useState<{ field: Field; question: string } | null>(null);
  const mine = useMemo(() => new Set(avees.data?.map((each) => each.id)), [avees.data]);
  const acted = new Set(undoable.map((each) => each.subject));
  const isWaiting = (each: Escalation) =>
    each.status === "accepted" && mine.has(each.avee_id) && (!avee || each.avee_id === avee);
  const questions = onePerGroup((queue.data ?? []).filter(isWaiting)).filter((each) => !acted.has(each.id));
  const open = questions.find((each) => each.id === openId) ?? questions[0];

  const show = (id: string | null) => {
    setOpenId(id);
    setDetail(id !== null);
  };
  const step = (by: number) => {
    const at = questions.findIndex((each) => each.id === open?.id);
    const next = questions[Math.max(0, Math.min(questions.length - 1, at + by))];
    if (!next) return;
    setOpenId(next.id);
    document.getElementById(`row-${next.id}`)?.scrollIntoView({ block: "nearest" });
  };
  const focusOn = (field: Field, question = open?.id) => {
    if (!question) return;
    setDetail(true);
    setFocus({ field, question });
  };
  const actOn =
    (question: Escalation): ScheduleAction =>
    (verb, body, callbacks) => {
      if (question.id === open?.id) {
        const at = questions.findIndex((each) => each.id === question.id);
        setOpenId((questions[at + 1] ?? questions[at - 1])?.id ?? null);
        setDetail(false);
      }
      scheduleAction(question, verb, body, {
        done: () => callbacks?.done(),
        problem: (code, message) => {
          callbacks?.problem(code, message);
          show(question.id);
        },
      });
    };
  // An undone question is opened again; an undone card is not a question.
  const undoAction = (action: UndoableAction) => {
    undo(action.id);
    if (queue.data?.some((each) => each.id === action.subject)) setOpenId(action.subject);
  };
  return {
    avees,
    queue,
    /** The agent whose questions are shown; null for all. */
    avee,
    setAvee,
    questions,
    open,
    isDetail: isDetail && Boolean(open),
    show,
    backToList: () => setDetail(false),
    step,
    focus: focus?.question === open?.id ? (focus?.field ?? null) : null,
    focusOn,
    clearFocus: () => setFocus(null),
    actOn,
    undoAction,
    lastAction: undoable.at(-1),
  };
}

export type Inbox = ReturnType<typeof useInbox>;

/** The first question of each group stands for the group: one answer serves all of it. */
function onePerGroup(questions: Escalation[]): Escalation[] {
  const seen = new Set<string>();
  return questions.filter((each) => !seen.has(each.group_id) && seen.add(each.group_id));
}
