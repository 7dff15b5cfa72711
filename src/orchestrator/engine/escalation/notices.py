"""Notices written into the asker's thread when an escalation moves."""

from orchestrator.domain.escalation.summary import TURNS
from orchestrator.domain.message.language import language_of, read_language
from orchestrator.domain.message.manners.core import read_core
from orchestrator.domain.message.turns import Role
from orchestrator.domain.replies.sentences import about
from orchestrator.domain.routing.outcome import Source
from orchestrator.engine.services import Services
from orchestrator.ports.database import Transaction
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.escalation import LockedEscalation
from orchestrator.ports.stores.message import NewMessage


async def load_help(tx: Transaction, escalation: LockedEscalation) -> tuple[Source, ...]:
    """The suggestions that the asker saw with the offer, as far as they still exist and the asker may see them."""
    return await tx.routing.load_suggestions(escalation.avee_id, escalation.message_id)


async def read_notice_language(services: Services, tx: Transaction, escalation: LockedEscalation) -> str:
    """The language of the thread up to the escalated message, as the agent's replies there have it: one English word in a German
    conversation does not change it."""
    said = await tx.escalations.load_turns(escalation.avee_id, escalation.conversation_id, escalation.message_id, TURNS)
    before = [content for role, content in said if role == Role.user]
    question = read_core(escalation.original_message)
    return language_of((*before[:-1], question), services.word_forms) or read_language(question, services.word_forms)


async def write_notice(tx: Transaction, escalation: LockedEscalation, content: str, sources: tuple[Source, ...]) -> None:
    """Writes a notice of the agent into the thread, in reply to the escalated message, whose question it quotes."""
    notice = NewMessage(
        id=new_id(),
        conversation_id=escalation.conversation_id,
        user_id=escalation.user_id,
        role="agent",
        kind="notice",
        content=f"{about(escalation.original_message)}\n\n{content}",
        sources=sources,
        in_reply_to=escalation.message_id,
        escalation_id=escalation.id,
    )
    await tx.escalations.insert_messages(escalation.avee_id, [notice])
