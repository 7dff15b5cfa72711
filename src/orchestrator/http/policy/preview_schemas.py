"""What other settings would have changed, as it goes over the wire."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from pydantic import Field

from orchestrator.domain.paths import Path
from orchestrator.domain.routing.decide import RuleName
from orchestrator.domain.routing.replay import Flip, Gap, Undecided, creator_minutes
from orchestrator.engine.policy.preview import DAYS, Preview
from orchestrator.http.paging import paged
from orchestrator.http.wire import Out, PageOut, PathLetter
from orchestrator.ports.stores.paging import Page

SAMPLES = 50
GAPS = {
    Gap.draft_missing: "The other settings ask for a draft that was never written: with one that its sources bear, the first of the "
    "possible paths, else the second.",
}


class FlipOut(Out):
    id: UUID = Field(description="Of the decision.")
    created_at: datetime
    message_content: str
    old_path: PathLetter
    old_rule: str
    new_path: PathLetter
    new_rule: RuleName


class UndecidedOut(Out):
    id: UUID = Field(description="Of the decision.")
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
    E: int = Field(description="Written while the creator was in the conversation, who reads it there.")
    F: int


class MinutesOut(Out):
    before: float = Field(description="Minutes the creator spent in the window on questions put to them.")
    after_at_least: float | None = Field(
        description="Had each offer cost what an offer did; null where no offer of the window says what one costs."
    )
    after_at_most: float | None = Field(
        description="The same, were every message that could not be decided again an offer where it may be one."
    )
    note: str


class PolicyPreviewOut(Out):
    days: int = Field(examples=[30])
    considered: int = Field(description="Decisions made again: the newest of the window.")
    left_out: int = Field(description="Older decisions of the window, beyond what is looked at.")
    before: PathCountsOut = Field(description="As it was decided.")
    after: PathCountsOut = Field(description="Under the other settings, without the undecided.")
    flipped: int = Field(description="Messages on another path.")
    flips: PageOut[FlipOut] = Field(description="The very messages, newest first; page on with ?cursor= and the same body.")
    undecided: int
    gaps: list[GapOut] = Field(description="Why messages are undecided.")
    undecided_samples: list[UndecidedOut] = Field(description=f"The newest {SAMPLES}.")
    creator_minutes: MinutesOut


def show_preview(preview: Preview, page: Page) -> dict[str, Any]:
    """`page` is of the flips: those before its cursor, newest first."""
    found = preview.replay
    later = (flip for flip in found.flips if page.before is None or flip.past.id < page.before)
    shown = [_show_flip(flip) for flip in islice(later, page.limit)]
    return {
        "days": DAYS,
        "considered": preview.considered,
        "left_out": preview.left_out,
        "before": _counts(found.before),
        "after": _counts(found.after),
        "flipped": len(found.flips),
        "flips": paged(shown, page),
        "undecided": len(found.undecided),
        "gaps": [gap for gap in (_show_gap(why, found.undecided) for why in Gap) if gap["count"]],
        "undecided_samples": [_show_undecided(each) for each in found.undecided[:SAMPLES]],
        "creator_minutes": _show_minutes(preview),
    }


def _show_flip(flip: Flip) -> FlipOut:
    past = flip.past
    return FlipOut(id=past.id, created_at=past.at, message_content=past.message, old_path=past.path.value, old_rule=past.rule,
                   new_path=flip.path.value, new_rule=flip.rule)  # fmt: skip


def _show_undecided(each: Undecided) -> UndecidedOut:
    past = each.past
    return UndecidedOut(id=past.id, created_at=past.at, message_content=past.message, old_path=past.path.value, old_rule=past.rule,
                        why=each.gap, possible_paths=[path.value for path in each.possible])  # fmt: skip


def _show_gap(why: Gap, undecided: Sequence[Undecided]) -> dict[str, Any]:
    return {"why": why, "count": sum(each.gap is why for each in undecided), "meaning": GAPS[why]}


def _counts(paths: Mapping[Path, int]) -> dict[str, int]:
    return {letter: paths.get(Path(letter), 0) for letter in PathCountsOut.model_fields}


def _show_minutes(preview: Preview) -> dict[str, Any]:
    before, offers = preview.creator_minutes, preview.replay.offers_before
    least, most = (creator_minutes(offers_after, offers, before) for offers_after in preview.replay.offers_after)
    note = (
        f"{preview.handled} questions were answered or declined in the window; other settings are taken to cost in proportion to their "
        f"offers, of which there were {offers}"
    )
    return {"before": before, "after_at_least": least, "after_at_most": most, "note": note}
