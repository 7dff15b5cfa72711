"""No statement and no silent server holds a request for long, and nothing that was acknowledged is lost."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import psycopg
import pytest

from orchestrator.adapters.postgres.connecting import JOBS, Limits, open_plain, parameters_of
from orchestrator.adapters.postgres.database import PostgresDatabase
from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.bootstrap.program import Running
from orchestrator.domain.errors import Unavailable
from orchestrator.engine.routing.route import route
from orchestrator.http.operation.readiness import NO_ANSWER, Readiness
from orchestrator.ports.database import Scope
from orchestrator.settings import Settings
from support.servers import programs
from support.servers.proxy import DatabaseProxy
from support.stories import HOURS_QUESTION, build_house, rows

Run = Callable[[Callable[[Running], Awaitable[Any]]], Any]
LIMITS = (
    "SELECT current_setting('statement_timeout'), current_setting('lock_timeout'), current_setting('idle_in_transaction_session_timeout')"
)


async def limits_of(database: PostgresDatabase, limit_s: float | None = None) -> tuple[str, ...]:
    async with database.transaction(Scope(), limit_s) as tx:
        return tuple((await tx.jobs._connection.exec_driver_sql(LIMITS)).one())


def test_each_kind_of_statement_has_its_limit_in_the_server(run: Run, settings: Settings) -> None:
    async def story(program: Running) -> None:
        database = program.services.database
        assert isinstance(database, PostgresDatabase)
        assert isinstance(program.patient.database, PostgresDatabase)
        assert await limits_of(database) == ("30s", "30s", "1min")
        assert await limits_of(database, 2) == ("2s", "2s", "1min")
        assert await limits_of(program.patient.database) == ("10min", "10min", "1min")
        # A limit of one transaction does not stay with the connection.
        assert await limits_of(database) == ("30s", "30s", "1min")
        async with database._single.connection() as hot:
            assert await (await hot.execute(LIMITS)).fetchone() == ("10s", "10s", "1min")

    run(story)


def test_a_statement_that_runs_too_long_is_ended_and_the_connection_stays(run: Run) -> None:
    async def story(program: Running) -> None:
        with pytest.raises(Unavailable, match="does not answer"):
            async with program.services.database.transaction(Scope(), 0.1) as tx:
                await tx.jobs._connection.exec_driver_sql("SELECT pg_sleep(60)")  # type: ignore[attr-defined]  # of the adapter
        async with program.services.database.transaction(Scope()) as tx:
            assert await tx.avees.find_public(handle="nobody") is None

    run(story)


@pytest.mark.timeout(90)
def test_a_server_that_goes_silent_holds_nothing_and_loses_nothing(settings: Settings, database: EmbeddedServer) -> None:
    async def story() -> None:
        async with DatabaseProxy(database.runtime_url).serving() as proxy:
            # The shortest limits that can be set, so that the test is short.
            hasty = settings.model_copy(update={"database_timeout_s": 1.0})
            async with programs.running(hasty, proxy.url) as program:
                services, readiness = program.services, Readiness()
                house = await build_house(services)
                kept = await route(services, house.asker, replace(house.ask(HOURS_QUESTION), client_message_id="first"))
                assert (await readiness.ask(services))["database"] == "ok"

                proxy.go_silent()
                asked = [asyncio.create_task(route(services, house.asker, house.ask(HOURS_QUESTION))) for _ in range(3)]
                assert (await readiness.ask(services))["database"] in (NO_ANSWER, "database_unavailable")
                for error in await asyncio.gather(*asked, return_exceptions=True):
                    assert isinstance(error, Unavailable), error
                assert (await readiness.ask(services))["database"] != "ok"

                proxy.go_on()
                again = await route(services, house.asker, replace(house.ask(HOURS_QUESTION), client_message_id="first"))
                assert again.message_id == kept.message_id
                assert (await readiness.ask(services))["database"] == "ok"
        assert rows(database, "SELECT count(*) FROM messages WHERE client_message_id = 'first'")[0][0] == 1

    asyncio.run(story())


@pytest.mark.parametrize("pooler", ["refuses_options", "drops_options"])
def test_behind_a_pooler_each_transaction_sets_its_limits(settings: Settings, database: EmbeddedServer, pooler: str) -> None:
    async def story() -> None:
        async with (
            DatabaseProxy(database.runtime_url, **{pooler: True}).serving() as proxy,
            programs.running(settings, proxy.url) as program,
        ):
            inside = program.services.database
            assert isinstance(inside, PostgresDatabase)
            assert (await limits_of(inside))[:2] == ("30s", "30s")
            async with inside._single.connection() as hot:
                # Nothing is left on a connection that the pooler gives to another client next.
                assert (await (await hot.execute("SHOW statement_timeout")).fetchone()) == ("0",)
            house = await build_house(program.services)
            assert (await route(program.services, house.asker, house.ask(HOURS_QUESTION))).text
            async with inside.hot_path(Scope()) as path:
                path._limits = Limits.of(0.1)
                with pytest.raises(psycopg.errors.QueryCanceled):
                    await path._execute(b"SELECT pg_sleep(60)", [])
            async with inside._single.connection() as hot:
                assert (await (await hot.execute("SHOW statement_timeout")).fetchone()) == ("0",)

    asyncio.run(story())


@pytest.mark.timeout(60)
def test_a_program_without_a_loop_hangs_up_too(database: EmbeddedServer) -> None:
    async def story() -> None:
        async with DatabaseProxy(database.runtime_url).serving() as proxy:

            def ask_in_vain() -> None:
                with open_plain(proxy.url, Limits.of(0.5)) as connection:
                    connection.execute("SELECT 1")
                    asyncio.run_coroutine_threadsafe(silence(), loop).result()
                    connection.execute("SELECT 1")

            async def silence() -> None:
                proxy.go_silent()

            loop = asyncio.get_running_loop()
            with pytest.raises(psycopg.OperationalError):
                await asyncio.to_thread(ask_in_vain)

    asyncio.run(story())


def test_what_a_url_sets_itself_is_kept() -> None:
    given = parameters_of("postgresql+psycopg://u@h/d?connect_timeout=1&options=-c%20search_path%3Dx&keepalives_idle=7", JOBS)
    assert (given["connect_timeout"], given["keepalives_idle"]) == ("1", "7")
    assert given["options"].endswith("-c search_path=x")
    assert "statement_timeout=600000" in given["options"]
