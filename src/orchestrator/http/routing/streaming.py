"""The response to a message as server-sent events: the decision, the text while it is written, the complete routing."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import asdict
from typing import Any, assert_never
from uuid import UUID

from fastapi.responses import StreamingResponse

from orchestrator.domain.errors import OrchestratorError
from orchestrator.domain.routing.outcome import Source
from orchestrator.domain.routing.result import RoutedPart, RoutedReply, Routing
from orchestrator.engine.routing.incoming import Ask
from orchestrator.engine.routing.listening import DecisionEvent, StreamedRouting, TextEvent
from orchestrator.engine.routing.route import route
from orchestrator.engine.services import Services
from orchestrator.http.operation.counting import count_message
from orchestrator.http.routing.schemas import RoutingOut

STREAM = "text/event-stream"
DELTA = re.compile(r"\S*\s*")


async def stream_message(services: Services, person: UUID, ask: Ask) -> StreamingResponse:
    """The stream begins with the first event, so that an error before it is an ordinary error response.

    The routing continues when the client disconnects.
    """
    stream = StreamedRouting()
    stream.start(asyncio.create_task(route_counted(services, person, ask, stream)))
    first = await stream.begin()
    return StreamingResponse(_events(first, stream), media_type=STREAM, headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})


async def route_counted(services: Services, person: UUID, ask: Ask, stream: StreamedRouting | None = None) -> Routing:
    """Routes a message and counts it for the metrics. Raises as `route`."""
    routing = await route(services, person, ask, stream)
    count_message(routing.path)
    return routing


def show_routing(routing: Routing) -> dict[str, Any]:
    """The answer to a message, in the shape of RoutingOut."""
    return {
        "message_id": routing.message_id,
        "path": routing.path.value,
        "action": routing.path.name,
        "reply": routing.reply,
        "decision": {"id": routing.decision_id, "rule": routing.rule, "reason": routing.reason, "signals": routing.signals},
        "escalation": routing.escalation,
        "suggestions": routing.suggestions,
        "nearest": _show_nearest(routing.suggestions),
        "acted": {"kind": routing.acted} if routing.acted else None,
        "parts": [_show_part(part, routing) for part in routing.parts],
    }


def _show_nearest(suggestions: Sequence[Source]) -> dict[str, Any] | None:
    return {"excerpt": suggestions[0].excerpt, "source": suggestions[0]} if suggestions else None


def _show_part(part: RoutedPart, routing: Routing) -> dict[str, Any]:
    assert routing.reply is not None  # a message with several questions is always replied to
    said = part.said
    return {
        "text": said.text,
        "path": part.path.value,
        "action": part.path.name,
        "reply": RoutedReply(routing.reply.message_id, said.content, said.sources, part.choices),
        "decision": {"id": part.decision_id, "rule": part.rule, "reason": part.reason, "signals": part.signals},
        "escalation": routing.escalation if part.is_offered else None,
        "suggestions": part.suggestions,
        "nearest": _show_nearest(part.suggestions),
    }


async def _events(first: DecisionEvent | TextEvent | Routing, stream: StreamedRouting) -> AsyncIterator[str]:
    sent: str | None = None
    try:
        async for event in _all(first, stream):
            match event:
                case DecisionEvent():
                    sent = ""
                    yield _event("decision", _show_decision_event(event))
                case TextEvent(text):
                    sent = (sent or "") + text
                    yield _event("delta", {"text": text})
                case Routing():
                    for last_event in _last_events(event, sent):
                        yield last_event
                case _:
                    assert_never(event)
    except OrchestratorError as error:
        yield _event("error", {"code": error.code, "detail": error.detail, "fields": dict(error.fields)})


async def _all(first: DecisionEvent | TextEvent | Routing, stream: StreamedRouting) -> AsyncIterator[DecisionEvent | TextEvent | Routing]:
    yield first
    if not isinstance(first, Routing):
        async for event in stream.follow():
            yield event


def _last_events(routing: Routing, sent: str | None) -> list[str]:
    """The events that were not sent yet, and `done` with the complete routing."""
    complete = RoutingOut.model_validate(show_routing(routing)).model_dump(mode="json")
    events = []
    if sent is None:
        events.append(
            _event(
                "decision",
                {"message_id": complete["message_id"], "path": complete["path"], "action": complete["action"], **complete["decision"]},
            )
        )
    content = complete["reply"]["content"] if complete["reply"] else ""
    # A request with the same message may have been saved first with another reply. Only `done` counts then.
    unsent = content[len(sent or "") :] if content.startswith(sent or "") else ""
    events += [_event("delta", {"text": piece}) for piece in DELTA.findall(unsent) if piece]
    return [*events, _event("done", complete)]


def _show_decision_event(event: DecisionEvent) -> dict[str, Any]:
    return {
        "message_id": str(event.message_id),
        "path": event.path.value,
        "action": event.path.name,
        "id": str(event.decision_id),
        "rule": event.rule,
        "reason": event.reason,
        "signals": asdict(event.signals),
    }


def _event(name: str, data: Any) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
