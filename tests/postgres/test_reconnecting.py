"""Connections closed by the server are replaced before they are used again."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import psycopg
import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.bootstrap.program import Running
from orchestrator.domain.errors import Unavailable
from orchestrator.engine.accounts import profile
from orchestrator.engine.routing.route import route
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from support.stories import HOURS_QUESTION, House, build_house

Run = Callable[[Callable[[Running], Awaitable[Any]]], Any]


async def hang_up(database: EmbeddedServer) -> int:
    """Ends every connection of the program, as a server restart does; returns their number."""
    conninfo = database.owner_url.replace("+psycopg", "").replace("orchestrator_owner", "postgres")
    async with await psycopg.AsyncConnection.connect(conninfo, autocommit=True) as connection:
        cursor = await connection.execute("SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity WHERE usename = 'orchestrator_app'")
        return cursor.rowcount


async def warm_up(services: Services, person: UUID) -> None:
    """Opens several connections in the pool."""
    async with (
        services.database.transaction(Scope(person)),
        services.database.transaction(Scope(person)),
        services.database.transaction(Scope(person)),
    ):
        pass


def test_after_a_restart_no_closed_connection_is_used(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        services = program.services
        house: House = await build_house(services)
        for _ in range(3):
            await warm_up(services, house.asker)
            assert await hang_up(database) >= 3
            assert (await route(services, house.asker, house.ask(HOURS_QUESTION))).text
            assert (await profile.who_am_i(services, house.asker)).handle == "ada"

    run(story)


async def break_transaction(database: EmbeddedServer, services: Services, house: House) -> None:
    async with services.database.transaction(Scope(house.asker)) as tx:
        await hang_up(database)
        await tx.accounts.load_me()


async def break_hot_path(database: EmbeddedServer, services: Services, house: House) -> None:
    async with services.database.hot_path(Scope(house.asker)) as hot:
        await hang_up(database)
        await hot.load_facts(house.conversation, None)


@pytest.mark.parametrize("broken_off", [break_transaction, break_hot_path])
def test_a_connection_that_broke_in_use_is_not_used_again(
    run: Run, database: EmbeddedServer, broken_off: Callable[[EmbeddedServer, Services, House], Awaitable[None]]
) -> None:
    async def story(program: Running) -> None:
        services = program.services
        house = await build_house(services)
        with pytest.raises(Unavailable) as met:
            await broken_off(database, services, house)
        assert met.value.code == "database_unavailable"
        for _ in range(20):
            assert (await profile.who_am_i(services, house.asker)).handle == "ada"

    run(story)


async def limit(database: EmbeddedServer, connections: int) -> None:
    """How many connections the program's role may have; -1 for any number."""
    conninfo = database.owner_url.replace("+psycopg", "").replace("orchestrator_owner", "postgres")
    async with await psycopg.AsyncConnection.connect(conninfo, autocommit=True) as connection:
        await connection.execute(f"ALTER ROLE orchestrator_app CONNECTION LIMIT {connections}")


def test_a_server_without_a_free_connection_is_asked_again(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        services = program.services
        house: House = await build_house(services)
        await hang_up(database)
        await limit(database, 0)
        try:
            asked = asyncio.create_task(profile.who_am_i(services, house.asker))
            routed = asyncio.create_task(route(services, house.asker, house.ask(HOURS_QUESTION)))
            done, _ = await asyncio.wait({asked, routed}, timeout=1)
            assert not done
            await limit(database, -1)
            assert (await asked).handle == "ada"
            assert (await routed).text
        finally:
            await limit(database, -1)

    run(story)
