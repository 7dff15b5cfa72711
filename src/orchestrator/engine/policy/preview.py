"""The preview of a policy: an agent's past decisions made again under a policy that is not saved yet."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from orchestrator.domain.accounts.team import TeamRole
from orchestrator.domain.escalation.direct_messages import DirectReplay, replay_direct
from orchestrator.domain.json_value import JsonValue
from orchestrator.domain.policy.changes import change_policy
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.policy.warnings import PolicyWarning, new_warnings
from orchestrator.domain.routing.log.replay import Replay, replay
from orchestrator.domain.safety.word_forms import WordForms
from orchestrator.engine.accounts.agents.ownership import no_such_avee, require_role
from orchestrator.engine.policy.configure import check_chat_model_change
from orchestrator.engine.routing.log.past import read_past
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.accounts import PublicAvee
from orchestrator.ports.stores.routing.log import PastDecision

DAYS = 30
"""The window: decisions of the last DAYS times 24 hours."""
MAX_DECISIONS = 10_000


@dataclass(frozen=True, slots=True)
class Preview:
    """The past decisions made again, with the time that the creator spent."""

    replay: Replay
    considered: int
    """Decisions that were made again."""
    left_out: int
    """Decisions of the window beyond the newest MAX_DECISIONS."""
    creator_minutes: float
    """Minutes that the creator spent on questions in the window."""
    direct: DirectReplay
    """The direct messages of the window under the rules."""
    warnings: tuple[PolicyWarning, ...]
    """What the changes would close or open altogether."""
    handled: int
    """Questions answered or declined in the window. `creator_minutes` were spent on these."""


async def preview_policy(services: Services, person: UUID, avee_id: UUID, changes: Mapping[str, JsonValue]) -> Preview:
    """Makes the decisions of the window again, newest first, with `changes` applied to the stored policy.

    Saves nothing and calls no model. Raises Invalid `invalid_policy` naming the field, Invalid `unknown_chat_model`,
    NotFound `avee_not_found`, also for an agent of somebody else.
    """
    check_chat_model_change(services, changes)
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.viewer)
        stored, avee = await tx.policies.load_policy(avee_id), await tx.avees.find_public(avee_id=avee_id)
        if stored is None or avee is None:
            raise no_such_avee()
        policy = change_policy(stored, changes)
        past = await tx.log.load_past(avee_id, DAYS, MAX_DECISIONS)
        decisions = await tx.log.count_past(avee_id, DAYS)
        direct = await tx.conversations.load_direct_messages(avee_id, DAYS, MAX_DECISIONS)
        handled, minutes = await tx.measures.load_creator_minutes(avee_id, DAYS)
    # Thousands of decisions take some tenths of a second of computing: in a thread, other requests go on meanwhile.
    replayed = await asyncio.to_thread(_replay, past, avee, policy, services.word_forms)
    return Preview(
        replay=replayed,
        considered=len(past),
        left_out=max(0, decisions - len(past)),
        creator_minutes=minutes,
        direct=await asyncio.to_thread(replay_direct, policy, direct, services.word_forms),
        warnings=new_warnings(stored, policy),
        handled=handled,
    )


def _replay(past: Sequence[PastDecision], avee: PublicAvee, policy: Policy, word_forms: WordForms) -> Replay:
    return replay((read_past(row, avee, word_forms) for row in past), policy)
