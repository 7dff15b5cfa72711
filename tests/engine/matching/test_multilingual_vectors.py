"""Vectors of the second model: filled by a job, as private as their answer, gone with it, and missed while the model is down."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.bootstrap.program import Running
from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.paths import Path
from orchestrator.domain.routing.deciding.decision import RuleName
from orchestrator.engine.matching.multilingual import embed_missing_questions
from orchestrator.engine.routing.incoming import Ask
from orchestrator.engine.routing.route import route
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from support.models import CountingEmbedder, DownEmbedder
from support.stories import add_answer, add_person, build_house, count, rows, start

Run = Callable[[Callable[[Running], Awaitable[Any]]], Any]
QUESTION, ANSWER = "How do I cancel my subscription?", "Open your account page and press Cancel."
GERMAN = "Wie kann ich mein Abonnement kündigen?"
MISSING = "multilingual_vectors WHERE embedding IS NULL"


async def search(services: Services, person: Any, avee: Any, layer: Layer = Layer.intimate) -> list[str]:
    (vector,) = await services.embedder.embed([GERMAN])
    assert services.multilingual is not None
    (other,) = await services.multilingual.embed([GERMAN])
    async with services.database.hot_path(Scope(person, avee, layer)) as hot:
        return [hit.question_pattern for hit in (await hot.search(GERMAN, vector, other)).multilingual]


def test_answers_of_an_earlier_version_get_their_vectors(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        services, house = program.services, await build_house(program.services)
        before = count(database, "multilingual_vectors")
        await add_answer(services, house.creator, house.avee, QUESTION, ANSWER)
        assert count(database, MISSING) == before + 1
        assert await search(services, house.creator, house.avee) == [], "it is not found before"
        assert await embed_missing_questions(services) == before + 1
        assert await embed_missing_questions(services) == 0
        assert (await search(services, house.creator, house.avee))[0] == QUESTION

    run(story)
    assert [row.language for row in rows(database, "SELECT language FROM multilingual_vectors ORDER BY id DESC LIMIT 1")] == ["en"]


def test_they_are_as_private_as_the_answer_and_go_with_it(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        services, house = program.services, await build_house(program.services)
        answer = await add_answer(services, house.creator, house.avee, QUESTION, ANSWER, Layer.friends)
        await embed_missing_questions(services)
        stranger = await add_person(services, "stranger")
        assert QUESTION in await search(services, house.creator, house.avee)
        assert QUESTION not in await search(services, house.creator, house.avee, Layer.public)
        assert QUESTION not in await search(services, stranger, house.avee), "nothing beyond the granted layer"
        rows(database, "UPDATE canonical_answers SET question_pattern = 'Who?', version = version + 1 WHERE id = :id", id=answer)
        assert QUESTION not in await search(services, house.creator, house.avee), "what was changed has no vector yet"
        rows(database, "UPDATE canonical_answers SET state = 'retired' WHERE id = :id", id=answer)
        assert not count(database, f"multilingual_vectors WHERE id = '{answer}'")

    run(story)


def test_while_the_second_model_is_down_the_first_one_serves(run: Run) -> None:
    async def story(program: Running) -> None:
        services, house = program.services, await build_house(program.services)
        await add_answer(services, house.creator, house.avee, QUESTION, ANSWER)
        await embed_missing_questions(services)
        asker = await add_person(services, "asker")
        assert services.multilingual is not None
        for broken in (replace(services, multilingual=DownEmbedder(services.multilingual)), replace(services, multilingual=None)):
            routed = await route(broken, asker, Ask(await start(broken, asker, house.avee), GERMAN))
            assert routed.path in (Path.offer_escalation, Path.refuse), "as before"
        routed = await route(services, asker, Ask(await start(services, asker, house.avee), GERMAN))
        assert routed.rule == RuleName.close_question

    run(story)


def test_inside_english_the_second_model_is_not_asked(run: Run) -> None:
    async def story(program: Running) -> None:
        services, house = program.services, await build_house(program.services)
        await add_answer(services, house.creator, house.avee, QUESTION, ANSWER)
        await embed_missing_questions(services)
        assert services.multilingual is not None
        counting = CountingEmbedder(services.multilingual)
        asker, watched = await add_person(services, "asker"), replace(services, multilingual=counting)
        await route(watched, asker, Ask(await start(services, asker, house.avee), "How could I cancel the subscription that I have?"))
        assert counting.texts == []
        await route(watched, asker, Ask(await start(services, asker, house.avee), GERMAN))
        assert counting.texts == [GERMAN]

    run(story)
