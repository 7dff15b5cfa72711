/** Why the server refused an answer after its ten seconds; shown when the question is open again. */
export interface Refusal {
  code: string;
  message: string;
}

const refusals = new Map<string, Refusal>();

export const refusalOf = (question: string): Refusal | undefined => refusals.get(question);

export function keepRefusal(question: string, refusal: Refusal): void {
  refusals.set(question, refusal);
}

export function clearRefusal(question: string): void {
  refusals.delete(question);
}
