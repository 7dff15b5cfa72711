/** The fields of an answer, kept until the server has them, and sending it. */
import { useState } from "react";

import { api, type Schema, unwrap } from "~/shared/api";
import { useDraft, useFormDraft } from "~/shared/drafts";
import type { Layer } from "~/shared/layers";
import { endOf } from "~/shared/time";
import { asExamples, type Picks } from "~/features/inbox/question/ServedPreview";
import { clearRefusal, keepRefusal, refusalOf } from "~/features/inbox/question/refusals";
import type { Escalation, ScheduleAction } from "~/features/inbox/types";

interface AnswerFields {
  layer: Layer;
  reuse: boolean;
  /** The question in the creator's words. */
  pattern: string;
  /** A date, or empty for no end. */
  expiry: string;
}

export interface AnswerText {
  answer: string;
  setAnswer: (text: string) => void;
}

export function useAnswerForm(question: Escalation, act: ScheduleAction, { answer, setAnswer }: AnswerText) {
  // Kept with the text: after an undo, a refusal or a reload, "Friends" must not have become "Everyone".
  const fields = useFormDraft<AnswerFields>(`answer:${question.id}`, {
    layer: "public",
    reuse: true,
    pattern: question.question_pattern ?? question.original_message,
    expiry: "",
  });
  // An answer that was bought for one person alone is never reused.
  const form = question.is_private ? { ...fields.form, reuse: false } : fields.form;
  const picks = usePicks(question.id);
  const [isConfirmed, setConfirmed] = useState(false);
  const check = usePersonalDataCheck(question.id);
  const send = async () => {
    const mayShare = !form.reuse || isConfirmed;
    if (!answer.trim() || check.isChecking || !(mayShare || (await check.passes(answer)))) return;
    clearRefusal(question.id);
    // The text stays in its field until the server has it, so that it is still there after an undo or a refusal.
    act("answer", bodyOf(question, answer, form, picks.value, isConfirmed), {
      done: () => {
        setAnswer("");
        fields.forget();
        picks.set({});
      },
      problem: (code, message) => keepRefusal(question.id, { code, message }),
    });
  };
  return {
    form,
    set: fields.set,
    picks,
    refusal: refusalOf(question.id),
    isConfirmed,
    setConfirmed,
    isChecking: check.isChecking,
    send,
  };
}

function bodyOf(
  question: Escalation,
  answer: string,
  { layer, reuse, pattern, expiry }: AnswerFields,
  picks: Picks,
  isConfirmed: boolean,
): Schema<"ReplyToQuestionIn"> {
  const isReworded = pattern.trim() && pattern.trim() !== (question.question_pattern ?? question.original_message);
  return {
    answer,
    layer,
    reuse,
    question_pattern: isReworded ? pattern.trim() : null,
    expires_at: expiry ? endOf(expiry) : null,
    confirm_personal_data: isConfirmed,
    examples: reuse ? asExamples(picks) : [],
  };
}

function usePicks(question: string) {
  const [stored, setStored] = useDraft(`picks:${question}`);
  return {
    value: stored ? (JSON.parse(stored) as Picks) : {},
    set: (next: Picks) => setStored(Object.keys(next).length > 0 ? JSON.stringify(next) : ""),
  };
}

/** Checks an answer for personal data before its ten seconds begin. Without a check, the server checks it when sent. */
function usePersonalDataCheck(question: string) {
  const [isChecking, setChecking] = useState(false);
  const passes = async (answer: string) => {
    setChecking(true);
    try {
      const { personal_data: found } = await unwrap(
        api.POST("/orchestrator/queue/{escalation_id}/answer-check", {
          params: { path: { escalation_id: question } },
          body: { answer },
        }),
      );
      if (found.length === 0) return true;
      const message =
        `Other people would read ${findingsInWords(found)}. ` +
        "Remove it, confirm it, or turn off the reuse of this answer.";
      keepRefusal(question, { code: "personal_data", message });
      return false;
    } catch {
      return true;
    } finally {
      setChecking(false);
    }
  };
  return { isChecking, passes };
}

const FINDINGS: Record<Schema<"FindingOut">["kind"], string> = {
  mail: "an email address",
  phone: "a phone number",
  card: "a card number",
  account: "an account number",
  asker: "the asker’s name",
};

const findingsInWords = (found: Schema<"FindingOut">[]) =>
  [...new Set(found.map((each) => `${FINDINGS[each.kind]} (${each.text})`))].join(", ");
