"""A decision with its receipt, as it goes over the wire."""

from typing import Any

from pydantic import Field, JsonValue

from orchestrator.domain.routing.decide import RuleName
from orchestrator.domain.routing.explain import Change, Comparison, Condition, Receipt, RuleStep
from orchestrator.engine.routing.explain import Explained
from orchestrator.http.routing.schemas import DecisionOut
from orchestrator.http.trust.schemas import StandingOut, show_trust_report
from orchestrator.http.wire import Out, PathLetter


class ConditionOut(Out):
    name: str = Field(description="A signal, or a fact such as `blocked_topic`.", examples=["confidence"])
    asked: Comparison = Field(description="How `value` is compared with `threshold`; `yes` and `no` ask for no number.")
    met: bool | None = Field(description="null where it was never found out: no draft was written.")
    value: float | str | None = Field(description="What it was: a score from 0 to 1, a count, or a word.", examples=[0.7])
    threshold: float | None = Field(examples=[0.75])
    missed_by: float | None = Field(description="How far a number was from meeting it; null where it was met, or is no number.")
    setting: str | None = Field(description="The setting behind it.", examples=["auto_answer_confidence_threshold"])


class StepOut(Out):
    rule: RuleName
    path: PathLetter
    held: bool | None = Field(description="null where only a draft that was never written could tell. The first that holds decides.")
    decided: bool
    conditions: list[ConditionOut] = Field(description="The rule holds where all are met.")


class MoveOut(Out):
    setting: str
    before: JsonValue
    after: JsonValue


class ChangeOut(Out):
    moves: list[MoveOut] = Field(description="One setting, or two where no single one would do.")
    size: float = Field(description="For thresholds the distance, for whole numbers the share, 1 for each other setting; added up.")
    path: PathLetter = Field(description="The path it would have taken.")
    rule: RuleName
    needs_draft: bool = Field(description="Only with a draft that its sources bear; none was written, so nobody knows.")


class ReceiptOut(Out):
    policy_version: int = Field(description="The settings that it was decided under.")
    as_decided: bool = Field(description="false where the rules of today decide otherwise than those of then.")
    steps: list[StepOut] = Field(description="Every rule in its order.")
    changes: list[ChangeOut] = Field(description="What would have changed the path, the nearest first; empty where no setting would.")


class DecisionDetailOut(DecisionOut):
    receipt: ReceiptOut | None = Field(description="null for the asker, and where what it was made from is not on record.")
    standing: StandingOut | None = Field(
        description="For the creator, where it was an answer: how often such answers are wrong at most, as it stands now."
    )


def show_explained(explained: Explained) -> dict[str, Any]:
    record, receipt = explained.record, explained.receipt
    shown = {name: getattr(record, name) for name in DecisionOut.model_fields}
    return shown | {
        "receipt": _show_receipt(record.policy_version, record.rule, receipt) if receipt else None,
        "standing": show_trust_report(explained.trusted) if explained.trusted else None,
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
    conditions = [_show_condition(each) for each in step.conditions]
    return {"rule": step.rule, "path": step.path.value, "held": step.held, "decided": decided, "conditions": conditions}


def _show_condition(each: Condition) -> dict[str, Any]:
    return {name: getattr(each, name) for name in ConditionOut.model_fields}


def _show_change(change: Change) -> dict[str, Any]:
    return {
        "moves": change.moves,
        "size": change.size,
        "path": change.path.value,
        "rule": change.rule,
        "needs_draft": change.needs_draft,
    }
