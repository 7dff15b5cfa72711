/** The waiting questions, which one is open, which are selected, and the actions on them. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useEffect, useMemo, useRef, useState } from "react";

import { aveesQuery, queueQuery } from "~/shared/queries";
import { includes } from "~/shared/team/roles";
import { undo, type UndoableAction, useUndoable } from "~/shared/undoable";
import { type Askers, isOf } from "~/features/inbox/asker";
import { scheduleAction } from "~/features/inbox/scheduleAction";
import type { Escalation, Field, ScheduleAction } from "~/features/inbox/types";

export function useInbox() {
  const avees = useQuery(aveesQuery);
  const queue = useQuery(queueQuery);
  const undoable = useUndoable();
  const [avee, setAvee] = useState<string | null>(null);
  const [askers, setAskers] = useState<Askers>(null);
  const { question: openId } = useParams({ strict: false });
  const goTo = useGoTo();
  /** Shown on a wide screen where the address names no question. */
  const [nextId, setNextId] = useState<string | null>(null);
  // The focus belongs to one question: the next one that opens must not catch the keys.
  const [focus, setFocus] = useState<{ field: Field; question: string } | null>(null);
  const mine = useMemo(() => new Set(avees.data?.map((each) => each.id)), [avees.data]);
  const acted = new Set(undoable.map((each) => each.subject));
  const isWaiting = (each: Escalation) =>
    each.status === "accepted" && mine.has(each.avee_id) && (!avee || each.avee_id === avee) && isOf(each, askers);
  const answering = useMemo(
    () => new Set(avees.data?.filter((each) => includes(each.role, "answerer")).map((each) => each.id)),
    [avees.data],
  );
  const mayAnswer = (each: Escalation) => answering.has(each.avee_id);
  const waiting = (queue.data ?? []).filter(isWaiting);
  const questions = onePerGroup(waiting).filter((each) => !acted.has(each.id));
  const open = openId
    ? findOpen(questions, waiting, openId)
    : (questions.find((each) => each.id === nextId) ?? questions[0]);

  const show = (id: string) => goTo(id, Boolean(openId));
  const step = (by: number) => {
    const at = questions.findIndex((each) => each.id === open?.id);
    const next = questions[Math.max(0, Math.min(questions.length - 1, at + by))];
    if (!next) return;
    goTo(next.id, true);
    document.getElementById(`row-${next.id}`)?.scrollIntoView({ block: "nearest" });
  };
  const focusOn = (field: Field, question = open?.id) => {
    if (!question) return;
    if (question !== openId) show(question);
    setFocus({ field, question });
  };
  const actOn =
    (question: Escalation): ScheduleAction =>
    (verb, body, callbacks) => {
      if (question.id === open?.id) {
        const at = questions.findIndex((each) => each.id === question.id);
        setNextId((questions[at + 1] ?? questions[at - 1])?.id ?? null);
        goTo(null, true);
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
    if (queue.data?.some((each) => each.id === action.subject)) goTo(action.subject, true);
  };
  return {
    avees,
    queue,
    /** The agent whose questions are shown; null for all. */
    avee,
    setAvee,
    askers,
    setAskers,
    hasGuests: (queue.data ?? []).some((each) => each.status === "accepted" && each.asker_tier === "guest"),
    questions,
    open,
    /** Whether the reader's role lets them answer, postpone and decline it. */
    mayAnswer,
    /** Whether a phone shows the open question instead of the list. */
    isDetail: Boolean(openId),
    /** Whether the address names a question that does not wait any more, or never did. */
    isGone: Boolean(openId) && !open,
    show,
    backToList: () => goTo(null, false),
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

/** Opens a question by its address, or the list with null. Does nothing once the person has left the inbox. */
function useGoTo(): (question: string | null, isReplacing: boolean) => void {
  const navigate = useNavigate();
  const isHere = useRef(true);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);
  return (question, replace) => {
    if (!isHere.current) return;
    if (question) void navigate({ to: "/messages/escalations/$question", params: { question }, replace });
    else void navigate({ to: "/messages/escalations", replace });
  };
}

/** The question of an address, or the one that stands for its group. */
function findOpen(questions: Escalation[], waiting: Escalation[], id: string): Escalation | undefined {
  const group = waiting.find((each) => each.id === id)?.group_id;
  return questions.find((each) => each.id === id) ?? questions.find((each) => each.group_id === group);
}

/** The first question of each group stands for the group: one answer serves all of it. */
function onePerGroup(questions: Escalation[]): Escalation[] {
  const seen = new Set<string>();
  return questions.filter((each) => !seen.has(each.group_id) && seen.add(each.group_id));
}
