"""The larger model: its vectors are filled by a job and as private as their answer; it is asked in doubt alone, and may be down."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.bootstrap.program import Running
from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.matching.looks.large import LargeFeatures, LargeLook, LargeMatch
from orchestrator.domain.matching.looks.second_look import MatchFeatures
from orchestrator.domain.paths import Path
from orchestrator.domain.routing.deciding.decision import RuleName
from orchestrator.domain.trust.proofs import PooledRisk
from orchestrator.engine.matching.multilingual import embed_by_large
from orchestrator.engine.policy import configure
from orchestrator.engine.routing.incoming import Ask
from orchestrator.engine.routing.route import route
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from support.models import CountingEmbedder, DownEmbedder, WordEmbedder
from support.stories import add_answer, add_person, build_house, count, rows, start

Run = Callable[[Callable[[Running], Awaitable[Any]]], Any]
QUESTION, ANSWER = "How do I cancel my subscription?", "Open your account page and press Cancel."
REWORDED = "What happens when I cancel my subscription?"
"""The second look is in doubt about it; a person would be, too."""
ELSEWHERE = "Which trains go to Lisbon on Sunday?"
MISSING = "multilingual_vectors WHERE large IS NULL"
LOOK = LargeLook("words", -2.0, MatchFeatures(), LargeFeatures(closeness=10.0), (PooledRisk(0.9, 0.02, 10.0),), "for tests")


def with_large(services: Services) -> Services:
    return replace(services, large=WordEmbedder("words", 768), calibration=replace(services.calibration, large=LOOK))


async def compare(services: Services, person: Any, avee: UUID, answer: UUID, layer: Layer = Layer.intimate) -> tuple[LargeMatch, ...]:
    assert services.large is not None
    (vector,) = await services.large.embed([REWORDED])
    async with services.database.hot_path(Scope(person, avee, layer)) as hot:
        return await hot.match_large([answer], vector)


async def serve_by_score(services: Services, person: Any, avee: UUID) -> None:
    await configure.save_policy(services, person, avee, {"trust_mode": "immediate", "auto_answer_confidence_threshold": 1.0}, None)


def test_a_job_embeds_what_is_there_and_all_phrasings_are_compared(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        services = with_large(program.services)
        house = await build_house(services)
        answer = await add_answer(services, house.creator, house.avee, QUESTION, ANSWER)
        assert await compare(services, house.creator, house.avee, answer) == (), "not before it is embedded"
        assert await embed_by_large(services) == count(database, "multilingual_vectors")
        assert await embed_by_large(services) == 0
        (found,) = await compare(services, house.creator, house.avee, answer)
        assert (found.id, found.phrasings) == (answer, 1)
        assert found.nearest == found.mean
        assert 0.3 < found.nearest < 0.7

    run(story)
    assert count(database, MISSING) == 0


def test_they_are_as_private_as_the_answer_and_go_with_it(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        services = with_large(program.services)
        house = await build_house(services)
        answer = await add_answer(services, house.creator, house.avee, QUESTION, ANSWER, Layer.friends)
        await embed_by_large(services)
        stranger = await add_person(services, "stranger")
        assert await compare(services, house.creator, house.avee, answer) != ()
        assert await compare(services, house.creator, house.avee, answer, Layer.public) == ()
        assert await compare(services, stranger, house.avee, answer) == (), "nothing beyond the granted layer"
        rows(database, "UPDATE canonical_answers SET question_pattern = 'Who?', version = version + 1 WHERE id = :id", id=answer)
        assert await compare(services, house.creator, house.avee, answer) == (), "what was changed has no vector yet"

    run(story)


def test_it_is_asked_in_doubt_alone_and_decides_there(run: Run) -> None:
    async def story(program: Running) -> None:
        services = with_large(program.services)
        house = await build_house(services)
        await add_answer(services, house.creator, house.avee, QUESTION, ANSWER)
        await serve_by_score(services, house.creator, house.avee)
        await embed_by_large(services)
        assert services.large is not None
        asker, counting = await add_person(services, "asker"), CountingEmbedder(services.large)
        watched = replace(services, large=counting)
        for text in (ELSEWHERE, QUESTION):
            await route(watched, asker, Ask(await start(services, asker, house.avee), text))
        assert counting.texts == []
        routed = await route(watched, asker, Ask(await start(services, asker, house.avee), REWORDED))
        assert counting.texts == [REWORDED]
        assert routed.path is Path.serve_canonical, "by the weights of this test"

    run(story)


def test_while_it_is_down_what_is_in_doubt_is_asked_about(run: Run) -> None:
    async def story(program: Running) -> None:
        services = with_large(program.services)
        house = await build_house(services)
        await add_answer(services, house.creator, house.avee, QUESTION, ANSWER)
        await serve_by_score(services, house.creator, house.avee)
        await embed_by_large(services)
        assert services.large is not None
        asker = await add_person(services, "asker")
        broken = replace(services, large=DownEmbedder(services.large))
        routed = await route(broken, asker, Ask(await start(services, asker, house.avee), REWORDED))
        assert routed.rule == RuleName.close_question

    run(story)
