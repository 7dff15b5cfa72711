"""The creator answers: one transaction closes the questions, writes into each thread and stores a canonical answer."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.errors import Conflict, Invalid, Unavailable
from orchestrator.domain.escalation.states import Actor, Move, Status, next_status
from orchestrator.domain.matching.answers import check_expiry
from orchestrator.domain.matching.looks.calibration import Calibration
from orchestrator.domain.matching.same_question import ask_the_same
from orchestrator.domain.texts import MAX_ANSWER_CHARACTERS, MAX_MESSAGE_CHARACTERS, check_text
from orchestrator.engine.accounts.agents.ownership import check_signature
from orchestrator.engine.escalation.locking import require_locked
from orchestrator.engine.safety.check_answer import check_answer
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope, Transaction
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.models import Vector
from orchestrator.ports.stores.escalation import Delivery, EscalationChanges, GroupMember, LockedEscalation
from orchestrator.ports.stores.matching.boundaries import Pick
from orchestrator.ports.stores.message import NewMessage
from orchestrator.ports.stores.paging import Page


@dataclass(frozen=True, slots=True)
class Reply:
    """The creator's answer and to whom it may be given."""

    answer: str
    layer: Layer = Layer.public
    question_pattern: str | None = None
    """The question in the creator's words; None keeps the asker's words."""
    reuse: bool = True
    """False gives the answer to this asker only."""
    expires_at: datetime | None = None
    confirm_personal_data: bool = False
    """Whether the creator agrees to share the answer although it seems to contain personal data."""
    picks: tuple[Pick, ...] = ()
    """Past messages that the answer serves or must not serve. Used only with `reuse`."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who of the team wrote an answer."""

    wrote: UUID | None
    signed: UUID | None
    """Who sent it, where that is somebody else."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The result of answering a question."""

    id: UUID
    status: str
    message_id: UUID
    canonical_answer_id: UUID | None
    answered: list[UUID]
    """Escalations that the answer closed, the answered one first."""
    drafted: list[UUID]
    """Other members of the group, which keep the answer as a draft."""


async def answer(services: Services, person: UUID, escalation_id: UUID, reply: Reply) -> Answered:
    """Answers a question and every member of its group that asks the same; other members keep the answer as a draft.

    Without `reuse`, only this asker gets the answer. A member whose layer excludes the answer does not get it. Raises
    NotFound `escalation_not_found`, Conflict `already_answered` with what was written first and by whom, Conflict `illegal_move`,
    Conflict `not_paid` for a priced question whose money is not held, Forbidden `role_too_low`, or `signature_needed` where an editor or the owner has to send what the person writes, Invalid
    `personal_data` (with the findings) where a reusable answer seems to contain personal data and the creator did not confirm that, Invalid for empty or over-long
    texts and for an expiry in the past, Unavailable where a changed pattern cannot be embedded. An error changes
    nothing.
    """
    reply = _checked(reply, services.clock.now())
    await _check_personal_data(services, person, escalation_id, reply)
    pattern_vector = await _embed_pattern(services, reply)
    async with services.database.transaction(Scope(person)) as tx:
        locked = await require_locked(tx, escalation_id, person, Actor.creator)
        avee_id = locked.avee_id
        await _require_unanswered(tx, locked)
        next_status(locked.status, Move.answer, Actor.creator)
        await _require_paid(tx, locked)
        reply = replace(reply, reuse=reply.reuse and not locked.is_private)
        check_signature(locked.policy, locked.role)
        author = await _find_author(tx, locked, person, reply)
        members = await tx.escalations.load_group(avee_id, escalation_id)
        same, other = _split_group(members, locked, reply, services.calibration)
        message_id = await _close(tx, locked, reply, pattern_vector, author)
        canonical = await tx.escalations.save_answer_layer(avee_id, escalation_id)
        closed = {message_id: locked.user_id}
        for member in same:
            closed[await _close_member(tx, avee_id, member, reply, author)] = member.user_id
        for member in other:
            await tx.escalations.move(avee_id, member.id, EscalationChanges(status=Status.accepted, draft_answer=reply.answer))
        await tx.teamwork.delete_drafts(avee_id, [escalation_id, *(member.id for member in same)])
        if canonical is not None:
            canonical_id, version = canonical
            deliveries = [Delivery(canonical_id, version, asker_id, sent_id) for sent_id, asker_id in closed.items()]
            await tx.escalations.insert_deliveries(avee_id, deliveries)
            for member in same:
                await tx.trust.add_group_phrasing(avee_id, canonical_id, member.id)
            await tx.boundaries.save_examples(avee_id, canonical_id, reply.picks)
    answered = [escalation_id, *(member.id for member in same)]
    drafted = [member.id for member in other]
    return Answered(escalation_id, Status.answered.value, message_id, canonical[0] if canonical else None, answered, drafted)


async def _require_unanswered(tx: Transaction, locked: LockedEscalation) -> None:
    """Raises Conflict `already_answered`: of two who answer at once, the second gets what the first wrote."""
    if locked.status is not Status.answered:
        return
    (first,) = await tx.escalations.list_escalations(Page(1), escalation_id=locked.id)
    raise Conflict(
        "already_answered",
        f"{first.answered_by or 'Somebody'} answered this question meanwhile; your text was not sent.",
        answer=first.creator_answer,
        answered_by=first.answered_by,
        answered_at=first.answered_at.isoformat() if first.answered_at else None,
        status=Status.answered.value,
        possible=[],
    )


async def _require_paid(tx: Transaction, locked: LockedEscalation) -> None:
    """Raises Conflict `not_paid`: no answer to a priced question whose money is not held, or has gone back."""
    if locked.offered is not None and not await tx.payments.is_paid(locked.avee_id, locked.id):
        raise Conflict(
            "not_paid",
            "The money for this question went back to its asker when its time was over, so it can no longer be answered."
            if locked.status is Status.expired
            else "The money for this question is not there, so it cannot be answered.",
            status=locked.status.value,
        )


async def _find_author(tx: Transaction, locked: LockedEscalation, person: UUID, reply: Reply) -> Author:
    """Whoever proposed exactly this text wrote it, and the person signs it; else the person wrote it."""
    draft = await tx.teamwork.load_draft(locked.avee_id, locked.id)
    if draft is None or draft.proposed_by in (None, person) or draft.answer != reply.answer:
        return Author(person, None)
    return Author(draft.proposed_by, person)


def _checked(reply: Reply, now: datetime) -> Reply:
    check_expiry(reply.expires_at, now)
    pattern = check_text("question_pattern", reply.question_pattern, MAX_MESSAGE_CHARACTERS) if reply.question_pattern else None
    return Reply(
        check_text("answer", reply.answer, MAX_ANSWER_CHARACTERS),
        reply.layer,
        pattern,
        reply.reuse,
        reply.expires_at,
        reply.confirm_personal_data,
        reply.picks,
    )


async def _check_personal_data(services: Services, person: UUID, escalation_id: UUID, reply: Reply) -> None:
    findings = await check_answer(services, person, escalation_id, reply.answer)
    if findings and reply.reuse and not reply.confirm_personal_data:
        kinds = ", ".join(sorted({finding.kind for finding in findings}))
        raise Invalid(
            "personal_data",
            f"The answer seems to contain personal data ({kinds}) and would be shared: remove it, confirm it, or do not reuse the answer.",
            findings=[{"kind": finding.kind, "text": finding.text, "start": finding.start} for finding in findings],
        )


async def _embed_pattern(services: Services, reply: Reply) -> Vector | None:
    if reply.question_pattern is None or not reply.reuse:
        return None
    try:
        return (await services.embedder.embed([reply.question_pattern]))[0]
    except Unavailable as error:
        raise Unavailable(
            "embedder_unavailable", "Your wording of the question cannot be embedded just now; try again, or keep the asker's wording."
        ) from error


def _split_group(
    members: list[GroupMember], answered: LockedEscalation, reply: Reply, calibration: Calibration
) -> tuple[list[GroupMember], list[GroupMember]]:  # fmt: skip
    """(members that ask the same as the answered question and may be given the answer, other members)."""
    threshold = answered.policy.canonical_match_threshold
    same = [
        member
        for member in members
        if reply.reuse
        and member.layer.includes(reply.layer)
        and ask_the_same(member.question, answered.question, member.cosine, calibration, threshold)
    ]
    return same, [member for member in members if member not in same]


async def _close(tx: Transaction, locked: LockedEscalation, reply: Reply, pattern_vector: Vector | None, author: Author) -> UUID:
    """Closes the answered question; a database trigger then stores the canonical answer.

    Returns the answering message's id.
    """
    message_id = await _write_answer(tx, locked.avee_id, locked, reply, author)
    changes = EscalationChanges(
        status=Status.answered,
        creator_answer=reply.answer,
        answer_layer=reply.layer,
        question_pattern=reply.question_pattern,
        pattern_embedding=pattern_vector,
        reuse=reply.reuse,
        answer_expires_at=reply.expires_at,
        answer_message_id=message_id,
        answered_by=author.wrote,
        signed_by=author.signed,
    )
    await tx.escalations.move(locked.avee_id, locked.id, changes)
    return message_id


async def _close_member(tx: Transaction, avee_id: UUID, member: GroupMember, reply: Reply, author: Author) -> UUID:
    """Closes another member of the group with the same answer, without a second canonical answer."""
    message_id = await _write_answer(tx, avee_id, member, reply, author)
    changes = EscalationChanges(
        status=Status.answered,
        creator_answer=reply.answer,
        answer_layer=reply.layer,
        reuse=False,
        answer_message_id=message_id,
        answered_by=author.wrote,
        signed_by=author.signed,
    )
    await tx.escalations.move(avee_id, member.id, changes)
    return message_id


async def _write_answer(
    tx: Transaction, avee_id: UUID, question: LockedEscalation | GroupMember, reply: Reply, author: Author
) -> UUID:  # fmt: skip
    message = NewMessage(
        id=new_id(),
        conversation_id=question.conversation_id,
        user_id=question.user_id,
        role="creator",
        kind="answer",
        content=reply.answer,
        in_reply_to=question.message_id,
        escalation_id=question.id,
        author_id=author.wrote,
    )
    await tx.escalations.insert_messages(avee_id, [message])
    return message.id
