"""Two answers to one question: found by a job, served to nobody until the creator settles them, and each served by its own words."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.bootstrap.program import Running
from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.errors import NotFound, Stale
from orchestrator.domain.json_value import JsonValue
from orchestrator.domain.paths import Path
from orchestrator.domain.routing.deciding.decision import RuleName
from orchestrator.engine.matching import change_answer as changing
from orchestrator.engine.matching import conflicts
from orchestrator.engine.matching.conflicts import Settlement, Settling, compare_answers
from orchestrator.engine.policy import configure
from orchestrator.engine.routing.incoming import Ask
from orchestrator.engine.routing.route import route
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope, Transaction
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.matching.answers import NewAnswer
from orchestrator.ports.stores.matching.conflicts import AnswerConflict
from orchestrator.ports.stores.paging import Page
from support.stories import House, add_answer, add_person, build_house, count, let_in, rows, start

Run = Callable[[Callable[[Running], Awaitable[Any]]], Any]
QUESTION, NEAR = "When does the pottery class start?", "At what time does the pottery class start?"
SIX, SEVEN = "It starts at six.", "It starts at seven."
UNSETTLED = "answer_conflicts WHERE settled_at IS NULL AND is_certain"


async def build(services: Services, mode: str = "immediate") -> House:
    house = await build_house(services)
    rules: dict[str, JsonValue] = {"trust_mode": mode, "canonical_match_threshold": 0.3, "auto_answer_confidence_threshold": 0.9}
    await configure.save_policy(services, house.creator, house.avee, rules, None)
    return house


async def ask(services: Services, house: House, message: str, asker: UUID | None = None) -> tuple[Path, str, str]:
    person = asker or house.asker
    routed = await route(services, person, Ask(await start(services, person, house.avee), message))
    return routed.path, routed.rule, routed.reply.content if routed.reply else ""


async def listed(services: Services, house: House, *, is_settled: bool = False) -> list[AnswerConflict]:
    return (await conflicts.list_conflicts(services, house.creator, house.avee, Page(10), is_settled))[0]


async def settle(services: Services, house: House, settlement: Settlement, answer: UUID | None = None, version: int | None = None) -> None:
    pairs = [*await listed(services, house), *await listed(services, house, is_settled=True)]
    await conflicts.settle_conflict(services, house.creator, house.avee, pairs[0].id, Settling(settlement, answer, version))


@pytest.mark.parametrize("mode", ["immediate", "asking", "cautious"])
def test_neither_of_two_answers_to_one_question_is_served_until_it_is_settled(run: Run, mode: str) -> None:
    async def story(program: Running) -> None:
        services = program.services
        house = await build(services, mode)
        six = await add_answer(services, house.creator, house.avee, QUESTION, SIX)
        if mode != "cautious":
            assert (await ask(services, house, QUESTION))[0] is Path.serve_canonical
        await add_answer(services, house.creator, house.avee, "when does the pottery class start", SEVEN)
        for is_compared in (False, True):
            if is_compared:
                await compare_answers(services)
            path, rule, said = await ask(services, house, QUESTION)
            assert (path, rule) == (Path.offer_escalation, RuleName.worth_asking), "the creator says which one holds"
            assert SIX not in said
            assert SEVEN not in said
        for message in (NEAR, "Tell me, when will the pottery class be starting?"):
            path, _, said = await ask(services, house, message)
            assert path is Path.offer_escalation, message
            assert "starts at" not in said
        (pair,) = await listed(services, house)
        assert (pair.is_certain, {pair.first.answer_content, pair.second.answer_content}) == (True, {SIX, SEVEN})
        assert (pair.first.shared, pair.second.shared) == ((QUESTION,), ("when does the pottery class start",))
        await settle(services, house, Settlement.keep, six)
        assert await listed(services, house) == []
        if mode != "cautious":
            path, _, said = await ask(services, house, QUESTION)
            assert path is Path.serve_canonical
            assert said.startswith(SIX)

    run(story)


def test_what_was_confirmed_before_is_not_served_while_there_is_another_answer(run: Run) -> None:
    async def story(program: Running) -> None:
        services = program.services
        house = await build(services, "asking")
        await add_answer(services, house.creator, house.avee, QUESTION, SIX)
        asked = await route(services, house.asker, house.ask("I would love to join the pottery class, what is the first day of it?"))
        assert asked.rule == RuleName.close_question
        assert (await route(services, house.asker, house.ask("Yes"))).path is Path.serve_canonical
        await add_answer(services, house.creator, house.avee, QUESTION, SEVEN)
        await compare_answers(services)
        path, _, said = await ask(services, house, "I would love to join the pottery class, what is the first day of it?")
        assert (path, SIX in said, SEVEN in said) == (Path.offer_escalation, False, False)

    run(story)


def test_the_same_text_is_one_answer_and_is_served(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        services = program.services
        house = await build(services)
        await add_answer(services, house.creator, house.avee, QUESTION, SIX)
        await add_answer(services, house.creator, house.avee, "When does the pottery class start", SIX)
        await compare_answers(services)
        assert await listed(services, house) == []
        assert (await ask(services, house, QUESTION))[0] is Path.serve_canonical

    run(story)


def test_two_questions_with_the_same_words_are_asked_about_and_each_is_served_by_its_own(run: Run) -> None:
    async def story(program: Running) -> None:
        services = program.services
        house = await build(services)
        await add_answer(services, house.creator, house.avee, QUESTION, "For children it starts at six.")
        await add_answer(services, house.creator, house.avee, "when does the pottery class start", "For adults it starts at seven.")
        await compare_answers(services)
        await settle(services, house, Settlement.different)
        assert await listed(services, house) == []
        routed = await route(services, house.asker, house.ask(QUESTION))
        assert routed.rule == RuleName.close_question
        assert routed.reply is not None
        assert "For children it starts at six." in routed.reply.content
        assert "For adults it starts at seven." in routed.reply.content, "their own words tell them apart, not the question"
        chosen = await route(services, house.asker, house.ask("For adults it starts at seven."))
        assert (chosen.path, chosen.reply is not None and chosen.reply.content.startswith("For adults")) == (Path.serve_canonical, True)
        await compare_answers(services)
        assert await listed(services, house) == [], "it is remembered"
        await settle(services, house, Settlement.open)
        assert len(await listed(services, house)) == 1, "and can be taken back"

    run(story)


def test_another_wording_of_one_of_them_is_served_as_ever(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        services = program.services
        house = await build(services)
        pottery = await add_answer(services, house.creator, house.avee, QUESTION, SIX)
        yoga = await add_answer(services, house.creator, house.avee, "When is yoga on Sundays?", "At nine.")
        await compare_answers(services)
        assert await listed(services, house) == []
        rows(database, """INSERT INTO phrasings (avee_id, id, answer_id, user_id, question, origin, embedding)
            SELECT avee_id, gen_random_uuid(), :yoga, :asker, question_pattern, 'card', embedding FROM canonical_answers WHERE id = :pottery""",
            yoga=yoga, asker=house.asker, pottery=pottery)  # fmt: skip
        assert await compare_answers(services) == 1, "a phrasing is compared with its answer"
        (pair,) = await listed(services, house)
        assert {pair.first.shared, pair.second.shared} == {(QUESTION,)}
        assert (await ask(services, house, QUESTION))[0] is Path.offer_escalation
        path, _, said = await ask(services, house, "When is yoga on Sundays?")
        assert (path, said.startswith("At nine.")) == (Path.serve_canonical, True)
        rows(database, "DELETE FROM phrasings")
        await compare_answers(services)
        assert await listed(services, house) == [], "without the phrasing there is no conflict"
        assert (await ask(services, house, QUESTION))[0] is Path.serve_canonical

    run(story)


def test_an_edit_ends_a_conflict_and_can_begin_one(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        services = program.services
        house = await build(services)
        one = await add_answer(services, house.creator, house.avee, QUESTION, SIX)
        other = await add_answer(services, house.creator, house.avee, "Where may I park my car?", SEVEN)
        await compare_answers(services)
        assert not count(database, "answer_conflicts")
        same = changing.AnswerChange(question_pattern=QUESTION.lower())
        await changing.change_answer(services, house.creator, house.avee, other, same)
        await compare_answers(services)
        assert count(database, UNSETTLED) == 1
        await changing.change_answer(services, house.creator, house.avee, other, changing.AnswerChange(answer_content=SIX))
        await compare_answers(services)
        assert not count(database, "answer_conflicts"), "now both say the same"
        await changing.change_answer(services, house.creator, house.avee, other, changing.AnswerChange(answer_content=SEVEN))
        await compare_answers(services)
        await changing.retire_answer(services, house.creator, house.avee, one)
        assert not count(database, "answer_conflicts"), "a retired answer contradicts nothing, at once"
        assert (await ask(services, house, QUESTION))[2].startswith(SEVEN)

    run(story)


def test_an_answer_that_is_closed_to_the_asker_changes_nothing_for_them(run: Run) -> None:
    async def story(program: Running) -> None:
        services = program.services
        house = await build(services)
        await add_answer(services, house.creator, house.avee, QUESTION, SIX)
        await add_answer(services, house.creator, house.avee, QUESTION, SEVEN, Layer.friends)
        await compare_answers(services)
        assert (await ask(services, house, QUESTION))[2].startswith(SIX), "the public knows of no other answer"
        friend = await add_person(services, "friend")
        await let_in(services, house, friend, Layer.friends)
        assert (await ask(services, house, QUESTION, friend))[0] is Path.offer_escalation
        (pair,) = await listed(services, house)
        private = next(side for side in (pair.first, pair.second) if side.layer is Layer.friends)
        await changing.change_answer(services, house.creator, house.avee, private.id, changing.AnswerChange(layer=Layer.public))
        assert (await ask(services, house, QUESTION))[0] is Path.offer_escalation, "at once"

    run(story)


def test_an_expired_answer_contradicts_nothing(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        services = program.services
        house = await build(services)
        await add_answer(services, house.creator, house.avee, QUESTION, SIX)
        other = await add_answer(services, house.creator, house.avee, QUESTION, SEVEN)
        await compare_answers(services)
        assert count(database, UNSETTLED) == 1
        rows(database, "UPDATE canonical_answers SET expires_at = now() - interval '1 second' WHERE id = :id", id=other)
        await compare_answers(services)
        assert not count(database, "answer_conflicts")
        assert (await ask(services, house, QUESTION))[2].startswith(SIX)

    run(story)


def test_questions_that_are_only_alike_are_shown_and_stop_nothing(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        services = program.services
        house = await build(services)
        await add_answer(services, house.creator, house.avee, QUESTION, SIX)
        await add_answer(services, house.creator, house.avee, NEAR, SEVEN)
        await compare_answers(services)
        (pair,) = await listed(services, house)
        assert (pair.is_certain, pair.first.shared, pair.likeness >= 0.3) == (False, (), True)
        assert (await ask(services, house, QUESTION))[2].startswith(SIX)
        assert (await ask(services, house, NEAR))[2].startswith(SEVEN)
        await settle(services, house, Settlement.different)
        await changing.change_answer(services, house.creator, house.avee, pair.second.id, changing.AnswerChange(answer_content="At eight."))
        await compare_answers(services)
        assert await listed(services, house) == [], "what was dismissed stays so"
        await changing.change_answer(services, house.creator, house.avee, pair.second.id, changing.AnswerChange(question_pattern=QUESTION))
        await compare_answers(services)
        (again,) = await listed(services, house)
        assert again.is_certain, "but the same words are another matter"

    run(story)


def test_the_creator_settles_what_they_have_read(run: Run) -> None:
    async def story(program: Running) -> None:
        services = program.services
        house = await build(services)
        six = await add_answer(services, house.creator, house.avee, QUESTION, SIX)
        seven = await add_answer(services, house.creator, house.avee, QUESTION, SEVEN)
        await compare_answers(services)
        (pair,) = await listed(services, house)
        await changing.change_answer(services, house.creator, house.avee, seven, changing.AnswerChange(answer_content="At half past six."))
        with pytest.raises(Stale):
            await settle(services, house, Settlement.keep, six, pair.version)
        for person in (house.asker, await add_person(services, "stranger")):
            with pytest.raises(NotFound):
                await conflicts.settle_conflict(services, person, house.avee, pair.id, Settling(Settlement.keep, six, None))
            with pytest.raises(NotFound):
                await conflicts.list_conflicts(services, person, house.avee, Page(10), False)
        await settle(services, house, Settlement.keep, seven)
        with pytest.raises(NotFound):
            await conflicts.settle_conflict(services, house.creator, house.avee, pair.id, Settling(Settlement.keep, six, None))

    run(story)


def test_a_change_during_the_comparison_is_compared_again(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        services = program.services
        house = await build(services)
        await add_answer(services, house.creator, house.avee, QUESTION, SIX)
        async with services.database.transaction(Scope(house.creator, house.avee)) as tx:
            answers = await tx.conflicts.list_uncompared(house.avee, 10)
            outdated = replace(answers[-1], marked_at=answers[-1].marked_at - timedelta(seconds=1))
            await tx.conflicts.save_compared(house.avee, outdated, ())
            assert len(await tx.conflicts.list_uncompared(house.avee, 10)) == len(answers)
        assert await compare_answers(services) == len(answers)
        assert await compare_answers(services) == 0
        assert not count(database, "uncompared_answers")

    run(story)


async def insert_seven(tx: Transaction, services: Services, house: House) -> None:
    (vector,) = await services.embedder.embed([QUESTION])
    await tx.answers.insert_answers(house.avee, [NewAnswer(new_id(), QUESTION, SEVEN, Layer.public, None, vector)])


def jobs_waiting(database: EmbeddedServer) -> int:
    found: int = rows(
        database, "SELECT count(*) FROM procrastinate_jobs WHERE task_name = :task AND status = 'todo'", task=conflicts.NOW_TASK
    )[0][0]
    return found


def test_an_answer_that_is_written_while_another_one_is_compared_starts_the_job_again(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        services = program.services
        house = await build(services)
        await compare_answers(services)
        await add_answer(services, house.creator, house.avee, QUESTION, SIX)
        async with services.database.transaction(Scope(house.creator, house.avee)) as comparing:
            (six,) = await comparing.conflicts.list_uncompared(house.avee, 10)
            await comparing.conflicts.save_compared(house.avee, six, [])
            before = jobs_waiting(database)
            async with services.database.transaction(Scope(house.creator, house.avee)) as writing:
                await insert_seven(writing, services, house)
            assert jobs_waiting(database) == before + 1

    run(story)


def test_a_comparison_sees_the_answer_that_relied_on_its_job(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        services = program.services
        house = await build(services)
        await compare_answers(services)
        await add_answer(services, house.creator, house.avee, QUESTION, SIX)
        before = jobs_waiting(database)
        async with services.database.transaction(Scope(house.creator, house.avee)) as writing:
            await insert_seven(writing, services, house)
            comparing = asyncio.create_task(compare_answers(services))
            done, _ = await asyncio.wait({comparing}, timeout=0.5)
            assert not done, "the job waits for what relies on it"
        await comparing
        assert jobs_waiting(database) == before, "no second job was needed"
        assert len(await listed(services, house)) == 1

    run(story)
