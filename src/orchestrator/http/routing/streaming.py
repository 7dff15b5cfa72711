"""The answer to a message as server-sent events: the decision, the text as it is written, the whole."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from dataclasses import asdict
from typing import Any, assert_never
from uuid import UUID

from fastapi.responses import StreamingResponse

from orchestrator.domain.errors import OrchestratorError
from orchestrator.domain.routing.result import Routing
from orchestrator.engine.routing.incoming import Ask
from orchestrator.engine.routing.listening import Brief, Trip, Wrote
from orchestrator.engine.routing.route import route
from orchestrator.engine.services import Services
from orchestrator.http.observe import count_message
from orchestrator.http.routing.schemas import RoutingOut

STREAM = "text/event-stream"
DELTA = re.compile(r"\S*\s*")


async def stream_message(services: Services, person: UUID, ask: Ask) -> StreamingResponse:
    """Begins once something is certain, so that an error before that is no stream; the routing goes on when the client leaves."""
    trip = Trip()
    trip.start(asyncio.create_task(route_counted(services, person, ask, trip)))
    first = await trip.begin()
    return StreamingResponse(_events(first, trip), media_type=STREAM, headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})


async def route_counted(services: Services, person: UUID, ask: Ask, trip: Trip | None = None) -> Routing:
    routing = await route(services, person, ask, trip)
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
    }


async def _events(first: Brief | Wrote | Routing, trip: Trip) -> AsyncIterator[str]:
    sent: str | None = None
    try:
        async for told in _all(first, trip):
            match told:
                case Brief():
                    sent = ""
                    yield _event("decision", _show_brief(told))
                case Wrote(text):
                    sent = (sent or "") + text
                    yield _event("delta", {"text": text})
                case Routing():
                    for event in _last_events(told, sent):
                        yield event
                case _:
                    assert_never(told)
    except OrchestratorError as error:
        yield _event("error", {"code": error.code, "detail": error.detail, "fields": dict(error.fields)})


async def _all(first: Brief | Wrote | Routing, trip: Trip) -> AsyncIterator[Brief | Wrote | Routing]:
    yield first
    if not isinstance(first, Routing):
        async for told in trip.follow():
            yield told


def _last_events(routing: Routing, sent: str | None) -> list[str]:
    """What was not sent yet, and the whole."""
    whole = RoutingOut.model_validate(show_routing(routing)).model_dump(mode="json")
    events = []
    if sent is None:
        events.append(
            _event("decision", {"message_id": whole["message_id"], "path": whole["path"], "action": whole["action"], **whole["decision"]})
        )
    content = whole["reply"]["content"] if whole["reply"] else ""
    # Another sender of the same message may have been stored first: then `done` says what holds.
    left = content[len(sent or "") :] if content.startswith(sent or "") else ""
    events += [_event("delta", {"text": piece}) for piece in DELTA.findall(left) if piece]
    return [*events, _event("done", whole)]


def _show_brief(brief: Brief) -> dict[str, Any]:
    return {
        "message_id": str(brief.message_id),
        "path": brief.path.value,
        "action": brief.path.name,
        "id": str(brief.decision_id),
        "rule": brief.rule,
        "reason": brief.reason,
        "signals": asdict(brief.signals),
    }


def _event(name: str, data: Any) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
