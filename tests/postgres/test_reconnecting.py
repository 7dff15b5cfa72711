"""Connections that the server hung up on: the next one who asks does not notice."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import psycopg
import pytest

from orchestrator.adapters.postgres.embedded import EmbeddedServer
from orchestrator.bootstrap.program import Running
from orchestrator.domain.errors import Unavailable
from orchestrator.engine.accounts import profile
from orchestrator.engine.routing.route import route
from orchestrator.engine.services import World
from orchestrator.ports.database import Scope
from support.stories import HOURS_QUESTION, House, build_house

Run = Callable[[Callable[[Running], Awaitable[Any]]], Any]


async def hang_up(database: EmbeddedServer) -> int:
    """Ends every connection of the program, as a restart of the server does; how many there were."""
    conninfo = database.owner_url.replace("+psycopg", "").replace("orchestrator_owner", "postgres")
    async with await psycopg.AsyncConnection.connect(conninfo, autocommit=True) as connection:
        cursor = await connection.execute("SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity WHERE usename = 'orchestrator_app'")
        return cursor.rowcount


async def warm_up(world: World, person: UUID) -> None:
    """Several connections in the pool."""
    async with (
        world.database.transaction(Scope(person)),
        world.database.transaction(Scope(person)),
        world.database.transaction(Scope(person)),
    ):
        pass


def test_after_a_restart_nobody_meets_a_dead_connection(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        world = program.world
        house: House = await build_house(world)
        for _ in range(3):
            await warm_up(world, house.asker)
            assert await hang_up(database) >= 3
            assert (await route(world, house.asker, house.ask(HOURS_QUESTION))).reply_content
            assert (await profile.who_am_i(world, house.asker)).handle == "ada"

    run(story)


async def break_transaction(database: EmbeddedServer, world: World, house: House) -> None:
    async with world.database.transaction(Scope(house.asker)) as tx:
        await hang_up(database)
        await tx.accounts.load_me()


async def break_hot_path(database: EmbeddedServer, world: World, house: House) -> None:
    async with world.database.hot_path(Scope(house.asker)) as hot:
        await hang_up(database)
        await hot.load_facts(house.conversation, None)


@pytest.mark.parametrize("broken_off", [break_transaction, break_hot_path])
def test_a_connection_that_breaks_in_use_is_not_used_again(
    run: Run, database: EmbeddedServer, broken_off: Callable[[EmbeddedServer, World, House], Awaitable[None]]
) -> None:
    async def story(program: Running) -> None:
        world = program.world
        house = await build_house(world)
        with pytest.raises(Unavailable) as met:
            await broken_off(database, world, house)
        assert met.value.code == "database_unavailable"
        for _ in range(20):
            assert (await profile.who_am_i(world, house.asker)).handle == "ada"

    run(story)
