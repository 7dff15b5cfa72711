"""A question among manners is routed as the plain question; what people see of it stays whole."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.bootstrap.program import Running
from orchestrator.domain.paths import Path
from orchestrator.engine.escalation.accept import accept
from orchestrator.engine.escalation.answer import Reply, answer
from orchestrator.engine.policy.configure import save_policy
from orchestrator.engine.policy.preview import preview_policy
from orchestrator.engine.routing.route import route
from support.models import CountingEmbedder
from support.stories import HOURS_QUESTION, NOVEL_QUESTION, PASSWORD_QUESTION, House, add_person, build_house, rows, start

Run = Callable[[Callable[[Running], Awaitable[Any]]], Any]
WRAPPED = "Hi Mira, I love your channel! {} Thanks a lot,\nTom\n\nOn Tue, 3 June 2025 at 10:12, Mira <mira@example.org> wrote:\n> Hello Tom"


@pytest.mark.parametrize(("question", "path"), [(PASSWORD_QUESTION, Path.serve_canonical), (HOURS_QUESTION, Path.auto_answer)])
def test_it_is_answered_as_the_plain_question_is(run: Run, database: EmbeddedServer, question: str, path: Path) -> None:
    async def story(program: Running) -> None:
        services = program.services
        house = await build_house(services)
        embedder = CountingEmbedder(services.embedder)
        counted = replace(services, embedder=embedder)
        plain = await route(counted, house.asker, house.ask(question))
        other = await start(services, house.asker, house.avee)
        wrapped = await route(counted, house.asker, replace(house, conversation=other).ask(WRAPPED.format(question)))
        assert (plain.path, wrapped.path) == (path, path)
        assert wrapped.signals == plain.signals
        assert wrapped.reply
        assert plain.reply
        assert wrapped.reply.sources == plain.reply.sources
        stored = rows(database, "SELECT content FROM messages WHERE role = 'user' ORDER BY id")
        assert [row.content for row in stored] == [question, WRAPPED.format(question)]

    run(story)


def test_only_the_core_is_embedded_and_once(run: Run) -> None:
    async def story(program: Running) -> None:
        services = program.services
        house = await build_house(services)
        embedder = CountingEmbedder(services.embedder)
        await route(replace(services, embedder=embedder), house.asker, house.ask(WRAPPED.format(PASSWORD_QUESTION)))
        assert embedder.texts == [PASSWORD_QUESTION]

    run(story)


def test_the_creator_sees_the_whole_and_the_answer_keeps_the_core(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        services = program.services
        house = await build_house(services)
        whole = WRAPPED.format(NOVEL_QUESTION)
        offered = await route(services, house.asker, house.ask(whole))
        assert offered.escalation is not None
        await accept(services, house.asker, offered.escalation.id)
        (waiting,) = rows(database, "SELECT original_message, question_pattern FROM escalation_queue")
        assert (waiting.original_message, waiting.question_pattern) == (whole, NOVEL_QUESTION)
        await answer(services, house.creator, offered.escalation.id, Reply("Yes, from next spring on."))
        kept = rows(database, "SELECT question_pattern FROM canonical_answers WHERE escalation_id IS NOT NULL")
        assert [row.question_pattern for row in kept] == [NOVEL_QUESTION]
        ben = await add_person(services, "ben")
        conversation = await start(services, ben, house.avee)
        again = await route(services, ben, House(house.creator, house.avee, ben, conversation).ask(f"Hey there! {NOVEL_QUESTION}"))
        assert again.path is Path.serve_canonical

    run(story)


def test_it_joins_a_waiting_question_that_had_no_manners(run: Run) -> None:
    async def story(program: Running) -> None:
        services = program.services
        house = await build_house(services)
        first = await route(services, house.asker, house.ask(NOVEL_QUESTION))
        assert first.escalation
        await accept(services, house.asker, first.escalation.id)
        ben = await add_person(services, "ben")
        conversation = await start(services, ben, house.avee)
        second = await route(services, ben, House(house.creator, house.avee, ben, conversation).ask(WRAPPED.format(NOVEL_QUESTION)))
        assert second.escalation
        joined = await accept(services, ben, second.escalation.id)
        assert (joined.joined, joined.people_waiting) == (True, 2)

    run(story)


def test_a_blocked_topic_in_the_manners_is_refused_then_and_in_a_replay(run: Run) -> None:
    async def story(program: Running) -> None:
        services = program.services
        house = await build_house(services)
        await save_policy(services, house.creator, house.avee, {"blocked_topics": ["channel"]}, None)
        refused = await route(services, house.asker, house.ask(WRAPPED.format(PASSWORD_QUESTION)))
        assert (refused.path, refused.rule) == (Path.refuse, "blocked_topic")
        kept = await preview_policy(services, house.creator, house.avee, {})
        freed = await preview_policy(services, house.creator, house.avee, {"blocked_topics": []})
        assert [len(each.replay.flips) for each in (kept, freed)] == [0, 1]

    run(story)


def test_a_follow_up_after_thanks_is_joined_with_what_it_follows(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        services = program.services
        house = await build_house(services)
        await route(services, house.asker, house.ask(f"Hi Mira, {HOURS_QUESTION}"))
        await route(services, house.asker, house.ask("Thanks a lot! And in winter?"))
        asked = rows(database, "SELECT evidence ->> 'question' AS question FROM orchestrator_decisions ORDER BY id")
        assert [row.question for row in asked] == [HOURS_QUESTION, f"{HOURS_QUESTION} And in winter?"]

    run(story)
