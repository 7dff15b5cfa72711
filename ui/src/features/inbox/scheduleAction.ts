/** Sends an action on a question after its ten seconds, and reloads the queue. */
import { keys, queryClient } from "~/shared/queries";
import { isolated } from "~/shared/ui/PersonText";
import { schedule } from "~/shared/undoable";
import type { Escalation, SendCallbacks, Verb } from "~/features/inbox/types";

const LABELS: Record<Verb, string> = { answer: "Answer", decline: "Decline", defer: "Postpone" };

export function scheduleAction(question: Escalation, verb: Verb, body: unknown, callbacks: SendCallbacks): void {
  schedule({
    id: `${question.id}:${verb}`,
    subject: question.id,
    label: `${LABELS[verb]}: ${isolated(question.original_message)}`,
    path: `/orchestrator/queue/${question.id}/${verb}`,
    body,
    onDone: () => {
      callbacks.done();
      void queryClient.invalidateQueries({ queryKey: keys.queue });
    },
    onProblem: (code, message, fields) =>
      callbacks.problem(
        code,
        code === "already_answered" ? `${message} What was sent: ${String(fields.answer)}` : message,
      ),
  });
}
