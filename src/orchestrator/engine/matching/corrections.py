"""Sending corrections: everyone who was given an answer is told in the same thread when it is changed or retired."""

from uuid import UUID

from orchestrator.domain.accounts.team import TeamRole
from orchestrator.domain.matching.answers import State
from orchestrator.domain.message.language import Languages, read_language
from orchestrator.domain.replies import sentences as replies
from orchestrator.domain.texts import first_sentence
from orchestrator.engine.accounts.agents.ownership import require_role
from orchestrator.engine.matching.answers import no_such_answer
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.escalation import Delivery, ServedPerson
from orchestrator.ports.stores.matching.answers import AnswerVersion, CanonicalAnswer
from orchestrator.ports.stores.message import NewMessage


async def send_corrections(services: Services, person: UUID, avee_id: UUID, answer_id: UUID) -> int:
    """Writes the newest version, or a withdrawal, to everyone who has an older version; returns the number of threads.

    Safe to repeat: the delivery of a version is stored with its message, so that nobody gets the same version twice.
    """
    async with services.database.transaction(Scope(person)) as tx:
        avee = await require_role(tx, avee_id, TeamRole.editor)
        answer = await tx.answers.load_answer(avee_id, answer_id)
        public = await tx.avees.find_public(avee_id=avee.id)
        if answer is None or public is None:
            return 0
        served = await tx.escalations.find_served(avee_id, answer_id, answer.version)
        written = [_write(answer, person_served, public.creator_name, services.word_forms) for person_served in served]
        await tx.escalations.insert_messages(avee_id, [message for message, _ in written])
        await tx.escalations.insert_deliveries(avee_id, [delivery for _, delivery in written])
    return len(written)


async def list_versions(services: Services, person: UUID, avee_id: UUID, answer_id: UUID) -> list[AnswerVersion]:
    """Every version of an answer with the number of people who were given it, newest first.

    Raises NotFound `avee_not_found` or `answer_not_found`.
    """
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.viewer)
        versions = await tx.feedback.list_versions(avee_id, answer_id)
    if not versions:
        raise no_such_answer()
    return versions


def _write(answer: CanonicalAnswer, served: ServedPerson, creator: str, known: Languages) -> tuple[NewMessage, Delivery]:
    """A correction; or a withdrawal where the answer is retired or became too private for this person."""
    is_withdrawal = answer.state == State.retired or not served.may_see
    # Readers may have asked in different languages. All of them were given the answer, so its language is used.
    if is_withdrawal:
        content = replies.withdrawal(creator, first_sentence(served.had, 90), read_language(served.had, known))
    else:
        content = replies.correction(creator, answer.answer_content, read_language(answer.answer_content, known))
    message = NewMessage(
        new_id(), served.conversation_id, served.user_id, "agent", "correction", content, answer_id=answer.id, answer_version=answer.version
    )
    return message, Delivery(answer.id, answer.version, served.user_id, message.id, is_withdrawal)
