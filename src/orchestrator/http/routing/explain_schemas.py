"""Responses with a decision and its receipt."""

from typing import Any

from pydantic import Field, JsonValue

from orchestrator.domain.routing.deciding.decision import RuleName
from orchestrator.domain.routing.log.explain import Change, Comparison, Condition, Receipt, RuleStep
from orchestrator.engine.routing.log.explain import Explained
from orchestrator.http.routing.schemas import DecisionOut
from orchestrator.http.trust.schemas import StandingOut, show_trust_report
from orchestrator.http.wire import Out, PathLetter


class ConditionOut(Out):
    name: str = Field(description="A signal, or a fact such as `blocked_topic`.", examples=["confidence"])
    asked: Comparison = Field(description="How `value` is compared with `threshold`; for `yes` and `no` there is no threshold.")
    met: bool | None = Field(description="null where it is unknown, because no draft was written.")
    value: float | str | None = Field(description="The actual value: a score from 0 to 1, a count, or a word.", examples=[0.7])
    threshold: float | None = Field(examples=[0.75])
    missed_by: float | None = Field(
        description="Distance of the value from the threshold; null where the condition was met or compares no number."
    )
    setting: str | None = Field(
        description="The rule in the creator's policy that the threshold comes from.", examples=["auto_answer_confidence_threshold"]
    )


class StepOut(Out):
    rule: RuleName
    path: PathLetter
    held: bool | None = Field(
        description="Whether the rule applied; null where that depends on a draft that was not written. The first rule that holds decides."
    )
    decided: bool
    conditions: list[ConditionOut] = Field(description="The rule holds where all conditions are met.")


class MoveOut(Out):
    setting: str
    before: JsonValue
    after: JsonValue


class ChangeOut(Out):
    moves: list[MoveOut] = Field(description="The settings to change: one, or two where one is not enough.")
    size: float = Field(
        description="Size of the change: the distance for thresholds, the relative change for whole numbers, else 1; summed up."
    )
    path: PathLetter = Field(description="The path that the message would have taken.")
    rule: RuleName
    needs_draft: bool = Field(
        description="Whether the path also depends on a draft that its sources support. No draft was written, so this is unknown."
    )


class ReceiptOut(Out):
    policy_version: int = Field(description="The version of the policy that the decision was made under.")
    as_decided: bool = Field(description="false where today's program decides differently than the program did then.")
    steps: list[StepOut] = Field(description="Every rule, in the order in which they are tried.")
    changes: list[ChangeOut] = Field(
        description="Changes of settings that would have changed the path, the smallest first; empty where there is none."
    )


class DecisionDetailOut(DecisionOut):
    receipt: ReceiptOut | None = Field(description="null for the asker, and where the evidence is no longer stored.")
    standing: StandingOut | None = Field(
        description="For the creator, where the reply was an answer: the current upper bound on the share of wrong answers of its kind."
    )


def show_explained(explained: Explained) -> dict[str, Any]:
    """The decision in the shape of DecisionDetailOut."""
    record, receipt = explained.record, explained.receipt
    decision = {name: getattr(record, name) for name in DecisionOut.model_fields}
    return decision | {
        "receipt": _show_receipt(record.policy_version, record.rule, receipt) if receipt else None,
        "standing": show_trust_report(explained.trust_report) if explained.trust_report else None,
    }


def _show_receipt(version: int, rule: str, receipt: Receipt) -> dict[str, Any]:
    return {
        "policy_version": version,
        "as_decided": receipt.decided_by.value == rule,
        "steps": [_show_step(step, receipt) for step in receipt.steps],
        "changes": [_show_change(change) for change in receipt.changes],
    }


def _show_step(step: RuleStep, receipt: Receipt) -> dict[str, Any]:
    decided = step.rule is receipt.decided_by
    conditions = [_show_condition(condition) for condition in step.conditions]
    return {"rule": step.rule, "path": step.path.value, "held": step.held, "decided": decided, "conditions": conditions}


def _show_condition(condition: Condition) -> dict[str, Any]:
    return {name: getattr(condition, name) for name in ConditionOut.model_fields}


def _show_change(change: Change) -> dict[str, Any]:
    return {
        "moves": change.moves,
        "size": change.size,
        "path": change.path.value,
        "rule": change.rule,
        "needs_draft": change.needs_draft,
    }
