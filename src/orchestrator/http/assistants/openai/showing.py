"""A routing as a completion, whole or in pieces."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, assert_never
from uuid import UUID

from orchestrator.domain.errors import OrchestratorError
from orchestrator.domain.routing.result import Routing
from orchestrator.engine.routing.listening import DecisionEvent, StreamedRouting, TextEvent
from orchestrator.http.assistants.openai.errors import describe
from orchestrator.http.assistants.openai.schemas import OrchestratorOut

NO_TOKENS = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}


@dataclass(frozen=True, slots=True)
class Shown:
    """What every piece of a completion says of it."""

    model: str
    conversation_id: UUID
    has_chat_model: bool

    @property
    def usage(self) -> dict[str, int] | None:
        """No token is used where no chat model is; where one is, nobody counted them here."""
        return None if self.has_chat_model else NO_TOKENS

    def piece(self, message_id: UUID, kind: str, choices: list[dict[str, Any]]) -> dict[str, Any]:
        # The id is made of the time, so that a repeated request gets the same figure.
        created = (message_id.int >> 80) // 1_000
        return {"id": f"chatcmpl-{message_id.hex}", "object": kind, "created": created, "model": self.model, "choices": choices}


def show_completion(routing: Routing, shown: Shown) -> dict[str, Any]:
    """The answer, in the shape of CompletionOut."""
    choice = {"index": 0, "message": {"content": routing.text}}
    return shown.piece(routing.message_id, "chat.completion", [choice]) | {
        "usage": shown.usage,
        "orchestrator": show_decision(routing, shown.conversation_id),
    }


def show_decision(routing: Routing, conversation_id: UUID) -> dict[str, Any]:
    """What was decided, in the shape of OrchestratorOut."""
    return {
        "conversation_id": conversation_id,
        "message_id": routing.message_id,
        "path": routing.path.value,
        "action": routing.path.name,
        "decision_id": routing.decision_id,
        "rule": routing.rule,
        "reason": routing.reason,
        "escalation": routing.escalation,
        "choices": list(routing.reply.choices) if routing.reply else [],
        "sources": list(routing.reply.sources) if routing.reply else [],
    }


async def stream_chunks(
    first: DecisionEvent | TextEvent | Routing, stream: StreamedRouting, shown: Shown, with_usage: bool
) -> AsyncIterator[str]:
    """The server-sent events: the role, the text as it is written, the end with what was decided, and the mark of the end."""
    chunks = _Chunks(shown, with_usage)
    try:
        for each in chunks.show(first):
            yield each
        if not isinstance(first, Routing):
            async for event in stream.follow():
                for each in chunks.show(event):
                    yield each
    except OrchestratorError as error:
        yield _event({"error": describe(error)})
    yield "data: [DONE]\n\n"


class _Chunks:
    def __init__(self, shown: Shown, with_usage: bool) -> None:
        self._shown, self._with_usage = shown, with_usage
        self._message_id: UUID | None = None
        self._sent = ""

    def show(self, event: DecisionEvent | TextEvent | Routing) -> list[str]:
        match event:
            case DecisionEvent():
                return self._begin(event.message_id)
            case TextEvent(text):
                self._sent += text
                return [self._delta({"content": text})]
            case Routing():
                begun = self._begin(event.message_id) if self._message_id is None else []
                return begun + self._end(event)
            case _:
                assert_never(event)

    def _begin(self, message_id: UUID) -> list[str]:
        self._message_id = message_id
        return [self._delta({"role": "assistant", "content": ""})]

    def _end(self, routing: Routing) -> list[str]:
        # Where another request with the same message was saved first, what was sent may be the beginning of another reply.
        left = routing.text.removeprefix(self._sent) if routing.text.startswith(self._sent) else ""
        pieces = [self._delta({"content": left})] if left else []
        decided = OrchestratorOut.model_validate(show_decision(routing, self._shown.conversation_id)).model_dump(mode="json")
        pieces.append(self._chunk([{"index": 0, "delta": {}, "logprobs": None, "finish_reason": "stop"}], orchestrator=decided))
        if self._with_usage:
            pieces.append(self._chunk([], usage=self._shown.usage))
        return pieces

    def _delta(self, delta: dict[str, str]) -> str:
        return self._chunk([{"index": 0, "delta": delta, "logprobs": None, "finish_reason": None}])

    def _chunk(self, choices: list[dict[str, Any]], **more: Any) -> str:
        assert self._message_id is not None, "the decision comes before any text"
        return _event(self._shown.piece(self._message_id, "chat.completion.chunk", choices) | more)


def _event(data: Any) -> str:
    return f"data: {json.dumps(data, ensure_ascii=False)}\n\n"
