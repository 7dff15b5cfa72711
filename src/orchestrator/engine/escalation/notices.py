"""What the asker is told in the thread when an escalation moves."""

from uuid import UUID

from orchestrator.domain.routing.outcome import Source
from orchestrator.ports.database import Transaction
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.message import NewMessage
from orchestrator.ports.stores.paging import Json


async def load_help(tx: Transaction, escalation: Json) -> tuple[Source, ...]:
    """The nearest answers and passages the asker was shown with the offer, as far as they still stand and are theirs to see."""
    return await tx.routing.load_suggestions(UUID(escalation["avee_id"]), UUID(escalation["message_id"]))


async def write_notice(tx: Transaction, escalation: Json, content: str, sources: tuple[Source, ...]) -> None:
    notice = NewMessage(
        id=new_id(),
        conversation_id=UUID(escalation["conversation_id"]),
        user_id=UUID(escalation["user_id"]),
        role="agent",
        kind="notice",
        content=content,
        sources=sources,
        in_reply_to=UUID(escalation["message_id"]),
        escalation_id=UUID(escalation["id"]),
    )
    await tx.escalations.insert_messages(UUID(escalation["avee_id"]), [notice])
