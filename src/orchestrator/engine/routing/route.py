"""The main use case: one message in, one of six paths out. Loads once, thinks, saves once."""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from uuid import UUID

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.answering.drafts import Draft
from orchestrator.domain.answering.retrieval import for_draft
from orchestrator.domain.errors import Conflict, NotFound, Unavailable
from orchestrator.domain.message.bursts import join_burst
from orchestrator.domain.message.clarity import ends_openly
from orchestrator.domain.message.follow_ups import read_question
from orchestrator.domain.message.reading import read_text
from orchestrator.domain.paths import Path
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.routing.borderline import read_borderline
from orchestrator.domain.routing.decide import Decision, Need, decide
from orchestrator.domain.routing.facts import Facts
from orchestrator.domain.routing.plan import plan
from orchestrator.domain.routing.result import MainSignals, Routing
from orchestrator.domain.routing.signals import read_signals
from orchestrator.domain.safety.moderation import Moderated, read_unsafe
from orchestrator.engine.in_flight import MessageInFlight
from orchestrator.engine.routing import loading
from orchestrator.engine.routing.listening import Brief, Listener
from orchestrator.engine.routing.saving import Routed, plan_save, routing_of, routing_of_stored
from orchestrator.engine.safety.moderate import moderate
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.models import Tell, Vector
from orchestrator.ports.stores.routing import LoadedFacts, NewUserMessage, RoutingSave

TASK = "route_message"


@dataclass(frozen=True, slots=True)
class Ask:
    """One message as it was sent; `text` is checked already (domain.messages)."""

    conversation_id: UUID
    text: str
    layer: Layer | None = None
    """Asks for less than is granted; None for all of it."""
    client_message_id: str | None = None


@dataclass(frozen=True, slots=True)
class _Message:
    """A message on its way through: who sent it, which row it is, and whether that row is stored already."""

    person: UUID
    ask: Ask
    id: UUID
    is_saved: bool
    loaded: LoadedFacts
    layer: Layer
    moderated: Moderated
    flight: MessageInFlight[Routing]
    listener: Listener | None = None
    decision_id: UUID = field(default_factory=new_id)

    @property
    def row(self) -> NewUserMessage:
        ask = self.ask
        return NewUserMessage(
            self.loaded.agent.id, ask.conversation_id, self.person, self.id, ask.text, self.layer, ask.client_message_id, self.is_saved
        )


async def route(services: Services, person: UUID, ask: Ask, listener: Listener | None = None) -> Routing:
    """Routes one message of the person's; the same client_message_id gives the same routing again.

    Where earlier messages of the same thought are still under way, or wait, they are answered with this one, by one routing.
    The `listener` is told the decision and the text of a reply while a model is still writing it.

    Raises NotFound `conversation_not_found` (also for another's), Forbidden `layer_not_granted`, Conflict
    `client_message_id_reused` or `direct_conversation`, and Unavailable `saved_not_routed` where the embedder is down: the
    message is kept then, and a job routes it.
    """
    started = time.perf_counter()
    async with services.in_flight.flight(person, ask.conversation_id, ask.text, ask.layer, ask.client_message_id) as flight:
        routing = await _route_flight(services, person, ask, listener, flight, started)
        flight.finish(routing)
    return routing


async def _route_flight(
    services: Services, person: UUID, ask: Ask, listener: Listener | None, flight: MessageInFlight[Routing], started: float
) -> Routing:
    async with _embedding(services, ask.text) as embedding:
        loaded, moderated = await asyncio.gather(_load(services, person, ask), moderate(services, ask.text))
        sent_before = loaded.sent_before
        if sent_before and sent_before.content != ask.text:
            raise Conflict("client_message_id_reused", "Another message was sent with this client_message_id.")
        if sent_before and not sent_before.awaits_routing:
            return await _load_routing(services, person, sent_before.id)
        message = _Message(
            person=person,
            ask=ask,
            id=sent_before.id if sent_before else new_id(),
            is_saved=bool(sent_before),
            loaded=loaded,
            layer=loading.allowed_layer(loaded, ask.layer),
            moderated=moderated,
            flight=flight,
            listener=listener,
        )
        return await _route_loaded(services, message, embedding, started)


async def route_waiting(services: Services, person: UUID, message_id: UUID) -> Routing | None:
    """Routes a message that was saved and not routed; None where it was routed meanwhile. Raises as `route`."""
    async with services.database.transaction(Scope(person)) as tx:
        waiting = await tx.routing.load_waiting(message_id)
    if waiting is None:
        return None
    ask = Ask(waiting.conversation_id, waiting.content, waiting.layer, waiting.client_message_id)
    async with _embedding(services, ask.text) as embedding:
        loaded, moderated = await asyncio.gather(_load(services, person, ask), moderate(services, ask.text))
        # What was granted may have shrunk since the message was written; it is routed with what is left.
        layer = min(ask.layer or Layer.public, loaded.layer, key=lambda layer: layer.rank)
        message = _Message(
            person, ask, message_id, True, loaded, layer, moderated, MessageInFlight[Routing](ask.text, ask.layer, ask.client_message_id)
        )
        return await _route_loaded(services, message, embedding, time.perf_counter())


async def _route_loaded(services: Services, message: _Message, embedding: Awaitable[Vector | None], started: float) -> Routing:
    """The message's `embedding` goes on meanwhile."""
    timings = {"load_ms": _since(started)}
    text, answers_too = _with_waiting(message)
    message.flight.text = text
    if text != message.ask.text:
        message = replace(message, moderated=await moderate(services, text))
    policy = message.loaded.policy
    facts = loading.read_facts(message.loaded, text, message.layer)
    question, is_follow_up = read_question(facts.message, facts.turns)
    vector = await (embedding if question == message.ask.text else _embed_or_none(services, question))
    if vector is None:
        raise await _keep_for_later(services, message)
    timings["embed_ms"] = _since(started)
    async with services.database.hot_path(Scope(message.person, facts.agent.id, message.layer)) as hot:
        found = await hot.search(question, vector)
    facts = replace(
        loading.with_hits(facts, found),
        question=question,
        is_follow_up=is_follow_up,
        draw=random.random(),
        unsafe=read_unsafe(facts.message, message.moderated, policy),
        moderated=message.moderated,
    )
    timings["search_ms"] = _since(started)
    decision, message = await _decide(services, message, facts, policy)
    if decision is None or message.flight.is_taken_over:
        return await _give_way(services, message)
    timings["decide_ms"] = _since(started)
    save = _plan_save(services, message, answers_too, facts, policy, decision, vector, timings)
    try:
        async with services.database.hot_path(Scope(message.person, facts.agent.id, message.layer)) as hot:
            await hot.save(save)
    except Conflict as conflict:
        if conflict.code != "already_routed":
            raise
        return await _load_sent_before(services, message)
    return routing_of(save)


async def _decide(services: Services, message: _Message, facts: Facts, policy: Policy) -> tuple[Decision | None, _Message]:
    """The decision, None where a newer message took over; the message is saved before a model outside is asked for a draft."""
    signals = read_signals(facts, services.calibration)
    decided = decide(signals, policy, facts)
    if services.burst_wait_s and (ends_openly(read_text(message.ask.text)) or _is_statement_asked_back(decided, message.ask.text)):
        await message.flight.unless_taken_over(asyncio.sleep(services.burst_wait_s))
    if isinstance(decided, Decision):
        return decided, message
    if not services.generator.is_local and not message.is_saved:
        # Without a job: it would ask the generator the same at once, in another worker.
        message = await _save_waiting(services, message, with_job=False)
    tell = _telling(message.listener, message, lambda draft: decide(signals, policy, facts, draft), facts) if message.listener else None
    draft = await message.flight.unless_taken_over(_draft(services, facts, tell))
    if draft is None:
        return None, message
    decided = decide(signals, policy, facts, draft)
    assert not isinstance(decided, Need)  # with a draft the table always ends
    return decided, message


def _telling(listener: Listener, message: _Message, decide_by: Callable[[Draft], Decision | Need], facts: Facts) -> Tell:
    """Passes on the beginning of a draft that will be the reply, after the decision that it makes certain."""
    is_told = False

    def tell(text: str) -> None:
        nonlocal is_told
        if not is_told:
            decided = decide_by(Draft(text, facts.passages, supported=True, written_by="a model"))
            assert isinstance(decided, Decision)  # a draft was given
            listener.decided(_brief(message, decided))
            is_told = True
        listener.wrote(text)

    return tell


def _brief(message: _Message, decision: Decision) -> Brief:
    return Brief(message.id, decision.path, message.decision_id, decision.rule.value, decision.reason, MainSignals.of(decision.signals))


async def _draft(services: Services, facts: Facts, tell: Tell | None) -> Draft:
    try:
        return await services.generator.draft(facts.draft_request(for_draft(facts.passages)), tell)
    except Unavailable:
        return Draft("", (), supported=False, written_by="none")


def _with_waiting(message: _Message) -> tuple[str, list[UUID]]:
    """What the message says together with those before it that nobody answered yet, and their ids."""
    waiting = [each for each in message.loaded.waiting if each.id < message.id and each.layer is message.layer]
    text, taken = join_burst([each.content for each in waiting], message.ask.text)
    return text, [each.id for each in waiting[len(waiting) - taken :]]


def _is_statement_asked_back(decided: Decision | Need, text: str) -> bool:
    """Whether it was about to be asked back although it asked nothing itself: most likely its question is being typed."""
    return isinstance(decided, Decision) and decided.path is Path.clarify and not text.rstrip().endswith(("?", "？"))


async def _give_way(services: Services, message: _Message) -> Routing:
    """Leaves the message, stored, to the newer one that says the rest of its thought; the routing of both."""
    if not message.is_saved:
        # By its client_message_id, another sender of the same may have had it routed meanwhile: then this changes nothing.
        message = await _save_waiting(services, message, with_job=False)
    try:
        return await message.flight.give_way()
    except Unavailable:
        alone = await route_waiting(services, message.person, message.id)
        return alone or await _load_routing(services, message.person, message.id)


def _plan_save(
    services: Services, message: _Message, answers_too: list[UUID], facts: Facts, policy: Policy, decision: Decision, vector: Vector,
    timings: dict[str, float],
) -> RoutingSave:  # fmt: skip
    routed = Routed(
        message=message.row,
        decision_id=message.decision_id,
        facts=facts,
        decision=decision,
        outcome=plan(decision, policy, facts, services.calibration),
        policy_version=policy.version,
        vector=vector,
        answers_too=answers_too,
        timings=timings,
        borderline=read_borderline(decision, policy, facts) if services.chat is not None else None,
    )
    return plan_save(routed, services.calibration)


async def _load(services: Services, person: UUID, ask: Ask) -> LoadedFacts:
    async with services.database.hot_path(Scope(person)) as hot:
        loaded = await hot.load_facts(ask.conversation_id, ask.client_message_id)
    if loaded is None:
        raise NotFound("conversation_not_found", "There is no such conversation of yours.")
    if loaded.kind != "agent":
        raise Conflict("direct_conversation", "This conversation goes to the creator directly; the agent does not answer in it.")
    return loaded


@asynccontextmanager
async def _embedding(services: Services, text: str) -> AsyncIterator[Awaitable[Vector | None]]:
    """Begun at once, and given up with the block where nobody waited for it."""
    task = asyncio.create_task(_embed_or_none(services, text))
    # What went wrong with one that nobody needed is nobody's business.
    task.add_done_callback(lambda done: done.cancelled() or done.exception())
    try:
        yield task
    finally:
        task.cancel()


async def _embed_or_none(services: Services, text: str) -> Vector | None:
    try:
        return (await services.embedder.embed([text]))[0]
    except Unavailable:
        return None


async def _keep_for_later(services: Services, message: _Message) -> Unavailable:
    """Saves the message with a job that routes it, and returns the error that tells the sender."""
    if not message.is_saved:
        message = await _save_waiting(services, message, with_job=True)
    return Unavailable(
        "saved_not_routed",
        "Your message is saved; it could not be answered just now and will be as soon as possible.",
        message_id=str(message.id),
    )


async def _save_waiting(services: Services, message: _Message, with_job: bool) -> _Message:
    """The message as it is stored now: by this call, or by another sender of the same one who was faster.

    Without a job of its own a message that is not routed after all is found by `recover.route_lost_messages`.
    """
    try:
        async with services.database.transaction(Scope(message.person)) as tx:
            await tx.routing.save_unrouted(message.row)
            if with_job:
                await tx.jobs.enqueue(TASK, person=str(message.person), message_id=str(message.id))
    except Conflict as conflict:
        if conflict.code != "already_routed":
            raise
        sent_before = (await _load(services, message.person, message.ask)).sent_before
        assert sent_before is not None  # it is what this message met
        return replace(message, id=sent_before.id, is_saved=True)
    return replace(message, is_saved=True)


async def _load_routing(services: Services, person: UUID, message_id: UUID) -> Routing:
    async with services.database.transaction(Scope(person)) as tx:
        routed = await tx.routing.load_routed(message_id)
    if routed is None:
        raise NotFound("message_not_found", "There is no such message of yours.")
    return routing_of_stored(routed)


async def _load_sent_before(services: Services, message: _Message) -> Routing:
    """What the other of two senders of one message got: it was there first."""
    loaded = await _load(services, message.person, message.ask)
    sent_before = loaded.sent_before
    return await _load_routing(services, message.person, sent_before.id if sent_before else message.id)


def _since(started: float) -> float:
    """Milliseconds since the message came in."""
    return round((time.perf_counter() - started) * 1000, 3)
