"""No event is lost: not by a late commit, a broken stream, a broken connection, or in another process."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import make_url

from orchestrator.adapters.postgres.live.events import MOST_RUNNING
from orchestrator.adapters.postgres.live.listener import LiveEventHub
from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.bootstrap.program import Running
from orchestrator.domain.errors import Limited
from orchestrator.engine.accounts.agents import avees
from orchestrator.engine.matching import change_answer
from orchestrator.engine.policy import configure
from orchestrator.engine.routing.route import route
from orchestrator.ports.database import Scope
from orchestrator.ports.live import Batch
from support.stories import HOURS_QUESTION, add_answer, add_person, build_house

Run = Callable[[Callable[[Running], Awaitable[Any]]], Any]
SOON_S = 5.0


def conninfo(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


async def owner_of(database: EmbeddedServer) -> psycopg.AsyncConnection[Any]:
    return await psycopg.AsyncConnection.connect(conninfo(database.owner_url))


async def emit(connection: psycopg.AsyncConnection[Any], person: UUID, kind: str, times: int = 1) -> None:
    await connection.execute("SELECT emit_event(ARRAY[%s::uuid], %s, '{}') FROM generate_series(1, %s)", (person, kind, times))


async def read(program: Running, person: UUID, position: str | None) -> Batch:
    async with program.services.database.transaction(Scope(person)) as tx:
        return await tx.events.read(position)


def kinds(batch: Batch) -> list[str]:
    return [event.kind for event in batch.events]


def test_an_event_that_commits_late_is_not_lost(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        person = await add_person(program.services, "ada")
        start = (await read(program, person, None)).position
        async with await owner_of(database) as slow, await owner_of(database) as quick:
            await emit(slow, person, "drawn.first")
            await emit(quick, person, "drawn.second")
            await quick.commit()
            before = await read(program, person, start)
            assert kinds(before) == ["drawn.second"]
            await slow.commit()
            after = await read(program, person, before.position)
            assert kinds(after) == ["drawn.first"]
            assert after.events[0].id < before.events[0].id
            assert kinds(await read(program, person, after.position)) == []
            # A follower positioned before both gets both, once.
            assert kinds(await read(program, person, start)) == ["drawn.first", "drawn.second"]

    run(story)


def test_an_event_that_is_rolled_back_is_not_delivered(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        person = await add_person(program.services, "ada")
        start = (await read(program, person, None)).position
        async with await owner_of(database) as connection:
            await emit(connection, person, "taken.back")
            await connection.rollback()
        assert kinds(await read(program, person, start)) == []

    run(story)


def test_with_many_writers_events_may_come_twice_but_are_never_lost(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        person = await add_person(program.services, "ada")
        start = (await read(program, person, None)).position
        writers = [await owner_of(database) for _ in range(MOST_RUNNING + 2)]
        try:
            for number, writer in enumerate(writers):
                await emit(writer, person, f"event.{number}")
            await writers[-1].commit()
            first = await read(program, person, start)
            assert len(first.position) < 100
            for writer in writers[:-1]:
                await writer.commit()
            second = await read(program, person, first.position)
            assert set(kinds(first)) | set(kinds(second)) == {f"event.{number}" for number in range(len(writers))}
        finally:
            for writer in writers:
                await writer.close()

    run(story)


@pytest.mark.parametrize(
    "position",
    ["", "garbage", "1-5:5:", "99999999999-5:4:", "99999999999-5:9:9", "99999999999-5:9:7,6", "9" * 12 + "-5:" + "9" * 19 + ":",
     "99999999999-999999999999:999999999999:", "'; DROP TABLE events; --"],
)  # fmt: skip
def test_an_unknown_position_is_a_reset(run: Run, position: str) -> None:
    async def story(program: Running) -> None:
        batch = await read(program, await add_person(program.services, "ada"), position)
        assert batch.is_reset
        assert not batch.events

    run(story)


def test_too_many_missed_events_are_a_reset(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        person = await add_person(program.services, "ada")
        start = (await read(program, person, None)).position
        async with await owner_of(database) as connection:
            await emit(connection, person, "flood", 500)
            await connection.commit()
            assert len((await read(program, person, start)).events) == 500
            await emit(connection, person, "flood")
        missed = await read(program, person, start)
        assert missed.is_reset
        assert kinds(await read(program, person, missed.position)) == []

    run(story)


def test_old_events_are_deleted_and_new_ones_kept(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        person = await add_person(program.services, "ada")
        start = (await read(program, person, None)).position
        async with await owner_of(database) as connection:
            for kind, hours in (("old", 7 * 24 + 1), ("new", 7 * 24 - 1)):
                await emit(connection, person, kind)
                moved = f"UPDATE events SET created_at = now() - interval '{hours} hours' WHERE kind = '{kind}'"
                await connection.execute(moved)
        async with program.services.database.transaction(Scope()) as tx:
            await tx.events.purge()
        assert kinds(await read(program, person, start)) == ["new"]

    run(story)


def test_another_persons_events_are_neither_readable_nor_writable(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        ada, eve = await add_person(program.services, "ada"), await add_person(program.services, "eve")
        start = (await read(program, eve, None)).position
        async with await owner_of(database) as connection:
            await emit(connection, ada, "for.ada")
        assert kinds(await read(program, eve, start)) == []
        async with await psycopg.AsyncConnection.connect(conninfo(database.runtime_url)) as runtime:
            await runtime.execute("SELECT name_person(%s, '', '')", (str(eve),))
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                await emit(runtime, ada, "forged")

    run(story)


async def end_listening(database: EmbeddedServer) -> int:
    """Ends every listening connection, signed in as the role that owns it; returns their number."""
    async with await psycopg.AsyncConnection.connect(conninfo(database.runtime_url)) as runtime:
        ended = await runtime.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN %'"
        )
        return sum(was_ended for (was_ended,) in await ended.fetchall())


async def is_listened_to(database: EmbeddedServer) -> bool:
    async with await psycopg.AsyncConnection.connect(conninfo(database.runtime_url)) as runtime:
        query = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN %' AND state = 'idle'"
        return (await (await runtime.execute(query)).fetchone()) is not None


async def next_kinds(batches: Any) -> list[str]:
    """Event kinds of the next batch that is not empty."""
    async with asyncio.timeout(SOON_S):
        async for batch in batches:
            if batch.events:
                return kinds(batch)
    raise AssertionError("the stream ended")


def test_every_process_listens_and_reconnects_after_a_broken_connection(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        person = await add_person(program.services, "ada")
        houses = [LiveEventHub(database.runtime_url, program.services.database, heartbeat_s=60) for _ in range(2)]
        tasks = [asyncio.create_task(house.run()) for house in houses]
        streams = [house.open(person, None) for house in houses]
        followed = [stream.batches() for stream in streams]
        for batches in followed:
            assert not (await anext(batches)).events
        async with await owner_of(database) as owner:
            for kind, is_heard in (("first", True), ("second", False), ("third", True)):
                await emit(owner, person, kind)
                if not is_heard:
                    # The connections end before the commit, so this wake-up is lost; both catch up when they listen
                    # again.
                    assert await end_listening(database) == 2
                await owner.commit()
                assert [await next_kinds(batches) for batches in followed] == [[kind], [kind]]
        for house in houses:
            house.close()
        for batches in followed:
            async with asyncio.timeout(SOON_S):
                assert [batch async for batch in batches if batch.events] == []
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    run(story)


def test_a_follower_that_was_not_woken_polls(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        person = await add_person(program.services, "ada")
        # This hub listens to nothing, as if the process that should wake it had died between commit and notification.
        batches = LiveEventHub(database.runtime_url, program.services.database, heartbeat_s=0.2).open(person, None).batches()
        assert not (await anext(batches)).events
        async with await owner_of(database) as owner:
            await emit(owner, person, "unheard")
        assert await next_kinds(batches) == ["unheard"]

    run(story)


def test_a_routed_message_wakes_its_followers(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        house = await build_house(program.services)
        listening = LiveEventHub(database.runtime_url, program.services.database, heartbeat_s=60)
        task = asyncio.create_task(listening.run())
        batches = listening.open(house.asker, None).batches()
        await anext(batches)
        for _ in range(250):
            if await is_listened_to(database):
                break
            await asyncio.sleep(0.02)
        await route(program.services, house.asker, house.ask(HOURS_QUESTION))
        assert "message.added" in await next_kinds(batches)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    run(story)


def test_the_streams_of_a_person_are_limited_and_closing_one_makes_room(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        house, person = LiveEventHub(database.runtime_url, program.services.database), UUID(int=1)
        streams = [house.open(person, None) for _ in range(8)]
        with pytest.raises(Limited, match="streams"):
            house.open(person, None)
        house.open(UUID(int=2), None)
        streams[0].close()
        house.open(person, None)

    run(story)


def test_a_creator_gets_events_of_policy_and_knowledge(run: Run) -> None:
    async def story(program: Running) -> None:
        services = program.services
        person = await add_person(services, "mira")
        start = (await read(program, person, None)).position
        avee = (await avees.create_avee(services, person, "agent", "Agent", "")).id
        await configure.save_policy(services, person, avee, {"escalation_enabled": False}, None)
        answer = await add_answer(services, person, avee, "How?", "So.")
        await change_answer.change_answer(services, person, avee, answer, change_answer.AnswerChange(answer_content="Thus."))
        await change_answer.retire_answer(services, person, avee, answer)
        batch = await read(program, person, start)
        assert kinds(batch) == ["policy.changed", "answer.added", "answer.changed", "answer.retired"]
        assert {key for event in batch.events for key in event.payload} == {"avee_id", "answer_id"}

    run(story)
