"""Recording the creator's verdict on a card.

It adds a label, updates trust, may add a phrasing, and may send an answer.
"""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from orchestrator.domain.accounts.team import TeamRole
from orchestrator.domain.errors import Conflict, NotFound
from orchestrator.domain.matching.answers import State
from orchestrator.domain.trust.cards import CardKind, Subject
from orchestrator.engine.accounts.agents.ownership import no_such_avee, require_role
from orchestrator.engine.services import Services
from orchestrator.engine.trust.reports import TrustReport, save_trust_reports
from orchestrator.ports.database import Scope, Transaction
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.escalation import Delivery
from orchestrator.ports.stores.message import NewMessage
from orchestrator.ports.stores.trust.cards import TrustCard


class Verdict(StrEnum):
    """The creator's verdict on a card."""

    right = "right"
    wrong = "wrong"
    unsure = "unsure"
    """Closes the card without adding a label."""


@dataclass(frozen=True, slots=True)
class CardVerdict:
    """The result of recording a verdict."""

    card_id: UUID
    verdict: Verdict
    report: TrustReport
    """On answers of the card's kind, with this verdict counted."""
    message_id: UUID | None
    """The answer in the asker's conversation, where a suggestion was right."""


async def record_verdict(services: Services, person: UUID, avee_id: UUID, card_id: UUID, verdict: Verdict) -> CardVerdict:
    """Saves a verdict, computes trust again, and sends a suggested answer that is right to its asker.

    Repeating a verdict changes nothing. Raises NotFound `avee_not_found` or `card_not_found`, Conflict `already_judged`
    where the card has another verdict, Conflict `card_expired` where the card was open for too long.
    """
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.editor)
        policy = await tx.policies.load_policy(avee_id)
        if policy is None:
            raise no_such_avee()
        card = await tx.trust.lock_card(avee_id, card_id)
        if card is None:
            raise NotFound("card_not_found", "You have no such card.")
        if card.verdict not in (None, verdict.value):
            raise Conflict("already_judged", f"This card already has the verdict {card.verdict!r}.", verdict=card.verdict)
        message_id = None
        if card.verdict is None:
            if card.is_expired:
                raise Conflict("card_expired", "This card was open for too long and is closed.")
            await tx.trust.save_verdict(avee_id, card_id, verdict.value)
            if card.subject == Subject.reuse:
                await _settle_wording(tx, card, verdict)
            if verdict is Verdict.wrong and card.answer_id is not None:
                # The creator's verdict outweighs a model check.
                await tx.trust.drop_model_phrasing(avee_id, card.message_id, card.answer_id)
            if verdict is Verdict.right and card.kind == CardKind.suggestion:
                message_id = await _send(tx, card)
        reports = await save_trust_reports(services, tx, avee_id, policy)
    report = reports.reuse if card.subject == Subject.reuse else reports.documents
    return CardVerdict(card_id, verdict, report, message_id)


async def _settle_wording(tx: Transaction, card: TrustCard, verdict: Verdict) -> None:
    """A right card makes its question a phrasing; any other verdict drops what askers alone had confirmed."""
    if verdict is not Verdict.right:
        await tx.trust.drop_askers_phrasing(card.avee_id, card.id)
    elif not await tx.trust.accept_askers_phrasing(card.avee_id, card.id):
        await tx.trust.add_card_phrasing(card.avee_id, card.id)


async def _send(tx: Transaction, card: TrustCard) -> UUID | None:
    """Sends the answer in its current version to the asker; not where it was retired or their layer now excludes it.

    Returns the id of the message, or None where nothing was sent.
    """
    if card.answer_state != State.active or not await tx.trust.may_be_given(card.avee_id, card.id):
        return None
    assert card.answer_id is not None  # every suggestion is about a stored answer
    assert card.current_version is not None
    message = NewMessage(
        id=new_id(), conversation_id=card.conversation_id, user_id=card.user_id, role="creator", kind="answer",
        content=card.answer_content, in_reply_to=card.message_id, answer_id=card.answer_id, answer_version=card.current_version,
    )  # fmt: skip
    await tx.escalations.insert_messages(card.avee_id, [message])
    await tx.escalations.insert_deliveries(card.avee_id, [Delivery(card.answer_id, card.current_version, card.user_id, message.id)])
    return message.id
