"""Bursts: messages sent without waiting for an answer are answered once, and drafting a stale answer is cancelled."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from orchestrator.adapters.models.chat.openai_chat import ChatLimits, OpenAIChatModel
from orchestrator.adapters.models.chat.writing import ChatGenerator
from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.bootstrap.program import Running
from orchestrator.domain.answering.request import DraftRequest
from orchestrator.domain.errors import Invalid, Unavailable
from orchestrator.domain.paths import Path
from orchestrator.engine.in_flight import MessagesInFlight
from orchestrator.engine.routing.incoming import Ask
from orchestrator.engine.routing.recover import route_lost_messages
from orchestrator.engine.routing.route import route, route_waiting
from orchestrator.engine.services import Services
from orchestrator.ports.models import OnText
from support.models import DownEmbedder
from support.servers.chat_server import ChatServer, serving
from support.stories import HOURS_QUESTION, PASSWORD_QUESTION, House, build_house, count, rows, start

Run = Callable[[Callable[[Running], Awaitable[Any]]], Any]
BURST = ("On which days of the week", "is the bicycle repair workshop", "open?")
BLOCKED = "SELECT 1 FROM pg_locks WHERE NOT granted"
MESSAGES = "SELECT content, role, awaits_routing, answered_with FROM messages ORDER BY id"


@pytest.fixture
def model() -> Iterator[ChatServer]:
    with serving() as started:
        yield started


class WaitingGenerator:
    """A remote generator that answers once `let` is set. It records the questions and counts the cancelled drafts."""

    is_local = False

    def __init__(self, inner: Any) -> None:
        self.inner, self.cancelled = inner, 0
        self.asked: list[str] = []
        self.let, self.was_asked = asyncio.Event(), asyncio.Event()

    async def draft(self, request: DraftRequest, on_text: OnText | None = None) -> Any:
        self.asked.append(request.question)
        self.was_asked.set()
        try:
            await self.let.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        return await self.inner.draft(request, on_text)


def with_waiting_generator(services: Services) -> tuple[Services, WaitingGenerator]:
    writer = WaitingGenerator(services.generator)
    return replace(services, generator=writer), writer


async def wait_until_asked(writer: WaitingGenerator, sending: "asyncio.Task[Any]") -> None:
    """Waits until the generator is asked for a draft, or the message is answered without one."""
    waiting_for = asyncio.create_task(writer.was_asked.wait())
    await asyncio.wait({waiting_for, sending}, return_when=asyncio.FIRST_COMPLETED)
    waiting_for.cancel()
    writer.was_asked.clear()


def test_three_messages_of_one_burst_are_answered_once(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        house = await build_house(program.services)
        services, writer = with_waiting_generator(program.services)
        sendings = []
        for part in ("The bicycle repair workshop", "its days of the week I mean", "when is it open?"):
            sendings.append(asyncio.create_task(route(services, house.asker, house.ask(part))))
            await wait_until_asked(writer, sendings[-1])
        writer.let.set()
        first, second, third = await asyncio.gather(*sendings)
        assert first.path is Path.auto_answer
        assert first == second == third
        assert first.reply is not None
        assert third.message_id != first.reply.message_id
        assert "Tuesday to Saturday" in first.text
        assert writer.asked[-1] == "The bicycle repair workshop its days of the week I mean when is it open?"
        assert writer.cancelled == len(writer.asked) - 1 > 0

    run(story)
    assert count(database, "orchestrator_decisions") == 1
    stored = rows(database, MESSAGES)
    assert [row.role for row in stored].count("agent") == 1
    assert [row.awaits_routing for row in stored] == [False] * 4
    assert [row.answered_with is not None for row in stored if row.role == "user"] == [True, True, False]


def test_a_stale_generation_of_the_chat_model_is_cancelled(run: Run, model: ChatServer, database: EmbeddedServer) -> None:
    """The chat model is a real server, which writes one word at a time."""

    async def story(program: Running) -> None:
        house = await build_house(program.services)
        chat = OpenAIChatModel(model.base_url, "a key", "small", frozenset(), ChatLimits(timeout_s=20, first_token_s=5, connect_s=2))
        services = replace(program.services, chat=chat, generator=ChatGenerator(chat, program.services.embedder))
        model.word_s = 0.2
        try:
            first = asyncio.create_task(route(services, house.asker, house.ask(HOURS_QUESTION)))
            await asyncio.to_thread(model.asked.wait, 10)
            model.word_s = 0.0
            second = await route(services, house.asker, house.ask("in the spring I mean"))
            assert await first == second
        finally:
            await chat.close()

    run(story)
    assert count(database, "orchestrator_decisions") == 1
    asked, more, _ = rows(database, MESSAGES)
    assert (asked.awaits_routing, asked.answered_with is None, more.answered_with) == (False, False, None)


def test_two_questions_that_stand_alone_get_an_answer_each(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        house = await build_house(program.services)
        services, writer = with_waiting_generator(program.services)
        first = asyncio.create_task(route(services, house.asker, house.ask(HOURS_QUESTION)))
        await wait_until_asked(writer, first)
        second = await route(services, house.asker, house.ask(PASSWORD_QUESTION))
        writer.let.set()
        assert ((await first).path, second.path) == (Path.auto_answer, Path.serve_canonical)
        assert writer.cancelled == 0

    run(story)
    assert count(database, "orchestrator_decisions") == 2


def test_messages_in_another_conversation_are_no_burst(run: Run) -> None:
    async def story(program: Running) -> None:
        house = await build_house(program.services)
        services, writer = with_waiting_generator(program.services)
        other = await start(services, house.asker, house.avee)
        first = asyncio.create_task(route(services, house.asker, house.ask(HOURS_QUESTION)))
        await wait_until_asked(writer, first)
        second = asyncio.create_task(route(services, house.asker, Ask(other, "on mondays I mean")))
        await wait_until_asked(writer, second)
        writer.let.set()
        assert (await first).message_id != (await second).message_id
        assert writer.cancelled == 0

    run(story)


def test_the_same_message_sent_twice_is_no_burst(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        house = await build_house(program.services)
        services, writer = with_waiting_generator(program.services)
        ask = house.ask("the bicycle repair workshop, its days of the week", client_message_id="one")
        first = asyncio.create_task(route(services, house.asker, ask))
        await wait_until_asked(writer, first)
        again = asyncio.create_task(route(services, house.asker, ask))
        await wait_until_asked(writer, again)
        writer.let.set()
        assert (await first).message_id == (await again).message_id

    run(story)
    assert count(database, "orchestrator_decisions") == 1


def test_a_message_is_routed_alone_where_the_newer_one_of_its_burst_failed(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        house = await build_house(program.services)
        services, writer = with_waiting_generator(program.services)
        first = asyncio.create_task(route(services, house.asker, house.ask("the bicycle repair workshop, its days of the week")))
        await wait_until_asked(writer, first)
        writer.let.set()

        class Broken:
            identity = program.services.embedder.identity

            async def embed(self, texts: Any) -> Any:
                raise Invalid("broken", "This embedder is broken.")

            async def close(self) -> None: ...

        with pytest.raises(Invalid):
            await route(replace(services, embedder=Broken()), house.asker, house.ask("and on mondays?"))
        assert (await first).path in (Path.auto_answer, Path.offer_escalation)

    run(story)
    assert [row.awaits_routing for row in rows(database, MESSAGES)] == [False, False]


def test_waiting_messages_of_another_process_are_answered_with_the_next(run: Run, database: EmbeddedServer) -> None:
    """The other process then finds its message answered, and adds nothing."""

    async def story(program: Running) -> None:
        house = await build_house(program.services)
        other, writer = with_waiting_generator(replace(program.services, in_flight=MessagesInFlight()))
        first = asyncio.create_task(route(other, house.asker, house.ask("The bicycle repair workshop, its days of the week")))
        await wait_until_asked(writer, first)
        second = await route(program.services, house.asker, house.ask("when is it open?"))
        assert second.path is Path.auto_answer
        writer.let.set()
        assert (await first).message_id == second.message_id

    run(story)
    assert count(database, "orchestrator_decisions") == 1
    assert [row.role for row in rows(database, MESSAGES)] == ["user", "user", "agent"]


def test_an_unfinished_message_waits_for_the_rest(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        house = await build_house(program.services)
        services = replace(program.services, burst_wait_s=10.0)
        first = asyncio.create_task(route(services, house.asker, house.ask("On which days of the week is the,")))
        await asyncio.sleep(0.5)
        assert not first.done()
        second = await route(services, house.asker, house.ask("bicycle repair workshop open?"))
        assert second.path is Path.auto_answer
        assert await first == second

    run(story)
    assert count(database, "orchestrator_decisions") == 1


def test_an_unfinished_message_is_answered_after_the_wait(run: Run) -> None:
    async def story(program: Running) -> None:
        house = await build_house(program.services)
        services = replace(program.services, burst_wait_s=0.05)
        unfinished = house.ask("On which days of the week is the bicycle repair workshop open, and")
        assert (await route(services, house.asker, unfinished)).path is Path.auto_answer
        assert (await route(services, house.asker, house.ask("I have a question"))).path is Path.clarify

    run(story)


async def send_while_the_embedder_is_down(program: Running, house: House, texts: Sequence[str]) -> None:
    down = replace(program.services, embedder=DownEmbedder(program.services.embedder))
    for part in texts:
        with pytest.raises(Unavailable):
            await route(down, house.asker, house.ask(part))


def test_a_burst_while_the_embedder_is_down_is_kept_and_answered(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        await send_while_the_embedder_is_down(program, await build_house(program.services), BURST)
        await program.queue.work(wait=False)
        await route_lost_messages(program.services, older_than_s=0)

    run(story)
    assert not any(row.awaits_routing for row in rows(database, MESSAGES))


def test_routing_begins_again_after_a_deadlock(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        house = await build_house(program.services)
        await send_while_the_embedder_is_down(program, house, BURST[:2])
        first, second = (row.id for row in rows(database, "SELECT id FROM messages ORDER BY id"))
        owner = create_async_engine(database.owner_url)
        async with owner.begin() as other:
            # Locks the two messages in the opposite order, as another worker might.
            lock = text("SELECT FROM messages WHERE id = :id FOR UPDATE")
            await other.execute(lock, {"id": first})
            routing = asyncio.create_task(route_waiting(program.services, house.asker, second))
            async with asyncio.timeout(20):
                while not await asyncio.to_thread(rows, database, BLOCKED):
                    assert not routing.done()
            await other.execute(lock, {"id": second})
        routed = await routing
        assert routed is not None
        assert routed.message_id == second
        await owner.dispose()

    run(story)
    assert [(row.awaits_routing, row.answered_with is None) for row in rows(database, MESSAGES) if row.role == "user"] == [
        (False, False),
        (False, True),
    ]
