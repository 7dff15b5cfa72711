"""What reuse has cost so far, and what each mode would have cost, for the creator's page."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from orchestrator.domain.accounts.team import TeamRole
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.routing.log.mode_costs import JudgedMessage, read_mode_costs
from orchestrator.domain.safety.word_forms import WordForms
from orchestrator.domain.trust.costs import RECENT_DAYS, ModeCost
from orchestrator.domain.trust.proofs import Target
from orchestrator.engine.accounts.agents.ownership import no_such_avee, require_role
from orchestrator.engine.routing.log.past import read_past
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.accounts import PublicAvee
from orchestrator.ports.stores.trust.costs import JudgedDecision, ReuseRecords

MAX_ROWS = 100_000
"""Of each kind of row the newest so many are counted: about 50 ms."""
MAX_JUDGED = 2_000
"""Judged messages that are decided again; at the largest number of cards a day there are 1,500 in 30 days."""


@dataclass(frozen=True, slots=True)
class ReuseCosts:
    policy: Policy
    confidence: float
    """The probability with which a bound holds, in (0, 1)."""
    records: ReuseRecords
    modes: tuple[ModeCost, ...]
    """Of the last RECENT_DAYS, one for each mode."""


async def load_costs(services: Services, person: UUID, avee_id: UUID) -> ReuseCosts:
    """The costs of the person's own agent. Saves nothing. Raises NotFound `avee_not_found`, also for somebody else's."""
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.viewer)
        policy, avee = await tx.policies.load_policy(avee_id), await tx.avees.find_public(avee_id=avee_id)
        if policy is None or avee is None:
            raise no_such_avee()
        records = await tx.costs.count_reuse(avee_id, RECENT_DAYS, MAX_ROWS)
        judged = await tx.costs.load_judged(avee_id, RECENT_DAYS, MAX_JUDGED)
    # Deciding thousands of messages again takes some tenths of a second: in a thread, other requests go on meanwhile.
    modes = await asyncio.to_thread(_replay, judged, avee, policy, services.word_forms)
    return ReuseCosts(policy, Target(policy.wrong_answers_target).confidence, records, modes)


def _replay(judged: Sequence[JudgedDecision], avee: PublicAvee, policy: Policy, word_forms: WordForms) -> tuple[ModeCost, ...]:
    return read_mode_costs([JudgedMessage(read_past(each.past, avee, word_forms), each.is_right) for each in judged], policy)
