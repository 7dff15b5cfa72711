"""Bursts: a message is answered together with unanswered ones before it, and is left to a newer one that continues it."""

import asyncio
from collections.abc import Awaitable, Callable
from uuid import UUID

from orchestrator.domain.errors import Unavailable
from orchestrator.domain.message.bursts import join_burst
from orchestrator.domain.message.clarity import ends_openly
from orchestrator.domain.message.reading import read_text
from orchestrator.domain.paths import Path
from orchestrator.domain.routing.deciding.decision import Decision, Need
from orchestrator.domain.routing.result import Routing
from orchestrator.engine.routing.incoming import IncomingMessage
from orchestrator.engine.routing.keeping.stored import load_routing, save_unrouted
from orchestrator.engine.services import Services

RouteAlone = Callable[[Services, UUID, UUID], Awaitable[Routing | None]]
"""Routes one stored message of a person alone; None if it was routed in the meantime."""


def join_waiting(message: IncomingMessage) -> tuple[str, list[UUID]]:
    """(text of the unanswered messages before this one and of this one, ids of those before)."""
    waiting = [each for each in message.loaded.waiting if each.id < message.id and each.layer is message.layer]
    text, taken = join_burst([each.content for each in waiting], message.ask.text)
    return text, [each.id for each in waiting[len(waiting) - taken :]]


async def wait_for_the_rest(services: Services, message: IncomingMessage, decided: Decision | Need) -> None:
    """Waits `burst_wait_s` if more is likely to come: the text ends openly, or a statement would get a clarifying question."""
    text = message.ask.text
    if services.burst_wait_s and (ends_openly(read_text(text)) or _is_statement_asked_back(decided, text)):
        await message.in_flight.unless_taken_over(asyncio.sleep(services.burst_wait_s))


async def give_way(services: Services, message: IncomingMessage, route_alone: RouteAlone) -> Routing:
    """Stores the message and leaves it to the newer one that continues it; returns the routing of both.

    If the newer one could not be routed, the message is routed alone.
    """
    if not message.is_saved:
        # Another sender with the same client_message_id may have had it routed meanwhile; then this changes nothing.
        message = await save_unrouted(services, message, with_job=False)
    try:
        return await message.in_flight.give_way()
    except Unavailable:
        alone = await route_alone(services, message.person, message.id)
        return alone or await load_routing(services, message.person, message.id)


def _is_statement_asked_back(decided: Decision | Need, text: str) -> bool:
    """Whether a message without a question would get a clarifying question: most likely its question is being typed."""
    return isinstance(decided, Decision) and decided.path is Path.clarify and not text.rstrip().endswith(("?", "？"))
