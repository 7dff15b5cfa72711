"""Several messages, one thought: a message is answered with those before it that wait, and gives way to one that says the rest."""

import asyncio
from collections.abc import Awaitable, Callable
from uuid import UUID

from orchestrator.domain.errors import Unavailable
from orchestrator.domain.message.bursts import join_burst
from orchestrator.domain.message.clarity import ends_openly
from orchestrator.domain.message.reading import read_text
from orchestrator.domain.paths import Path
from orchestrator.domain.routing.decide import Decision, Need
from orchestrator.domain.routing.result import Routing
from orchestrator.engine.routing.incoming import IncomingMessage
from orchestrator.engine.routing.stored import load_routing, save_unrouted
from orchestrator.engine.services import Services

RouteAlone = Callable[[Services, UUID, UUID], Awaitable[Routing | None]]
"""Routes a stored message of a person's by itself; None where it was routed meanwhile."""


def join_waiting(message: IncomingMessage) -> tuple[str, list[UUID]]:
    """What the message says together with those before it that nobody answered yet, and the ids of those."""
    waiting = [each for each in message.loaded.waiting if each.id < message.id and each.layer is message.layer]
    text, taken = join_burst([each.content for each in waiting], message.ask.text)
    return text, [each.id for each in waiting[len(waiting) - taken :]]


async def wait_for_the_rest(services: Services, message: IncomingMessage, decided: Decision | Need) -> None:
    """Waits a moment where more is likely to come: the text ends openly, or a statement would be asked back."""
    text = message.ask.text
    if services.burst_wait_s and (ends_openly(read_text(text)) or _is_statement_asked_back(decided, text)):
        await message.in_flight.unless_taken_over(asyncio.sleep(services.burst_wait_s))


async def give_way(services: Services, message: IncomingMessage, route_alone: RouteAlone) -> Routing:
    """Stores the message and leaves it to the newer one that says the rest of its thought; returns the routing of both.

    Where the newer one came to nothing, the message is routed by itself.
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
    """Whether a message that asks nothing itself would be asked back: most likely its question is being typed."""
    return isinstance(decided, Decision) and decided.path is Path.clarify and not text.rstrip().endswith(("?", "？"))
