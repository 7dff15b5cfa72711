"""A corrected or retired answer reaches everyone it was given to, in the thread where they read it."""

from uuid import UUID

from orchestrator.domain.matching.answers import State
from orchestrator.domain.message.language import read_language
from orchestrator.domain.replies import sentences as replies
from orchestrator.domain.texts import first_sentence
from orchestrator.engine.accounts.ownership import require_owned
from orchestrator.engine.matching.answers import no_such_answer
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.escalation import Delivery, ServedPerson
from orchestrator.ports.stores.matching import AnswerVersion, CanonicalAnswer
from orchestrator.ports.stores.message import NewMessage


async def send_corrections(services: Services, person: UUID, avee_id: UUID, answer_id: UUID) -> int:
    """Writes the newest version, or that the answer is withdrawn, to all who have an older one; returns to how many threads.

    Each gets it once, however often this runs: the delivery of the new version is stored with the message.
    """
    async with services.database.transaction(Scope(person)) as tx:
        avee = await require_owned(tx, avee_id)
        answer = await tx.answers.load_answer(avee_id, answer_id)
        public = await tx.avees.find_public(avee_id=avee.id)
        if answer is None or public is None:
            return 0
        served = await tx.escalations.find_served(avee_id, answer_id, answer.version)
        written = [_write(answer, each, public.creator_name) for each in served]
        await tx.escalations.insert_messages(avee_id, [message for message, _ in written])
        await tx.escalations.insert_deliveries(avee_id, [delivery for _, delivery in written])
    return len(written)


async def list_versions(services: Services, person: UUID, avee_id: UUID, answer_id: UUID) -> list[AnswerVersion]:
    """Every version of an answer with how many people were given it, newest first. Raises NotFound."""
    async with services.database.transaction(Scope(person)) as tx:
        await require_owned(tx, avee_id)
        versions = await tx.feedback.list_versions(avee_id, answer_id)
    if not versions:
        raise no_such_answer()
    return versions


def _write(answer: CanonicalAnswer, served: ServedPerson, creator: str) -> tuple[NewMessage, Delivery]:
    """The correction; or, where the answer is retired or has become too private for this person, that it is withdrawn."""
    is_withdrawal = answer.state == State.retired or not served.may_see
    # It goes to all who were given the answer, whatever they wrote in: the answer's own language is the one they have in common.
    if is_withdrawal:
        content = replies.withdrawal(creator, first_sentence(served.had, 90), read_language(served.had))
    else:
        content = replies.correction(creator, answer.answer_content, read_language(answer.answer_content))
    message = NewMessage(
        new_id(), served.conversation_id, served.user_id, "agent", "correction", content, answer_id=answer.id, answer_version=answer.version
    )
    return message, Delivery(answer.id, answer.version, served.user_id, message.id, is_withdrawal)
