"""Responses about what reuse has cost."""

from typing import Any
from uuid import UUID

from pydantic import Field

from orchestrator.domain.policy.trust_mode import Mode
from orchestrator.domain.trust.costs import (
    RECENT_DAYS,
    Bound,
    Checked,
    ModeCost,
    ReuseRecord,
    WrongShare,
    read_exact_share,
    read_served_share,
)
from orchestrator.domain.trust.told import tell_asked, tell_first, tell_mode, tell_served, tell_waited
from orchestrator.engine.routing.log.costs import ReuseCosts
from orchestrator.http.wire import Out

SHARE = "of the share of wrong ones, in [0, 1]; null before your first verdict."


class WrongOut(Out):
    messages: int
    checked: int = Field(description="Your verdicts right or wrong on cards about these messages.")
    wrong: int = Field(description="Those of them that are wrong.")
    at_least: float | None = Field(description=f"Lower bound {SHARE}")
    at_most: float | None = Field(description=f"Upper bound {SHARE}")
    bound: Bound | None = Field(
        description="`any_time`: one-sided, holds however often you look. `exact`: two-sided, for a fixed number of verdicts."
    )
    complaints: int = Field(description="Askers who called the answer wrong or not their question. No bound rests on them.")


class OutcomeOut(WrongOut):
    line: str = Field(
        description="The same in words.", examples=["12 messages. You checked 5 of them: none was wrong, so at most 52 % are (95 % sure)."]
    )


class AskedOut(WrongOut):
    yes: int
    no: int
    no_reply: int
    line: str


class RecordOut(Out):
    served_alone: OutcomeOut = Field(description="Answered without asking anybody: by words and by score together.")
    by_words: OutcomeOut = Field(description="Served because the message is a known question word for word.")
    by_score: OutcomeOut = Field(description="Served because the match reached what your rules and the proof need.")
    asked: AskedOut = Field(description="“Do you mean …?” `checked`, `wrong` and `complaints` are about the answers with a yes.")
    waited: OutcomeOut = Field(
        description="Neither served nor asked about, although a stored answer was likely. `wrong`: it would not have fitted."
    )
    is_cut: bool = Field(description="Whether only the newest messages were counted, as there are too many.")


class ModeCostOut(Out):
    mode: Mode
    judged: int = Field(description="Messages of the last days that you judged.")
    served: int
    served_wrong: int
    asked: int
    asked_wrong: int
    waited: int
    waited_wrong: int
    line: str


class CostsOut(Out):
    avee_id: UUID
    mode: Mode
    confidence: float = Field(description="The probability with which each bound holds.")
    days: int = Field(examples=[RECENT_DAYS])
    first: str | None = Field(description="What happens first; null once you have judged anything.")
    recent: RecordOut
    all_time: RecordOut
    modes: list[ModeCostOut] = Field(description="What each mode would have done with the messages that you judged in the last days.")


def show_costs(avee_id: UUID, found: ReuseCosts) -> dict[str, Any]:
    """The costs in the shape of CostsOut."""
    return {
        "avee_id": avee_id,
        "mode": found.policy.trust_mode,
        "confidence": found.confidence,
        "days": RECENT_DAYS,
        "first": tell_first(found.policy.trust_mode, found.records.all_time),
        "recent": _show_record(found.records.recent, found.confidence),
        "all_time": _show_record(found.records.all_time, found.confidence),
        "modes": [_show_mode(cost) for cost in found.modes],
    }


def _show_record(record: ReuseRecord, confidence: float) -> dict[str, Any]:
    served = {"served_alone": record.served_alone, "by_words": record.by_words, "by_score": record.by_score}
    asked = record.asked
    return {
        **{
            name: _show(each, read_served_share(each, confidence)) | {"line": tell_served(each, confidence)}
            for name, each in served.items()
        },
        "asked": _show(asked.confirmed, read_exact_share(asked.confirmed, confidence))
        | {"messages": asked.messages, "yes": asked.yes, "no": asked.no, "no_reply": asked.no_reply, "line": tell_asked(asked, confidence)},
        "waited": _show(record.waited, read_exact_share(record.waited, confidence)) | {"line": tell_waited(record.waited, confidence)},
        "is_cut": record.is_cut,
    }


def _show(checked: Checked, share: WrongShare | None) -> dict[str, Any]:
    return {
        "messages": checked.messages,
        "checked": checked.checked,
        "wrong": checked.wrong,
        "at_least": share.at_least if share else None,
        "at_most": share.at_most if share else None,
        "bound": share.bound if share else None,
        "complaints": checked.complaints,
    }


def _show_mode(cost: ModeCost) -> dict[str, Any]:
    return {
        "mode": cost.mode,
        "judged": cost.checked,
        "served": cost.served.checked,
        "served_wrong": cost.served.wrong,
        "asked": cost.asked.checked,
        "asked_wrong": cost.asked.wrong,
        "waited": cost.waited.checked,
        "waited_wrong": cost.waited.wrong,
        "line": tell_mode(cost),
    }
