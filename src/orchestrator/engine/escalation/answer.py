"""The creator answers: one transaction closes the question, writes into each thread, and makes the answer reusable."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.errors import Invalid, Unavailable
from orchestrator.domain.escalation.states import Actor, Move, Status, next_status
from orchestrator.domain.matching.answers import check_expiry
from orchestrator.domain.matching.calibration import Calibration
from orchestrator.domain.matching.same_question import ask_the_same
from orchestrator.domain.texts import MAX_ANSWER_CHARACTERS, MAX_MESSAGE_CHARACTERS, check_text
from orchestrator.engine.escalation.locking import require_locked
from orchestrator.engine.safety.check_answer import check_answer
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope, Transaction
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.models import Vector
from orchestrator.ports.stores.escalation import Delivery, EscalationChanges, GroupMember, LockedEscalation
from orchestrator.ports.stores.matching import Pick
from orchestrator.ports.stores.message import NewMessage


@dataclass(frozen=True, slots=True)
class Reply:
    """What the creator wrote and how far it may go."""

    answer: str
    layer: Layer = Layer.public
    question_pattern: str | None = None
    """The creator's wording of the question; None keeps the asker's."""
    reuse: bool = True
    expires_at: datetime | None = None
    confirm_personal_data: bool = False
    picks: tuple[Pick, ...] = ()
    """Past messages that it is for too, and such that it is not for; of use where it is reused."""


@dataclass(frozen=True, slots=True)
class Answered:
    id: UUID
    status: str
    message_id: UUID
    canonical_answer_id: UUID | None
    answered: list[UUID]
    drafted: list[UUID]


async def answer(services: Services, person: UUID, escalation_id: UUID, reply: Reply) -> Answered:
    """Answers a question, and with it every member of its group that asks the same and may see it; the others keep it as a draft.

    An answer that is not to be reused is for this asker alone, and one beyond a member's layer is not for that member.
    Raises NotFound `escalation_not_found`, Conflict `illegal_move`, Invalid `personal_data` (with what was found) where a
    reusable answer seems to hold personal data and this was not confirmed, Invalid for empty or over-long texts and an expiry in the past, Unavailable
    where a changed pattern cannot be embedded; nothing is changed in any of these.
    """
    reply = _checked(reply, services.clock.now())
    await _check_personal_data(services, person, escalation_id, reply)
    pattern_vector = await _embed_pattern(services, reply)
    async with services.database.transaction(Scope(person)) as tx:
        locked = await require_locked(tx, escalation_id, person, Actor.creator)
        avee_id = locked.avee_id
        next_status(locked.status, Move.answer, Actor.creator)
        members = await tx.escalations.load_group(avee_id, escalation_id)
        same, other = _split_group(members, locked, reply, services.calibration)
        message_id = await _close(tx, locked, reply, pattern_vector)
        made = await tx.escalations.save_answer_layer(avee_id, escalation_id)
        closed = {message_id: locked.user_id}
        for member in same:
            closed[await _close_member(tx, avee_id, member, reply)] = member.user_id
        for member in other:
            await tx.escalations.move(avee_id, member.id, EscalationChanges(status=Status.accepted, draft_answer=reply.answer))
        if made is not None:
            deliveries = [Delivery(made[0], made[1], asker, sent) for sent, asker in closed.items()]
            await tx.escalations.insert_deliveries(avee_id, deliveries)
            for member in same:
                await tx.trust.add_group_phrasing(avee_id, made[0], member.id)
            await tx.boundaries.save_examples(avee_id, made[0], reply.picks)
    answered = [escalation_id, *(member.id for member in same)]
    return Answered(escalation_id, Status.answered.value, message_id, made[0] if made else None, answered, [member.id for member in other])


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
            f"The answer seems to hold personal data ({kinds}) and would be shared; remove it, confirm it, or do not reuse the answer.",
            findings=[{"kind": each.kind, "text": each.text, "start": each.start} for each in findings],
        )


async def _embed_pattern(services: Services, reply: Reply) -> Vector | None:
    if reply.question_pattern is None or not reply.reuse:
        return None
    try:
        return (await services.embedder.embed([reply.question_pattern]))[0]
    except Unavailable as error:
        raise Unavailable(
            "embedder_unavailable", "Your wording cannot be embedded just now; try again, or keep the asker's wording."
        ) from error


def _split_group(
    members: list[GroupMember], answered: LockedEscalation, reply: Reply, calibration: Calibration
) -> tuple[list[GroupMember], list[GroupMember]]:  # fmt: skip
    """Those that ask the same as the answered question and whom the answer may reach, and the others."""
    threshold = answered.policy.canonical_match_threshold
    same = [
        each
        for each in members
        if reply.reuse
        and each.layer.includes(reply.layer)
        and ask_the_same(each.original_message, answered.original_message, each.cosine, calibration, threshold)
    ]
    return same, [each for each in members if each not in same]


async def _close(tx: Transaction, locked: LockedEscalation, reply: Reply, pattern_vector: Vector | None) -> UUID:
    """The answered question itself; its trigger makes the canonical answer. Returns the message that answers it."""
    message_id = await _write_answer(tx, locked.avee_id, locked, reply)
    changes = EscalationChanges(
        status=Status.answered,
        creator_answer=reply.answer,
        answer_layer=reply.layer,
        question_pattern=reply.question_pattern,
        pattern_embedding=pattern_vector,
        reuse=reply.reuse,
        answer_expires_at=reply.expires_at,
        answer_message_id=message_id,
    )
    await tx.escalations.move(locked.avee_id, locked.id, changes)
    return message_id


async def _close_member(tx: Transaction, avee_id: UUID, member: GroupMember, reply: Reply) -> UUID:
    """Another of the group: the same answer, and no second canonical answer of it."""
    message_id = await _write_answer(tx, avee_id, member, reply)
    changes = EscalationChanges(
        status=Status.answered,
        creator_answer=reply.answer,
        answer_layer=reply.layer,
        reuse=False,
        answer_message_id=message_id,
    )
    await tx.escalations.move(avee_id, member.id, changes)
    return message_id


async def _write_answer(tx: Transaction, avee_id: UUID, question: LockedEscalation | GroupMember, reply: Reply) -> UUID:
    message = NewMessage(
        id=new_id(),
        conversation_id=question.conversation_id,
        user_id=question.user_id,
        role="creator",
        kind="answer",
        content=reply.answer,
        in_reply_to=question.message_id,
        escalation_id=question.id,
    )
    await tx.escalations.insert_messages(avee_id, [message])
    return message.id
