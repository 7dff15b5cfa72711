"""What a request of that interface asks for. Pure; the errors name the parameter as its clients do."""

from collections.abc import Sequence
from uuid import UUID

from orchestrator.domain.errors import Invalid, OrchestratorError
from orchestrator.domain.message.threads import EarlierTurn, read_client_id
from orchestrator.domain.texts import check_message
from orchestrator.engine.message.threads import WantedThread
from orchestrator.http.assistants.openai.schemas import ChatMessageIn, CompletionIn


def read_message(body: CompletionIn) -> str:
    """The message to route: the last one, which must be the user's. Raises Invalid for that, and for what no agent does."""
    _refuse(body)
    last = body.messages[-1]
    if last.role != "user":
        raise Invalid("last_message_not_of_user", "The last message must be one of the user's.", field="messages")
    return check_message(_text_of(last))


def read_thread(body: CompletionIn, idempotency_key: str | None) -> WantedThread:
    """What the request tells of its conversation."""
    metadata = body.metadata
    name = (metadata.conversation_id if metadata else None) or body.user or None
    key = idempotency_key or (metadata.client_message_id if metadata else None) or None
    client_id = read_client_id(key) if key else None
    if metadata and metadata.conversation_id:
        try:
            return WantedThread(UUID(metadata.conversation_id), client_message_id=client_id)
        except ValueError:
            pass
    return WantedThread(name=name, client_message_id=client_id, earlier=read_earlier(body.messages[:-1]))


def read_earlier(messages: Sequence[ChatMessageIn]) -> EarlierTurn | None:
    """The last reply before the message, and what it replied to; None where the request has no such pair."""
    said = [message for message in messages if message.role in ("user", "assistant")]
    if len(said) < 2 or (said[-2].role, said[-1].role) != ("user", "assistant"):
        return None
    try:
        # As it was stored. A text that no message can be was asked in no thread.
        return EarlierTurn(check_message(_text_of(said[-2])), _text_of(said[-1]).replace("\0", ""))
    except OrchestratorError:
        return None


def _refuse(body: CompletionIn) -> None:
    if body.tools or body.functions:
        raise Invalid("unsupported_parameter", "An agent calls no tools.", field="tools" if body.tools else "functions")
    if body.n not in (None, 1):
        raise Invalid("unsupported_parameter", "An agent has one answer: n must be 1.", field="n")
    if body.response_format and body.response_format.get("type") != "text":
        raise Invalid("unsupported_parameter", "An agent answers in text alone.", field="response_format")
    if body.modalities and body.modalities != ["text"]:
        raise Invalid("unsupported_parameter", "An agent answers in text alone.", field="modalities")


def _text_of(message: ChatMessageIn) -> str:
    if message.content is None or isinstance(message.content, str):
        return message.content or ""
    if other := next((part.type for part in message.content if part.type != "text"), None):
        raise Invalid("unsupported_content", f"An agent reads text alone, and not {other[:40]!r}.", field="messages")
    return "\n".join(part.text or "" for part in message.content)
