"""What the asker says about a source that was shown as possible help beside an offer or a refusal."""

from dataclasses import dataclass
from uuid import UUID

from orchestrator.domain.errors import NotFound
from orchestrator.domain.escalation.states import Move, Status
from orchestrator.domain.routing.acting import Doing
from orchestrator.domain.routing.result import OfferState
from orchestrator.engine.escalation.acting import do_within
from orchestrator.engine.routing.keeping.saving import stored_offer_state
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope, Transaction
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.paging import Page
from orchestrator.ports.stores.routing.log import DecisionRecord
from orchestrator.ports.stores.trust.feedback import NewFeedback

OPEN = (Status.pending, Status.accepted)
"""An offer or a question that is still to be decided."""


@dataclass(frozen=True, slots=True)
class Feedback:
    decision_id: UUID
    verdict: str
    escalation: OfferState | None
    """The offer that the verdict opened, or that stands beside what was no help."""


async def judge_help(
    services: Services, decision: DecisionRecord, person: UUID, verdict: str, comment: str | None, source_id: UUID | None
) -> Feedback:
    """Keeps whether a source answers the question. 'helpful' declines an open offer for the asker, unless it also covers another
    question of the message; any other verdict leaves it as it is, and opens no way past a gate that is closed.

    Raises NotFound `source_not_found` for a source that was not shown. Of two verdicts at once, one waits for the other.
    """
    shown = [source.id for source in decision.evidence.suggestions]
    if source_id is not None and source_id not in shown:
        raise NotFound("source_not_found", "This was not shown as possible help beside the reply.", field="source_id")
    said = NewFeedback(
        id=new_id(),
        avee_id=decision.avee_id,
        decision_id=decision.id,
        user_id=person,
        verdict=verdict,
        comment=comment,
        answer_id=None,
        answer_version=None,
        source_id=source_id or shown[0],
    )
    async with services.database.transaction(Scope(person)) as tx:
        await tx.feedback.save_feedback(said)
        offer = await find_open(tx, decision.message_id)
        is_all = decision.evidence.part is None or await tx.feedback.count_offered(decision.avee_id, decision.message_id) < 2
        if verdict == "helpful" and offer is not None and offer.status is Status.pending and is_all:
            await do_within(services, tx, person, Doing(Move.decline, offer.id))
            offer = None
    return Feedback(decision.id, verdict, offer)


async def find_open(tx: Transaction, message_id: UUID) -> OfferState | None:
    """The offer or the question that this message led to, while it is open."""
    found = await tx.escalations.list_escalations(Page(50), message_id=message_id)
    return next((stored_offer_state(each) for each in found if each.status in OPEN), None)
