"""What other prices would have brought on past questions: everybody is taken to ask and pay as before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from orchestrator.domain.accounts.access import Tier
from orchestrator.domain.payments.prices import NOTHING, TierPrice

MONTH = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class PastQuestion:
    """A question that was accepted."""

    asker: UUID
    tier: Tier
    """That of today."""
    accepted_at: datetime
    """Aware."""
    is_answered: bool


@dataclass(frozen=True, slots=True)
class TierReplay:
    """The questions of one tier under a price."""

    asked: int = 0
    answered: int = 0
    would_pay: int = 0
    """Questions that would have cost something, >= 0."""
    free: int = 0
    earned: int = 0
    """Of answered questions, in minor units."""


def replay_prices(tiers: Mapping[Tier, TierPrice], past: Iterable[PastQuestion], since: datetime) -> dict[Tier, TierReplay]:
    """By tier. `past` is oldest first; questions before `since` count only as used free ones."""
    free: dict[UUID, list[datetime]] = {}
    found: dict[Tier, TierReplay] = {}
    for question in past:
        price = tiers.get(question.tier, NOTHING)
        used = [at for at in free.get(question.asker, []) if at > question.accepted_at - MONTH]
        pays = price.amount > 0 and len(used) >= price.free_per_month
        if price.amount > 0 and not pays:
            free[question.asker] = [*used, question.accepted_at]
        if question.accepted_at < since:
            continue
        so_far = found.get(question.tier, TierReplay())
        found[question.tier] = TierReplay(
            so_far.asked + 1,
            so_far.answered + question.is_answered,
            so_far.would_pay + pays,
            so_far.free + (not pays),
            so_far.earned + (price.amount if pays and question.is_answered else 0),
        )
    return found
