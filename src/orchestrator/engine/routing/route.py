"""The main use case: routes one message down one of six paths. Loads once, decides, saves once."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from uuid import UUID

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.errors import Conflict, NotFound, Unavailable
from orchestrator.domain.message.manners.core import read_core
from orchestrator.domain.paths import Path
from orchestrator.domain.routing.borderline import read_borderline
from orchestrator.domain.routing.facts import Facts
from orchestrator.domain.routing.plan import plan
from orchestrator.domain.routing.result import Routing
from orchestrator.domain.safety.moderation import read_unsafe
from orchestrator.engine.in_flight import MessageInFlight
from orchestrator.engine.routing import loading
from orchestrator.engine.routing.acts import with_act
from orchestrator.engine.routing.bursts import give_way, join_waiting
from orchestrator.engine.routing.deciding import decide_message
from orchestrator.engine.routing.incoming import Ask, IncomingMessage
from orchestrator.engine.routing.keeping.committing import MOVED_MEANWHILE, save_routed
from orchestrator.engine.routing.keeping.saving import Routed, routing_of
from orchestrator.engine.routing.keeping.stored import keep_for_later, load_facts, load_routing, load_routing_of_first
from orchestrator.engine.routing.listening import Listener
from orchestrator.engine.routing.looks.large import compare_by_large
from orchestrator.engine.routing.looks.multilingual import MultilingualEmbedding
from orchestrator.engine.routing.parts import decide_parts, find_parts, save_parts
from orchestrator.engine.safety.moderate import moderate
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.models import Vector
from orchestrator.ports.stores.routing.saved import RoutingSave
from orchestrator.ports.system import Clock


async def route(services: Services, person: UUID, ask: Ask, listener: Listener | None = None) -> Routing:
    """Routes one message of the person's; the same client_message_id gives the same routing again.

    Earlier messages of the same burst that are not answered yet are answered together with this one, by one routing.
    The `listener` is told the decision and the text of a reply while a model is still writing it.

    Raises NotFound `conversation_not_found` (also for another's), Forbidden `layer_not_granted`, as `require_guest_may_ask`, Conflict
    `client_message_id_reused` or `direct_conversation`, Limited `too_many_at_once` where too many messages of the person
    are waiting, and Unavailable `saved_not_routed` where the embedder is down: the
    message is kept then, and a job routes it.
    """
    stopwatch = _Stopwatch(services.clock)
    async with services.in_flight.register(person, ask.conversation_id, ask.text, ask.layer, ask.client_message_id) as in_flight:
        async with services.turns.take(person):
            routed = await _route_new(services, person, ask, listener, in_flight, stopwatch)
        # Giving way is waiting for a newer message, which needs a turn itself.
        routing = await give_way(services, routed, route_waiting) if isinstance(routed, IncomingMessage) else routed
        in_flight.finish(routing)
    return routing


async def route_waiting(services: Services, person: UUID, message_id: UUID) -> Routing | None:
    """Routes a message that was saved and not routed; None where it was routed meanwhile. Raises as `route`."""
    async with services.database.transaction(Scope(person)) as tx:
        waiting = await tx.routing.load_waiting(message_id)
    if waiting is None:
        return None
    ask = Ask(waiting.conversation_id, waiting.content, waiting.layer, waiting.client_message_id)
    async with _embedding(services, read_core(ask.text)) as embedding:
        loaded, moderated = await asyncio.gather(load_facts(services, person, ask), moderate(services, ask.text))
        # The granted layer may have shrunk since the message was written; the message is routed with the smaller one.
        layer = min(ask.layer or Layer.public, loaded.layer, key=lambda layer: layer.rank)
        in_flight = MessageInFlight[Routing](ask.text, ask.layer, ask.client_message_id)
        message = IncomingMessage(person, ask, message_id, True, loaded, layer, moderated, in_flight)
        routed = await _route_loaded(services, message, embedding, _Stopwatch(services.clock))
        assert not isinstance(routed, IncomingMessage)  # nothing takes over a message that is not registered
        return routed


async def _route_new(
    services: Services, person: UUID, ask: Ask, listener: Listener | None, in_flight: MessageInFlight[Routing], stopwatch: "_Stopwatch"
) -> Routing | IncomingMessage:
    async with _embedding(services, read_core(ask.text)) as embedding:
        loaded, moderated = await asyncio.gather(load_facts(services, person, ask), moderate(services, ask.text))
        sent_before = loaded.sent_before
        if sent_before and sent_before.content != ask.text:
            raise Conflict("client_message_id_reused", "Another message was sent with this client_message_id.")
        if sent_before and not sent_before.awaits_routing:
            return await load_routing(services, person, sent_before.id)
        if not sent_before:
            loading.require_guest_may_ask(loaded)
        message = IncomingMessage(
            person=person,
            ask=ask,
            id=sent_before.id if sent_before else new_id(),
            is_saved=bool(sent_before),
            loaded=loaded,
            layer=loading.allowed_layer(loaded, ask.layer),
            moderated=moderated,
            in_flight=in_flight,
            listener=listener,
        )
        return await _route_loaded(services, message, embedding, stopwatch)


async def _route_loaded(
    services: Services, message: IncomingMessage, embedding: Awaitable[Vector | None], stopwatch: "_Stopwatch"
) -> Routing | IncomingMessage:
    """The routing; or the message itself, where a newer one has taken it over.

    `embedding` is the running embedding of the core of the message's own text.
    """
    stopwatch.note("load_ms")
    text, answers_too = join_waiting(message)
    message.in_flight.text = text
    if text != message.ask.text:
        message = replace(message, moderated=await moderate(services, text))
    facts = loading.read_facts(message.loaded, text, message.layer, message.ask.zone, services.word_forms, services.ways)
    core = facts.core.text
    multilingual = MultilingualEmbedding.of(services, message.loaded, facts)
    multilingual.begin(core)
    of_core = await (embedding if core == read_core(message.ask.text) else _embed_or_none(services, core))
    facts = with_act(services, facts, of_core)
    question = facts.question
    multilingual.begin(question)
    vector = of_core if question == core else await _embed_or_none(services, question)
    if vector is None:
        raise await keep_for_later(services, message)
    other = await multilingual.of_text(question)
    stopwatch.note("embed_ms")
    scope, policy = Scope(message.person, facts.agent.id, message.layer), message.loaded.policy
    async with services.database.hot_path(scope) as hot:
        found = await hot.search(question, vector, other)
    unsafe = read_unsafe(facts.message, message.moderated, policy)
    await _let_others_go_on()
    facts = replace(
        loading.with_hits(facts, found),
        draw=services.chance.draw(),
        unsafe=unsafe,
        moderated=message.moderated,
    )
    facts = await compare_by_large(services, scope, facts)
    stopwatch.note("search_ms")
    try:
        save, message = await _decide_and_save(services, message, facts, vector, answers_too, stopwatch)
    except (Conflict, NotFound) as error:
        if error.code == "already_routed":
            return await load_routing_of_first(services, message)
        if error.code not in MOVED_MEANWHILE:
            raise
        # The question that the message acts on has moved since the facts were loaded: read the message again with new facts.
        message = replace(message, loaded=await load_facts(services, message.person, message.ask))
        return await _route_loaded(services, message, embedding, stopwatch)
    return routing_of(save) if save is not None else message


async def _decide_and_save(
    services: Services, message: IncomingMessage, facts: Facts, vector: Vector, answers_too: Sequence[UUID], stopwatch: "_Stopwatch"
) -> tuple[RoutingSave | None, IncomingMessage]:
    """(what was saved, None where a newer message took over; the message, which may be stored now). Raises as `save_routed`."""
    found = await find_parts(services, message, facts)
    if found:
        parts, message = await decide_parts(services, message, facts, found)
        if not parts:
            return None, message
        # Where each of them would be asked back, one question back is enough.
        if len(parts) > 1 and any(part.decision.path is not Path.clarify for part in parts):
            stopwatch.note("decide_ms")
            return await save_parts(services, message, parts, answers_too, stopwatch.timings), message
        if len(parts) == 1:
            # Questions with one answer are one question.
            facts, vector = replace(parts[0].facts, text=facts.text, whole=facts.whole), parts[0].vector
    decision, message = await decide_message(services, message, facts)
    if decision is None or message.in_flight.is_taken_over:
        return None, message
    stopwatch.note("decide_ms")
    await _let_others_go_on()
    policy = message.loaded.policy
    outcome = plan(decision, policy, facts, services.calibration)
    left = outcome.offer.question if outcome.offer else ""
    routed = Routed(
        message=message.row,
        decision_id=message.decision_id,
        facts=facts,
        decision=decision,
        outcome=outcome,
        policy_version=policy.version,
        vector=vector,
        answers_too=answers_too,
        timings=stopwatch.timings,
        offered=await _embed_or_none(services, left) if left else None,
        borderline=read_borderline(decision, policy, facts) if services.chat is not None else None,
    )
    return await save_routed(services, routed, Scope(message.person, facts.agent.id, message.layer)), message


@asynccontextmanager
async def _embedding(services: Services, text: str) -> AsyncIterator[Awaitable[Vector | None]]:
    """Starts embedding at once; cancels it at the end of the block if nobody awaited it."""
    task = asyncio.create_task(_embed_or_none(services, text))
    # An embedding that nobody needed may fail in silence.
    task.add_done_callback(lambda done: done.cancelled() or done.exception())
    try:
        yield task
    finally:
        task.cancel()


async def _let_others_go_on() -> None:
    """Between two steps that compute: each takes tens of milliseconds for the longest texts."""
    await asyncio.sleep(0)


async def _embed_or_none(services: Services, text: str) -> Vector | None:
    try:
        return (await services.embedder.embed([text]))[0]
    except Unavailable:
        return None


class _Stopwatch:
    """Milliseconds from its making to each step."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._started_s = clock.elapsed_s()
        self.timings: dict[str, float] = {}

    def note(self, step: str) -> None:
        self.timings[step] = round((self._clock.elapsed_s() - self._started_s) * 1000, 3)
