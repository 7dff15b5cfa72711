"""Responses of the policy preview: which past messages would be decided differently."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from pydantic import Field

from orchestrator.domain.paths import Path
from orchestrator.domain.routing.deciding.decision import RuleName
from orchestrator.domain.routing.log.replay import Flip, Gap, Undecided, creator_minutes
from orchestrator.engine.policy.preview import DAYS, Preview
from orchestrator.http.paging import paged
from orchestrator.http.policy.schemas import WarningOut
from orchestrator.http.wire import Out, PageOut, PathLetter
from orchestrator.ports.stores.paging import Page

SAMPLES = 50
GAPS = {
    Gap.draft_missing: "With these settings, your agent would have tried to answer from your documents. At the time it did not try, so "
    "nobody knows whether an answer would have been found.",
}


class FlipOut(Out):
    id: UUID = Field(description="The id of the decision.")
    created_at: datetime
    message_content: str
    old_path: PathLetter
    old_rule: str
    new_path: PathLetter
    new_rule: RuleName


class UndecidedOut(Out):
    id: UUID = Field(description="The id of the decision.")
    created_at: datetime
    message_content: str
    old_path: PathLetter
    old_rule: str
    why: Gap
    possible_paths: list[PathLetter]


class GapOut(Out):
    why: Gap
    count: int
    meaning: str


class PathCountsOut(Out):
    A: int
    B: int
    C: int
    D: int
    E: int = Field(description="Messages that were written while the creator was in the conversation; the creator reads them there.")
    F: int


class MinutesOut(Out):
    before: float = Field(description="Minutes that the creator spent on questions in the window.")
    after_at_least: float | None = Field(
        description="Minutes under these rules, if each offer costs as much as the offers of the window did; null where there was no offer."
    )
    after_at_most: float | None = Field(
        description="As `after_at_least`, but every undecided message that could become an offer counts as an offer."
    )
    note: str


class DirectPreviewOut(Out):
    considered: int = Field(description="Direct messages of the window.")
    refused: int = Field(description="How many of them these rules would have refused.")


class PolicyPreviewOut(Out):
    days: int = Field(examples=[30])
    considered: int = Field(description="Decisions that were made again: the newest of the window.")
    left_out: int = Field(description="Older decisions of the window, which were not made again.")
    before: PathCountsOut = Field(description="Messages by path, as they were decided.")
    after: PathCountsOut = Field(description="Messages by path under these rules, without the undecided ones.")
    flipped: int = Field(description="Messages that would take another path.")
    flips: PageOut[FlipOut] = Field(description="These messages, newest first. For the next page, send ?cursor= with the same body.")
    undecided: int = Field(description="Messages that cannot be decided again without a model.")
    gaps: list[GapOut] = Field(description="Why messages are undecided.")
    undecided_samples: list[UndecidedOut] = Field(description=f"The newest {SAMPLES} undecided messages.")
    creator_minutes: MinutesOut
    direct: DirectPreviewOut
    warnings: list[WarningOut] = Field(description="Values of these changes that must be confirmed to be saved.")


def show_preview(preview: Preview, page: Page) -> dict[str, Any]:
    """The preview in the shape of PolicyPreviewOut. `page` selects flips: those before its cursor, newest first."""
    found = preview.replay
    later = (flip for flip in found.flips if page.before is None or flip.past.id < page.before)
    flips = [_show_flip(flip) for flip in islice(later, page.limit)]
    return {
        "days": DAYS,
        "considered": preview.considered,
        "left_out": preview.left_out,
        "before": _counts(found.before),
        "after": _counts(found.after),
        "flipped": len(found.flips),
        "flips": paged(flips, page),
        "undecided": len(found.undecided),
        "gaps": [gap for gap in (_show_gap(why, found.undecided) for why in Gap) if gap["count"]],
        "undecided_samples": [_show_undecided(undecided) for undecided in found.undecided[:SAMPLES]],
        "creator_minutes": _show_minutes(preview),
        "direct": preview.direct,
        "warnings": preview.warnings,
    }


def _show_flip(flip: Flip) -> FlipOut:
    past = flip.past
    return FlipOut(id=past.id, created_at=past.at, message_content=past.message, old_path=past.path.value, old_rule=past.rule,
                   new_path=flip.path.value, new_rule=flip.rule)  # fmt: skip


def _show_undecided(undecided: Undecided) -> UndecidedOut:
    past = undecided.past
    return UndecidedOut(id=past.id, created_at=past.at, message_content=past.message, old_path=past.path.value, old_rule=past.rule,
                        why=undecided.gap, possible_paths=[path.value for path in undecided.possible])  # fmt: skip


def _show_gap(why: Gap, undecided: Sequence[Undecided]) -> dict[str, Any]:
    return {"why": why, "count": sum(decision.gap is why for decision in undecided), "meaning": GAPS[why]}


def _counts(paths: Mapping[Path, int]) -> dict[str, int]:
    return {letter: paths.get(Path(letter), 0) for letter in PathCountsOut.model_fields}


def _show_minutes(preview: Preview) -> dict[str, Any]:
    before, offers = preview.creator_minutes, preview.replay.offers_before
    least, most = (creator_minutes(offers_after, offers, before) for offers_after in preview.replay.offers_after)
    note = (
        f"{preview.handled} questions were answered or declined in the window, which had {offers} offers. Under other rules, the time is "
        "assumed to be proportional to the number of offers."
    )
    return {"before": before, "after_at_least": least, "after_at_most": most, "note": note}
