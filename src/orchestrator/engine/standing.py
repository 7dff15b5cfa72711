"""Where trust in a creator's stored answers stands: read for the creator, and made anew after every word of theirs."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from orchestrator.domain.policy import Policy
from orchestrator.domain.reuse import pooled, trust_rules
from orchestrator.domain.trust import Standing, read_standing, render_standing
from orchestrator.engine.avees import no_such_avee
from orchestrator.engine.world import World
from orchestrator.ports.storage import Scope, Transaction


@dataclass(frozen=True, slots=True)
class Trusted:
    """What the creator is shown of it."""

    policy: Policy
    standing: Standing
    confidence: float
    line: str
    """The figure in one sentence, as it stands beside a reuse rate."""
    cards_waiting: int


async def load_standing(world: World, person: UUID, avee_id: UUID) -> Trusted:
    """Where trust stands now, under the rules as they are now. Raises NotFound `avee_not_found`, also for another's."""
    async with world.database.transaction(Scope(person)) as tx:
        policy = await tx.policies.load_policy(avee_id)
        if policy is None:
            raise no_such_avee()
        standing = await make_standing(world, tx, avee_id, policy)
        waiting = await tx.trust.count_waiting(avee_id)
    target = trust_rules(policy).target
    return Trusted(policy, standing, target.confidence, render_standing(standing, target), waiting)


async def make_standing(world: World, tx: Transaction, avee_id: UUID, policy: Policy) -> Standing:
    """From every label of the present scorer."""
    labels = await tx.trust.load_labels(avee_id, world.calibration.scorer)
    return read_standing(labels, trust_rules(policy), pooled(world.calibration))


async def save_standing(world: World, tx: Transaction, avee_id: UUID, policy: Policy) -> Standing:
    """Made anew and kept for the messages to come; within a transaction of the creator's."""
    standing = await make_standing(world, tx, avee_id, policy)
    matches = await tx.trust.load_matches_per_day(avee_id, standing.floor)
    await tx.trust.save_standing(avee_id, show_standing(standing, matches, world.calibration.scorer))
    return standing


def show_standing(standing: Standing, matches_per_day: float, scorer: str) -> Mapping[str, Any]:
    """As it is stored."""
    return asdict(standing) | {"matches_per_day": matches_per_day, "scorer": scorer}
