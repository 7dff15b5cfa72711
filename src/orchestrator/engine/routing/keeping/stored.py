"""Around the routing of a message: loading its facts, keeping the message until it is routed, and reading a routing back."""

from dataclasses import replace
from uuid import UUID

from orchestrator.domain.errors import Conflict, NotFound, Unavailable
from orchestrator.domain.routing.result import Routing
from orchestrator.engine.routing.incoming import Ask, IncomingMessage
from orchestrator.engine.routing.keeping.saving import routing_of_stored
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.routing.loaded import LoadedFacts

TASK = "route_message"


async def load_facts(services: Services, person: UUID, ask: Ask) -> LoadedFacts:
    """Raises NotFound `conversation_not_found` (also for another's), Conflict `direct_conversation`."""
    async with services.database.hot_path(Scope(person)) as hot:
        loaded = await hot.load_facts(ask.conversation_id, ask.client_message_id)
    if loaded is None:
        raise NotFound("conversation_not_found", "There is no such conversation of yours.")
    if loaded.kind != "agent":
        raise Conflict("direct_conversation", "This conversation goes to the creator directly; the agent does not answer in it.")
    return loaded


async def keep_for_later(services: Services, message: IncomingMessage) -> Unavailable:
    """Saves the message with a job that routes it, and returns the error that tells the sender."""
    if not message.is_saved:
        message = await save_unrouted(services, message, with_job=True)
    return Unavailable(
        "saved_not_routed",
        "Your message is saved; it could not be answered just now and will be as soon as possible.",
        message_id=str(message.id),
    )


async def save_unrouted(services: Services, message: IncomingMessage, with_job: bool) -> IncomingMessage:
    """The message as it is stored now: by this call, or by another sender of the same message who was faster.

    A message that was saved without a job and is never routed is found by `recover.route_lost_messages`.
    """
    try:
        async with services.database.transaction(Scope(message.person)) as tx:
            await tx.routing.save_unrouted(message.row)
            if with_job:
                await tx.jobs.enqueue(TASK, person=str(message.person), message_id=str(message.id))
    except Conflict as conflict:
        if conflict.code != "already_routed":
            raise
        sent_before = (await load_facts(services, message.person, message.ask)).sent_before
        assert sent_before is not None  # it is the row that this one conflicted with
        return replace(message, id=sent_before.id, is_saved=True)
    return replace(message, is_saved=True)


async def load_routing(services: Services, person: UUID, message_id: UUID) -> Routing:
    """The stored routing of an own message. Raises NotFound `message_not_found`."""
    async with services.database.transaction(Scope(person)) as tx:
        stored = await tx.routing.load_routed(message_id)
    if stored is None:
        raise NotFound("message_not_found", "There is no such message of yours.")
    return routing_of_stored(stored)


async def load_routing_of_first(services: Services, message: IncomingMessage) -> Routing:
    """Of two senders of the same message, the routing of the one that was saved first."""
    sent_before = (await load_facts(services, message.person, message.ask)).sent_before
    return await load_routing(services, message.person, sent_before.id if sent_before else message.id)
