/** What a decision was based on: the asker, stored answers, passages, the draft, limits and time. */
import { Table } from "@mantine/core";
import type { ReactNode } from "react";

import type { Schema } from "~/shared/api";
import { dateTime, plural } from "~/shared/time";
import { wholePercent } from "~/shared/percent";

type Evidence = Schema<"Evidence">;
type Draft = NonNullable<Evidence["draft"]>;

interface Props {
  evidence: Evidence;
  timings: Schema<"DecisionOut">["timings"];
}

export function EvidenceTable({ evidence, timings }: Props) {
  const { answers, passages, draft, gate, usage } = evidence;
  return (
    <Table aria-label="Evidence">
      <Table.Tbody>
        <Row name="Asker">
          tier {evidence.tier}, may see {evidence.layer}
        </Row>
        <Row name="Earlier answers, by meaning alone">
          {answers
            .map(
              (each) =>
                `${wholePercent(each.probability)} %${isExcluded(each) ? " (you said that it does not fit)" : ""}`,
            )
            .join(", ") || "none"}
        </Row>
        <Row name="Passages, by meaning alone">
          {passages.map((each) => `${wholePercent(each.probability)} %`).join(", ") || "none"}
        </Row>
        {draft && <Row name="Draft">{draftInWords(draft)}</Row>}
        {draft?.fault && <Row name="Chat model">{draft.fault.replaceAll("_", " ")}</Row>}
        {draft?.usage && <Row name="Chat model usage">{usageInWords(draft.usage)}</Row>}
        <Row name="Questions to you at that time">
          {usage.day} in a day, {usage.week} in a week
        </Row>
        {gate && (
          <Row name="Closed gate">
            {gate.name.replaceAll("_", " ")}
            {gate.opens_at ? `, opens ${dateTime(gate.opens_at)}` : ""}
          </Row>
        )}
        <TimeRow timings={timings} />
      </Table.Tbody>
    </Table>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Table.Tr>
      <Table.Th w={170} fw={500}>
        {name}
      </Table.Th>
      <Table.Td>{children}</Table.Td>
    </Table.Tr>
  );
}

function TimeRow({ timings }: { timings: Props["timings"] }) {
  const steps = Object.entries(timings).filter((entry): entry is [string, number] => typeof entry[1] === "number");
  if (steps.length === 0) return null;
  return (
    <Row name="Time taken">
      {steps.map(([name, ms]) => `${name.replace(/_ms$/, "")} ${ms.toFixed(0)} ms`).join(", ")}
    </Row>
  );
}

/** Whether the message is at least as close to one that the creator excluded as it is to the answer. */
const isExcluded = ({ cosine, counter }: Evidence["answers"][number]) => counter > -1 && counter >= cosine;

function modelInWords({ missing, choices }: Draft): string {
  if (missing) return `, leaves open “${missing}”`;
  return choices.length ? `, asks back between ${choices.join(" and ")}` : "";
}

function draftInWords(draft: Draft): string {
  const { supported, written_by: writer, removed } = draft;
  const support = supported ? "supported by the passages" : "not supported by the passages";
  const left = removed ? `; ${plural(removed, "unsupported sentence")} removed` : "";
  return `${support}, written by ${writer}${modelInWords(draft)}${left}`;
}

function usageInWords({
  prompt_tokens: read,
  completion_tokens: written,
  ms,
  attempts,
  cost,
}: NonNullable<Draft["usage"]>): string {
  const tries = attempts > 1 ? ` in ${attempts} tries` : "";
  const price = cost === null ? "" : `, cost ${cost.toFixed(6)}`;
  return `${read} tokens read, ${written} written, ${(ms / 1000).toFixed(1)} s${tries}${price}`;
}
