"""Real parts, shared as far as they may be: one PostgreSQL and one embedder a run, a fresh copy of the database a test."""

import asyncio
import dataclasses
import gc
import os
import secrets
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest
from fastapi.testclient import TestClient
from hypothesis import settings as hypothesis_settings
from sqlalchemy import Connection, NullPool, create_engine, make_url

from orchestrator.adapters.models.embedding.local import LocalEmbedder
from orchestrator.adapters.models.embedding.multilingual import MultilingualEmbedder
from orchestrator.adapters.postgres.server import embedded, schema
from orchestrator.adapters.postgres.server.embedded import OWNER, EmbeddedServer
from orchestrator.bootstrap.program import Running
from orchestrator.domain.channels.kinds import ChannelKind
from orchestrator.settings import Settings
from support.api import Api
from support.channels import Switchboard, WithChannel, connected
from support.links import SITE
from support.mailing import FakeMailer, Mailed, WithMail
from support.outbox import FakeOutside, Outbox, StandingClock, WithPost
from support.payments import Shop, Till, open_shop, opened_till
from support.places import Place, name_person, seeded_place
from support.servers import programs
from support.servers.databases import Databases, folder_in_memory
from support.servers.mail_server import MailServer, mail_server
from support.stories import build_house

# No example is timed, as machines differ, and the same examples are tried every time: `make soak` tries others.
hypothesis_settings.register_profile("steady", deadline=None, derandomize=True, database=None)
hypothesis_settings.load_profile("steady")

T = TypeVar("T")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Writes the failed tests into the file that FAILED_TESTS names, for `support.tools.whole_suite`."""
    if path := os.environ.get("FAILED_TESTS"):
        reports = [report for outcome in ("failed", "error") for report in terminalreporter.stats.get(outcome, [])]
        Path(path).write_text("\n".join(sorted({report.nodeid for report in reports})))


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Ten thousand tests and what they import stay until the end, so the collector of garbage never looks at them again."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


@pytest.fixture(scope="session")
def server() -> Iterator[EmbeddedServer]:
    """A server whose own database is migrated and empty: the template of every test's database.

    Its home is not below pytest's own folder: another run of pytest closes that one to the user that the server runs as.
    """
    with tempfile.TemporaryDirectory(prefix="orchestrator-", dir=folder_in_memory(), ignore_cleanup_errors=True) as home:
        started = embedded.start(Path(home), programs.FORGETFUL)
        schema.migrate(started.owner_url, started.runtime_url, LocalEmbedder.identity)
        yield started
        started.stop()


@pytest.fixture(scope="session")
def databases(server: EmbeddedServer) -> Iterator[Databases]:
    copies = Databases(server)
    yield copies
    copies.close()


@pytest.fixture
def database(databases: Databases) -> Iterator[EmbeddedServer]:
    """A migrated, empty database of the test's own."""
    name, copy = databases.take()
    yield copy
    databases.give_back(name)


@pytest.fixture(scope="session")
def loaded_model() -> Iterator[None]:
    """The embedding models, loaded once a run, the second one where a test needs it: the programs of all tests share them as
    long as these embedders are open.
    """
    embedder, multilingual = LocalEmbedder(programs.HOME / "cache"), MultilingualEmbedder()
    asyncio.run(embedder.warm())
    yield
    asyncio.run(embedder.close())
    asyncio.run(multilingual.close())


@pytest.fixture
def bare(server: EmbeddedServer) -> Iterator[EmbeddedServer]:
    """An empty database on the same server, as the schema's owner finds it."""
    name = f"test_{secrets.token_hex(6)}"
    made = server.clone(name, template="template0")
    with create_engine(make_url(made.owner_url).set(username="postgres"), poolclass=NullPool).begin() as admin:
        admin.exec_driver_sql("CREATE EXTENSION vector")
        admin.exec_driver_sql(f"GRANT ALL ON SCHEMA public TO {OWNER}")
    yield made
    server.drop(name)


@pytest.fixture
def settings(database: EmbeddedServer, loaded_model: None, monkeypatch: pytest.MonkeyPatch) -> Settings:
    # The model's graph is built once for all runs; everything else of this home is unused, as the database is given.
    monkeypatch.setenv("ORCHESTRATOR_HOME", str(programs.HOME))
    monkeypatch.setenv("DATABASE_URL", database.runtime_url)
    monkeypatch.setenv("BURST_WAIT_S", "0")
    return Settings()


@pytest.fixture
def run(settings: Settings, database: EmbeddedServer) -> Callable[[Callable[[Running], Awaitable[T]]], T]:
    """Runs an async story on a program set up as in production: `run(lambda program: story(program.world))`."""

    def run_story(story: Callable[[Running], Awaitable[Any]]) -> Any:
        async def whole() -> Any:
            async with programs.running(settings, database.runtime_url) as program:
                return await story(program)

        return asyncio.run(whole())

    return run_story


@pytest.fixture
def api(settings: Settings) -> Iterator[Api]:
    """The whole web application with its worker, as a client of nobody yet."""
    with TestClient(programs.make_app(), raise_server_exceptions=False, client=programs.PEER) as client:
        yield Api(client)


@pytest.fixture
def open_api(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Api]:
    """Like the `api` fixture, with sending to private addresses allowed."""
    monkeypatch.setenv("ALLOW_PRIVATE_TARGETS", "true")
    monkeypatch.setenv("PUBLIC_URL", "https://ask.example.org")
    with TestClient(programs.make_app(), base_url="https://ask.example.org", raise_server_exceptions=False) as client:
        yield Api(client)


@pytest.fixture
def creator(api: Api) -> Api:
    """Whom most stories are about."""
    return api.sign_up("mira", display_name="Mira")


@pytest.fixture
def avee(creator: Api) -> str:
    return creator.create_avee("mira-agent")


@pytest.fixture(scope="module")
def shared_database(databases: Databases) -> Iterator[EmbeddedServer]:
    """As `database`, but for all tests of a module, which tell each other's people apart by their handles."""
    name, copy = databases.take()
    yield copy
    databases.give_back(name)


@pytest.fixture(scope="module")
def shared(shared_database: EmbeddedServer, loaded_model: None) -> Iterator[Api]:
    """As `api`, but for all tests of a module."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("ORCHESTRATOR_HOME", str(programs.HOME))
        environment.setenv("DATABASE_URL", shared_database.runtime_url)
        environment.setenv("BURST_WAIT_S", "0")
        app = programs.make_app()
    with TestClient(app, raise_server_exceptions=False, client=programs.PEER) as client:
        yield Api(client)


@pytest.fixture
def crowd(shared: Api) -> Api:
    """As `shared`, but whoever signs up by it has a handle that no other test has: for stories about their own people only."""
    return Api(shared.client, suffix=f"-{secrets.token_hex(4)}")


@pytest.fixture(scope="module")
def place(server: EmbeddedServer) -> Iterator[Place]:
    """A seeded database, shared by the tests of a module: each leaves it as it found it."""
    with seeded_place(server) as made:
        yield made


@pytest.fixture
def undone(place: Place) -> Iterator[Connection]:
    """The schema's owner, acting for the seeded agent's creator, in a transaction that is undone: in it `now()` stands still."""
    with place.owner.connect() as connection:
        name_person(connection, place.seeded.owner)
        yield connection
        connection.rollback()


@pytest.fixture
def with_post(run: Callable[[Callable[[Running], Awaitable[Any]]], Any], database: EmbeddedServer) -> WithPost:
    """Runs a story about an agent's notifications and webhooks, with a fake receiver of what is sent."""

    def run_story(story: Callable[[Outbox], Awaitable[None]]) -> None:
        async def whole(program: Running) -> None:
            outside = FakeOutside()
            services = dataclasses.replace(program.services, notifier=outside, webhooks=outside)
            await story(Outbox(services, outside, await build_house(services), database.owner_url))

        run(whole)

    return run_story


@pytest.fixture
def with_mail(run: Callable[[Callable[[Running], Awaitable[Any]]], Any], database: EmbeddedServer) -> WithMail:
    """Runs a story about the mail of an agent's people, whose addresses are confirmed, with a fake mailbox and a clock."""

    def run_story(story: Callable[[Mailed], Awaitable[None]]) -> None:
        async def whole(program: Running) -> None:
            mailer, clock = FakeMailer(), StandingClock(datetime.now(UTC))
            services = dataclasses.replace(program.services, mailer=mailer, clock=clock)
            mailed = Mailed(services, mailer, clock, await build_house(services), database.owner_url)
            await mailed.confirm_all()
            await story(mailed)

        run(whole)

    return run_story


@pytest.fixture
def post() -> Iterator[MailServer]:
    with mail_server() as started:
        yield started


@pytest.fixture
def mailing(settings: Settings, post: MailServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Api]:
    """The whole application, with a mail server: accounts wait until their address is confirmed."""
    monkeypatch.setenv("SMTP_URL", post.url)
    monkeypatch.setenv("MAIL_FROM", "Orchestrator <hello@example.org>")
    monkeypatch.setenv("PUBLIC_URL", SITE)
    with TestClient(programs.make_app(), base_url=SITE, raise_server_exceptions=False, client=programs.PEER) as client:
        yield Api(client)


@pytest.fixture
def with_channel(run: Callable[[Callable[[Running], Awaitable[Any]]], Any], database: EmbeddedServer) -> WithChannel:
    """Tells a story to an agent that has a channel of some kind."""

    def run_story(story: Callable[[Switchboard], Awaitable[None]], kind: ChannelKind = ChannelKind.telegram) -> None:
        async def whole(program: Running) -> None:
            await story(await connected(program.services, database, kind))

        run(whole)

    return run_story


@pytest.fixture(scope="module")
def till(shared_database: EmbeddedServer, loaded_model: None) -> Iterator[Till]:
    """The application with a fake provider of payments and without a worker, for all tests of a module."""
    with opened_till(shared_database) as opened:
        yield opened


@pytest.fixture
def shop(till: Till) -> Shop:
    """An agent whose questions cost something, with people whom no other test has."""
    return open_shop(till)
