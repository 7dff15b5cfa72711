"""Routes the questions of one message, each by itself; they are saved together, with one reply."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from uuid import UUID

from orchestrator.domain.errors import Unavailable
from orchestrator.domain.message.acts.kinds import Act
from orchestrator.domain.message.follow_ups import read_question
from orchestrator.domain.message.manners.core import read_core
from orchestrator.domain.message.parts.leaning import leans_back
from orchestrator.domain.message.parts.reading import read_parts, without_joint
from orchestrator.domain.message.reading import read_text
from orchestrator.domain.message.turns import Role, Turn, last_question
from orchestrator.domain.paths import Path
from orchestrator.domain.routing.acting import NEVER_SAID, REPLIES, read_situation
from orchestrator.domain.routing.borderline import read_borderline
from orchestrator.domain.routing.deciding.decide import decide
from orchestrator.domain.routing.deciding.decision import Decision
from orchestrator.domain.routing.facts import Facts
from orchestrator.domain.routing.outcome import Outcome
from orchestrator.domain.routing.parts import combine, have_one_answer, is_undivided
from orchestrator.domain.routing.plan import plan
from orchestrator.domain.routing.signals import read_signals
from orchestrator.engine.routing import loading
from orchestrator.engine.routing.acts import read_act
from orchestrator.engine.routing.deciding import decide_message
from orchestrator.engine.routing.incoming import IncomingMessage
from orchestrator.engine.routing.keeping.committing import KeptBack, plan_kept_back, save_with
from orchestrator.engine.routing.keeping.saving import Routed, plan_save_of_parts
from orchestrator.engine.routing.keeping.stored import keep_for_later
from orchestrator.engine.routing.looks.large import compare_by_large
from orchestrator.engine.routing.looks.multilingual import MultilingualEmbedding
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.models import Vector
from orchestrator.ports.stores.routing.saved import RoutingSave


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a message before it is routed."""

    text: str
    """As it was written, without the word that joins it to the one before."""
    act: Act = Act.question
    """One of REPLIES in one part at most."""
    picked: tuple[int, ...] = ()
    """The questions of an offer that it accepts; see `Facts.picked`."""


@dataclass(frozen=True, slots=True)
class DecidedPart:
    """One question of a message with its decision."""

    text: str
    facts: Facts
    decision: Decision
    outcome: Outcome
    vector: Vector
    """Of `facts.question`."""


async def find_parts(services: Services, message: IncomingMessage, facts: Facts) -> tuple[Part, ...]:
    """The parts of the message, where it has several and each is to be routed; else ()."""
    replies = await _find_replies(services, facts)
    if replies:
        return replies
    texts = read_parts(facts.core.text) if facts.act is Act.question else ()
    if len(texts) < 2:
        return ()
    decided = decide(read_signals(facts, services.calibration), message.loaded.policy, facts)
    is_one = isinstance(decided, Decision) and is_undivided(decided, len(texts))
    return () if is_one else tuple(Part(without_joint(text)) for text in texts)


async def _find_replies(services: Services, facts: Facts) -> tuple[Part, ...]:
    """The parts of a message that replies to the agent and asks something else, too: "Yes, please. And what does it cost?"; else ()."""
    situation = read_situation(facts.turns, facts.questions)
    if facts.creator_present or facts.unsafe or not (situation.has_offer or situation.was_passed_on):
        return ()
    texts = read_parts(facts.text, keeps_statement=True)
    if len(texts) < 2:
        return ()
    texts = tuple(map(without_joint, texts))
    cores = [read_core(text, facts.names) for text in texts]
    try:
        vectors = await services.embedder.embed(cores)
    except Unavailable:
        return ()
    acts = [read_act(services, core, vector, situation, facts.names) for core, vector in zip(cores, vectors, strict=True)]
    reply = next((at for at, (act, _) in enumerate(acts) if act in REPLIES), None)
    if reply is None or all(act in REPLIES for act, _ in acts):
        return ()
    return tuple(Part(text, *acts[at]) if at == reply else Part(text) for at, text in enumerate(texts))


async def decide_parts(
    services: Services, message: IncomingMessage, facts: Facts, parts: Sequence[Part]
) -> tuple[tuple[DecidedPart, ...], IncomingMessage]:
    """(a decision for each question; the message, which may be stored now).

    Neighbours with the same answer are one; () where a newer message took over. Raises Unavailable `saved_not_routed`
    where the embedder is down.
    """
    each = _read_each(facts, parts)
    multilingual = MultilingualEmbedding.of(services, message.loaded, facts)
    try:
        vectors = await services.embedder.embed([part.question for part in each])
    except Unavailable as error:
        raise await keep_for_later(services, message) from error
    others = await multilingual.of_texts([part.question for part in each])
    scope = Scope(message.person, facts.agent.id, message.layer)
    async with services.database.hot_path(scope) as hot:
        found = [await hot.search(part.question, vector, other) for part, vector, other in zip(each, vectors, others, strict=True)]
    decided: list[DecidedPart] = []
    turns = facts.turns
    for text, part, vector, hits in zip(parts, each, vectors, found, strict=True):
        await asyncio.sleep(0)  # reading signals takes tens of milliseconds for the longest texts: others go on
        with_hits = replace(loading.with_hits(part, hits), draw=services.chance.draw(), turns=turns)
        with_hits = await compare_by_large(services, scope, with_hits)
        decision, asked = await decide_message(services, replace(message, listener=None), with_hits)
        message = replace(message, is_saved=asked.is_saved, id=asked.id)
        if decision is None or message.in_flight.is_taken_over:
            return (), message
        outcome = plan(decision, message.loaded.policy, with_hits, services.calibration)
        turns = (*turns, _turn_of(with_hits, decision, outcome))
        if decided and have_one_answer(decided[-1].outcome, outcome):
            decided[-1] = replace(decided[-1], text=f"{decided[-1].text} {text.text}")
        else:
            decided.append(DecidedPart(text.text, with_hits, decision, outcome, vector))
    return tuple(decided), message


async def save_parts(
    services: Services, message: IncomingMessage, parts: Sequence[DecidedPart], answers_too: Sequence[UUID], timings: Mapping[str, float]
) -> RoutingSave:
    """What was saved, all of it or nothing, with one reply and one offer, and with what a part does as a reply to the agent.

    Raises as `save_routed`.
    """
    scope = Scope(message.person, parts[0].facts.agent.id, message.layer)
    offered = await _embed_offered(services, [part for part in parts if part.outcome.offer is not None])
    doing = next((part.outcome.doing for part in parts if part.outcome.doing is not None), None)

    def plan_with(kept_back: KeptBack | None) -> RoutingSave:
        done = parts if kept_back is None else [_refused(part, kept_back) for part in parts]
        return _plan_save(services, message, done, offered, answers_too, timings)

    return await save_with(services, message.person, scope, doing, plan_with)


def _refused(part: DecidedPart, kept_back: KeptBack) -> DecidedPart:
    if part.outcome.doing is None:
        return part
    decision, outcome = plan_kept_back(part.decision, part.outcome, kept_back, part.facts)
    return replace(part, decision=decision, outcome=outcome)


def _plan_save(
    services: Services,
    message: IncomingMessage,
    parts: Sequence[DecidedPart],
    offered: Vector | None,
    answers_too: Sequence[UUID],
    timings: Mapping[str, float],
) -> RoutingSave:
    policy = message.loaded.policy
    combined = combine([(part.text, part.decision, part.outcome) for part in parts], parts[0].facts.voice)
    routed = [
        Routed(
            message=message.row,
            decision_id=message.decision_id if at == combined.leading else new_id(),
            facts=part.facts,
            decision=part.decision,
            outcome=part.outcome,
            policy_version=policy.version,
            vector=part.vector,
            answers_too=answers_too,
            timings=timings,
            borderline=read_borderline(part.decision, policy, part.facts) if services.chat is not None else None,
            part=combined.replies[at],
        )
        for at, part in enumerate(parts)
    ]
    return plan_save_of_parts(routed, combined, offered, services.calibration)


async def _embed_offered(services: Services, parts: Sequence[DecidedPart]) -> Vector | None:
    """The vector of the questions that are offered together; that of the last one alone while the embedder is down."""
    if not parts:
        return None
    asked = [(part.outcome.offer.question if part.outcome.offer else "") or part.facts.question for part in parts]
    if len(parts) > 1 or asked[0] != parts[0].facts.question:
        with suppress(Unavailable):
            return (await services.embedder.embed(["\n".join(asked)]))[0]
    return parts[-1].vector


def _read_each(facts: Facts, parts: Sequence[Part]) -> list[Facts]:
    """The facts of each part before the search; one that needs the question before it is joined with it."""
    turns = tuple(turn for turn in facts.turns if turn.rule not in NEVER_SAID)
    each: list[Facts] = []
    for part in parts:
        core, is_reply = read_core(part.text, facts.names), part.act is not Act.question
        question, is_follow_up = (core, False) if is_reply else read_question(read_text(core), turns)
        if each and not is_reply and not is_follow_up and leans_back(core) and (before := last_question(turns)):
            question, is_follow_up = f"{before} {core}", True
        each.append(
            replace(facts, text=part.text, whole=facts.text, act=part.act, picked=part.picked, question=question, is_follow_up=is_follow_up)
        )
        if not is_reply:
            turns = (*turns, Turn(Role.agent, "", question=question))
    return each


def _turn_of(facts: Facts, decision: Decision, outcome: Outcome) -> Turn:
    """What was said to one question, as the next one finds it. It is no reply to a question that was asked back."""
    path = decision.path if decision.path is not Path.clarify else None
    sources = frozenset(source.id for source in outcome.reply.sources)
    return Turn(Role.agent, outcome.reply.content, path, facts.question, decision.rule.value, sources=sources, layer=facts.asker.layer)
