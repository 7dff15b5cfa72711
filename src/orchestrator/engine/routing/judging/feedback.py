"""What the asker thought of a reply; 'not my question' opens the way to the creator at once, without using the quota."""

from datetime import timedelta
from uuid import UUID

from orchestrator.domain.accounts.agents import Asker
from orchestrator.domain.errors import Conflict, NotFound, OrchestratorError, Unavailable
from orchestrator.domain.escalation.expectation import expect_answer
from orchestrator.domain.escalation.gates import Gate, closed_gate, remaining_today
from orchestrator.domain.escalation.states import Status
from orchestrator.domain.message.manners.core import with_manners
from orchestrator.domain.paths import Path
from orchestrator.domain.payments.prices import can_be_paid
from orchestrator.domain.routing.deciding.decision import EscalationReason, RuleName
from orchestrator.domain.routing.facts import read_names
from orchestrator.domain.routing.result import OfferState
from orchestrator.domain.texts import check_text
from orchestrator.engine.routing.judging.helping import OPEN, Feedback, judge_help
from orchestrator.engine.routing.keeping.saving import stored_offer_state
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope, Transaction
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.models import Vector
from orchestrator.ports.stores.escalation import EscalationRecord, GivenAnswer, NewOffer
from orchestrator.ports.stores.paging import Page
from orchestrator.ports.stores.routing.log import DecisionRecord
from orchestrator.ports.stores.trust.feedback import NewFeedback

MAX_COMMENT_CHARACTERS = 2_000
ANSWERS = (Path.auto_answer.value, Path.serve_canonical.value)
# 'Not my question' does not wait for a quota or an hour; who may ask at all stays as the creator set it.
STILL_CLOSED = (Gate.disabled, Gate.tier)


async def give_feedback(
    services: Services, person: UUID, decision_id: UUID, verdict: str, comment: str | None, source_id: UUID | None = None
) -> Feedback:
    """Keeps the verdict as a label: on an answer of the agent's, on what the creator answered, or on what was shown beside an
    offer or a refusal, of which `source_id` names one source, the first without it. The last verdict counts.

    Raises NotFound `decision_not_found` or `source_not_found`, Conflict `not_an_answer`, and Unavailable `saved_not_offered` where
    the way to the creator cannot be opened just now: the verdict is kept then.
    """
    comment = check_text("comment", comment, MAX_COMMENT_CHARACTERS) if comment and comment.strip() else None
    async with services.database.transaction(Scope(person)) as tx:
        decision = await tx.log.load_decision(decision_id)
        if decision is None or decision.user_id != person:
            raise NotFound("decision_not_found", "There is no such decision on a message of yours.")
        # What the creator answered is about what was offered, not about another question of the same message.
        is_own = decision.evidence.part is None or decision.escalation_id is not None
        given = await tx.feedback.find_given(decision.avee_id, decision.message_id) if is_own else None
        left = await _find_offered_beside(tx, decision)
    if decision.decision_path not in ANSWERS and given is None:
        if verdict == "wrong" or not decision.evidence.suggestions:
            raise Conflict("not_an_answer", "Only an answer can be judged; this message was not answered.", path=decision.decision_path)
        return await judge_help(services, decision, person, verdict, comment, source_id)
    if source_id is not None:
        raise NotFound("source_not_found", "Nothing was shown as possible help beside this reply.", field="source_id")
    # A greeting or a "yes" holds no question that could be passed on.
    is_passed_on = verdict == "not_my_question" and decision.rule not in (RuleName.small_talk, RuleName.reply_to_agent)
    said = _said(decision, given, person, verdict, comment)
    try:
        vector = (await services.embedder.embed([_asked(decision, left)]))[0] if is_passed_on else None
    except OrchestratorError as error:
        async with services.database.transaction(Scope(person)) as tx:
            await tx.feedback.save_feedback(said)
        raise Unavailable(
            "saved_not_offered", "Your word is kept; the question cannot be passed on just now. Say it again in a moment.", verdict=verdict
        ) from error
    async with services.database.transaction(Scope(person)) as tx:
        await tx.feedback.save_feedback(said)
        offer = await _offer(services, tx, decision, left, vector) if vector is not None else None
    return Feedback(decision_id, verdict, offer)


def _said(decision: DecisionRecord, given: GivenAnswer | None, person: UUID, verdict: str, comment: str | None) -> NewFeedback:
    if given is not None:
        served, version = given.answer_id, given.version
    else:
        served = decision.similar_answer_id if decision.decision_path == Path.serve_canonical.value else None
        version = next((each.version for each in decision.evidence.answers if each.id == served), None)
    return NewFeedback(
        id=new_id(),
        avee_id=decision.avee_id,
        decision_id=decision.id,
        user_id=person,
        verdict=verdict,
        comment=comment,
        answer_id=served,
        answer_version=version,
    )


def _asked(decision: DecisionRecord, left: EscalationRecord | None) -> str:
    question = decision.evidence.question
    return f"{left.question_pattern or left.original_message}\n{question}" if left else question


async def _find_offered_beside(tx: Transaction, decision: DecisionRecord) -> EscalationRecord | None:
    """The pending offer of the message's other questions: a new one closes it, and so includes what it offers."""
    if decision.evidence.part is None:
        return None
    found = await tx.escalations.list_escalations(Page(50), message_id=decision.message_id)
    return next((each for each in found if each.status is Status.pending and not _covers(each, decision)), None)


def _covers(escalation: EscalationRecord, decision: DecisionRecord) -> bool:
    """Whether the question of the decision is among those that were offered; of a half answer, only the rest is."""
    draft = decision.evidence.draft
    is_half = draft is not None and bool(draft.missing)
    return (decision.evidence.part is None and not is_half) or decision.evidence.question in (
        escalation.question_pattern or escalation.original_message
    )


async def _offer(
    services: Services, tx: Transaction, decision: DecisionRecord, left: EscalationRecord | None, vector: Vector
) -> OfferState | None:
    """The offer, the one that stands already for this question, or None where the creator takes no questions from this person."""
    found = await tx.escalations.list_escalations(Page(50), message_id=decision.message_id)
    standing = next((each for each in found if each.status in OPEN and _covers(each, decision)), None)
    if standing is not None:
        return stored_offer_state(standing)
    loaded = await tx.routing.load_facts(decision.conversation_id)
    if loaded is None:
        return None
    policy, usage = loaded.policy, loaded.usage
    closed = closed_gate(policy, Asker(loaded.user_id, loaded.tier), usage, loaded.now)
    if closed is not None and closed.gate in STILL_CLOSED:
        return None
    expected = expect_answer(policy, usage, loaded.now)
    prices = can_be_paid(loaded.price, services.ways)
    price = prices.offered if prices else None
    asked = _asked(decision, left)
    written = with_manners(decision.evidence.question, decision.message_content, read_names(loaded.agent))
    written = f"{left.original_message}\n{written}" if left else written
    offer = NewOffer(
        id=new_id(),
        avee_id=decision.avee_id,
        conversation_id=decision.conversation_id,
        user_id=loaded.user_id,
        message_id=decision.message_id,
        original_message=written,
        question_pattern=asked if asked != written else None,
        escalation_reason=EscalationReason.novel,
        expected_response_hours=expected.hours,
        hours_from_answers=expected.from_answers,
        remaining_today=remaining_today(policy, usage),
        expires_at=loaded.now + timedelta(hours=policy.offer_valid_hours),
        free_of_quota=True,
        embedding=vector,
        price_amount=price.price.amount if price else 0,
        price_currency=price.price.currency if price else None,
        private_extra=price.private_extra if price else None,
    )
    await tx.escalations.insert_offer(offer)
    return OfferState(
        offer.id,
        Status.pending,
        offer.escalation_reason,
        expected.hours,
        expected.from_answers,
        offer.expires_at,
        offer.remaining_today,
        price.price if price and price.price.amount else None,
        offer.private_extra,
    )
