"""Routing one message: its database statements, what is stored when a model is down, and that nothing is done twice."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from uuid import UUID

import psycopg
import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.bootstrap.program import Running
from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.errors import Conflict, Forbidden, NotFound, Unavailable
from orchestrator.domain.routing.outcome import SourceKind
from orchestrator.domain.routing.result import Routing
from orchestrator.engine.matching.upkeep import count_reuses
from orchestrator.engine.policy import configure
from orchestrator.engine.routing import recover
from orchestrator.engine.routing.route import route, route_waiting
from support.models import CountingEmbedder, DownEmbedder, RemoteGenerator
from support.stories import (
    HOURS_QUESTION,
    NOVEL_QUESTION,
    PASSWORD_QUESTION,
    VAGUE_MESSAGE,
    House,
    add_answer,
    add_document,
    add_person,
    build_house,
    count,
    let_in,
    rows,
    start,
)

Run = Callable[[Callable[[Running], Awaitable[Any]]], Any]


@contextmanager
def statements() -> Iterator[list[str]]:
    """The SQL statements sent inside the block, on any connection. Left out: naming the person on a connection, pg_notify,
    and what a connection is asked once, when it is opened.
    """
    sent: list[str] = []
    execute = psycopg.AsyncCursor.execute

    async def recording(cursor: Any, query: Any, *arguments: Any, **options: Any) -> Any:
        if not any(each in str(query) for each in ("name_person", "pg_notify", "current_setting('statement_timeout')")):
            sent.append(str(query))
        return await execute(cursor, query, *arguments, **options)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(psycopg.AsyncCursor, "execute", recording)
        yield sent


@pytest.mark.parametrize(
    ("message", "path"),
    [
        ("hello!", "A"),
        (HOURS_QUESTION, "A"),
        (VAGUE_MESSAGE, "B"),
        (PASSWORD_QUESTION, "C"),
        (NOVEL_QUESTION, "D"),
        ("What does the insurance cost?", "F"),
    ],
)
def test_a_message_costs_three_statements_and_one_embedding(run: Run, message: str, path: str) -> None:
    async def story(program: Running) -> tuple[Routing, list[str], list[str]]:
        house = await build_house(program.services)
        await configure.save_policy(program.services, house.creator, house.avee, {"blocked_topics": ["insurance"]}, None)
        embedder = CountingEmbedder(program.services.embedder)
        with statements() as sent:
            routing = await route(replace(program.services, embedder=embedder), house.asker, house.ask(message))
        return routing, sent, embedder.texts

    routing, sent, texts = run(story)
    assert routing.path.value == path
    assert texts == [message]
    assert [re.findall(r"hot_\w+", each) for each in sent] == [["hot_facts"], ["hot_search"], ["hot_save"]]


def test_message_decision_reply_and_offer_are_stored(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> tuple[House, Routing]:
        house = await build_house(program.services)
        return house, await route(program.services, house.asker, house.ask(NOVEL_QUESTION))

    house, routing = run(story)
    assert [tuple(row) for row in rows(database, "SELECT role, content FROM messages ORDER BY id")] == [
        ("user", NOVEL_QUESTION),
        ("agent", routing.text),
    ]
    (decision,) = rows(database, "SELECT * FROM orchestrator_decisions")
    assert (decision.id, decision.avee_id, decision.user_id) == (routing.decision_id, house.avee, house.asker)
    assert decision.policy_version == 2
    assert decision.novelty_score == round(routing.signals.novelty * 10_000)
    (offer,) = rows(database, "SELECT *, embedding IS NOT NULL AS has_embedding FROM escalation_queue")
    assert routing.escalation is not None
    assert (offer.id, offer.status, offer.escalation_reason, offer.has_embedding) == (routing.escalation.id, "pending", "novel", True)


def test_embedder_down_keeps_the_message_and_a_job_routes_it_once(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> list[Routing]:
        house = await build_house(program.services)
        down = replace(program.services, embedder=DownEmbedder(program.services.embedder))
        ask = house.ask(PASSWORD_QUESTION, client_message_id="one")
        for _ in range(2):
            with pytest.raises(Unavailable) as failure:
                await route(down, house.asker, ask)
            assert failure.value.code == "saved_not_routed"
        assert [tuple(row) for row in rows(database, "SELECT role, awaits_routing FROM messages")] == [("user", True)]
        assert count(database, "orchestrator_decisions") == 0
        (job,) = rows(database, "SELECT task_name, args, status FROM procrastinate_jobs WHERE queue_name = 'conversation'")
        assert (job.task_name, job.status) == ("route_message", "todo")
        assert job.args["message_id"] == failure.value.fields["message_id"]
        await program.queue.work(wait=False)
        assert await route_waiting(program.services, house.asker, UUID(job.args["message_id"])) is None
        return [await route(program.services, house.asker, ask) for _ in range(2)]

    first, second = run(story)
    assert first == second
    assert first.path.value == "C"
    assert count(database, "orchestrator_decisions") == 1
    assert count(database, "messages") == 2
    assert rows(database, "SELECT times_reused FROM canonical_answers")[0].times_reused == 1
    assert count(database, "messages WHERE awaits_routing") == 0


def test_a_message_waits_until_the_embedder_is_back(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        house = await build_house(program.services)
        down = replace(program.services, embedder=DownEmbedder(program.services.embedder))
        with pytest.raises(Unavailable):
            await route(down, house.asker, house.ask(PASSWORD_QUESTION))
        (message,) = rows(database, "SELECT id FROM messages")
        with pytest.raises(Unavailable):
            await route_waiting(down, house.asker, message.id)
        assert await recover.route_lost_messages(down, older_than_s=0) == 0
        assert await recover.route_lost_messages(program.services, older_than_s=0) == 1
        assert await recover.route_lost_messages(program.services, older_than_s=0) == 0

    run(story)
    assert count(database, "orchestrator_decisions") == 1


def test_two_sends_while_the_embedder_is_down_keep_one_message(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> list[Any]:
        house = await build_house(program.services)
        down = replace(program.services, embedder=DownEmbedder(program.services.embedder))
        ask = house.ask(PASSWORD_QUESTION, client_message_id="twice")
        return await asyncio.gather(*(route(down, house.asker, ask) for _ in range(5)), return_exceptions=True)

    outcomes = run(story)
    assert [getattr(outcome, "code", outcome) for outcome in outcomes] == ["saved_not_routed"] * 5
    assert count(database, "messages") == 1
    assert len({outcome.fields["message_id"] for outcome in outcomes}) == 1


def test_a_remote_generator_is_asked_after_the_message_is_saved_and_outside_transactions(run: Run, database: EmbeddedServer) -> None:
    found: list[Any] = []

    async def look() -> None:
        found.extend(await asyncio.to_thread(rows, database, "SELECT content, awaits_routing FROM messages"))
        found.extend(await asyncio.to_thread(rows, database, IN_TRANSACTION))

    async def story(program: Running) -> Routing:
        house = await build_house(program.services)
        return await route(replace(program.services, generator=RemoteGenerator(look)), house.asker, house.ask(HOURS_QUESTION))

    assert run(story).path.value == "A"
    assert [tuple(row) for row in found] == [(HOURS_QUESTION, True), (0,)]
    assert count(database, "messages") == 2
    assert count(database, "messages WHERE awaits_routing") == 0


IN_TRANSACTION = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'"


def test_a_worker_does_not_ask_the_generator_again_for_a_message_in_flight(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> RemoteGenerator:
        house = await build_house(program.services)
        generator = RemoteGenerator(lambda: program.queue.work(wait=False))
        await route(replace(program.services, generator=generator), house.asker, house.ask(HOURS_QUESTION))
        return generator

    assert run(story).calls == 1
    assert [row.written_by for row in rows(database, WRITTEN_BY)] == ["quotes"]
    assert count(database, "orchestrator_decisions") == 1


WRITTEN_BY = "SELECT evidence -> 'draft' ->> 'written_by' AS written_by FROM orchestrator_decisions"


@pytest.mark.parametrize(("enabled", "path"), [(True, "D"), (False, "F")])
def test_a_message_is_answered_without_a_draft_while_the_generator_is_down(
    run: Run, database: EmbeddedServer, enabled: bool, path: str
) -> None:
    async def story(program: Running) -> Routing:
        house = await build_house(program.services)
        await configure.save_policy(program.services, house.creator, house.avee, {"escalation_enabled": enabled}, None)
        services = replace(program.services, generator=RemoteGenerator(is_down=True))
        return await route(services, house.asker, house.ask(HOURS_QUESTION))

    routing = run(story)
    assert routing.path.value == path
    assert routing.suggestions
    assert [row.role for row in rows(database, "SELECT role FROM messages ORDER BY id")] == ["user", "agent"]
    assert count(database, "escalation_queue") == (1 if enabled else 0)


def test_a_cancelled_request_is_answered_later(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        house = await build_house(program.services)
        began = asyncio.Event()

        async def hang() -> None:
            began.set()
            await asyncio.sleep(60)

        services = replace(program.services, generator=RemoteGenerator(hang))
        sending = asyncio.create_task(route(services, house.asker, house.ask(HOURS_QUESTION)))
        await began.wait()
        sending.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sending
        assert count(database, "orchestrator_decisions") == 0
        assert await recover.route_lost_messages(program.services, older_than_s=0) == 1

    run(story)
    assert [row.role for row in rows(database, "SELECT role FROM messages ORDER BY id")] == ["user", "agent"]


@pytest.mark.parametrize("is_remote", [False, True], ids=["local", "remote generator"])
@pytest.mark.parametrize("message", [PASSWORD_QUESTION, HOURS_QUESTION, NOVEL_QUESTION])
def test_concurrent_sends_of_one_message_are_one(run: Run, database: EmbeddedServer, message: str, is_remote: bool) -> None:
    async def story(program: Running) -> list[Routing]:
        house = await build_house(program.services)
        services = replace(program.services, generator=RemoteGenerator()) if is_remote else program.services
        ask = house.ask(message, client_message_id="same")
        return list(await asyncio.gather(*(route(services, house.asker, ask) for _ in range(4))))

    first, *others = run(story)
    assert all(other == first for other in others)
    assert count(database, "orchestrator_decisions") == 1
    assert count(database, "messages") == 2
    assert count(database, "escalation_queue") == (1 if message == NOVEL_QUESTION else 0)
    assert count(database, "answer_deliveries") == (1 if message == PASSWORD_QUESTION else 0)


def test_a_client_message_id_belongs_to_its_conversation_and_text(run: Run) -> None:
    async def story(program: Running) -> None:
        house = await build_house(program.services)
        ask = house.ask(PASSWORD_QUESTION, client_message_id="mine")
        first = await route(program.services, house.asker, ask)
        with pytest.raises(Conflict) as failure:
            await route(program.services, house.asker, replace(ask, text="Something else"))
        assert failure.value.code == "client_message_id_reused"
        elsewhere = await start(program.services, house.asker, house.avee)
        second = await route(program.services, house.asker, replace(ask, conversation_id=elsewhere))
        assert second.message_id != first.message_id

    run(story)


def test_reuse_is_counted_exactly_under_concurrency(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> list[Routing]:
        house = await build_house(program.services)
        conversations = [await start(program.services, house.asker, house.avee) for _ in range(50)]
        asks = [replace(house.ask(PASSWORD_QUESTION), conversation_id=each) for each in conversations]
        routed = asyncio.gather(*(route(program.services, house.asker, ask) for ask in asks))
        while not routed.done():
            await count_reuses(program.services)
        return list(await routed)

    assert {routing.path.value for routing in run(story)} == {"C"}
    counted = "SELECT times_reused, version, updated_at = created_at AS untouched FROM canonical_answers"
    (answer,) = rows(database, counted)
    # A reuse that found the row locked by the count did not wait, and is in `uncounted_reuses`.
    assert tuple(answer) == (50 - count(database, "uncounted_reuses"), 1, True)
    assert count(database, "answer_deliveries") == 50
    run(lambda program: count_reuses(program.services))
    assert tuple(rows(database, counted)[0]) == (50, 1, True)
    assert count(database, "uncounted_reuses") == 0


def test_a_follow_up_is_read_in_context_and_gets_no_answer_twice(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> tuple[Routing, Routing, list[str]]:
        house = await build_house(program.services)
        first = await route(program.services, house.asker, house.ask(PASSWORD_QUESTION))
        embedder = CountingEmbedder(program.services.embedder)
        with statements() as sent:
            second = await route(replace(program.services, embedder=embedder), house.asker, house.ask("And on my phone?"))
        assert len(sent) == 3
        return first, second, embedder.texts

    first, second, texts = run(story)
    assert texts[-1] == f"{PASSWORD_QUESTION} And on my phone?"
    assert first.path.value == "C"
    assert second.path.value != "C"
    assert [source.id for source in second.suggestions if source.kind is SourceKind.canonical_answer] == []
    evidence = rows(database, "SELECT evidence FROM orchestrator_decisions ORDER BY id DESC LIMIT 1")[0].evidence
    assert evidence["is_follow_up"] is True
    assert evidence["question"] == f"{PASSWORD_QUESTION} And on my phone?"


def test_the_same_question_asked_again_is_served_again(run: Run) -> None:
    async def story(program: Running) -> list[str]:
        house = await build_house(program.services)
        return [(await route(program.services, house.asker, house.ask(PASSWORD_QUESTION))).path.value for _ in range(2)]

    assert run(story) == ["C", "C"]


SECRET = "# Summer house\n\nThe spare key of the summer house on the island lies under the third flower pot beside the blue door.\n"
SECRET_QUESTION = "Where does the spare key of the summer house on the island lie?"


def test_knowledge_for_friends_is_given_to_friends_only(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> tuple[Routing, Routing, Routing]:
        services = program.services
        house = await build_house(services)
        await add_document(services, house.creator, house.avee, "summer.md", SECRET, Layer.friends)
        await add_answer(services, house.creator, house.avee, SECRET_QUESTION, "Under the third flower pot.", Layer.intimate)
        friend = await add_person(services, "otto")
        await let_in(services, house, friend, Layer.friends)
        ask = replace(house.ask(SECRET_QUESTION), conversation_id=await start(services, friend, house.avee))
        return (
            await route(services, house.asker, house.ask(SECRET_QUESTION)),
            await route(services, friend, ask),
            await route(services, friend, replace(ask, layer=Layer.public)),
        )

    stranger, friend, friend_in_public = run(story)
    for routing in (stranger, friend_in_public):
        assert "flower pot" not in routing.text + str(routing.reply) + str(routing.suggestions) + routing.reason
        assert routing.path.value != "A"
    assert friend.path.value == "A"
    assert "flower pot" in friend.text
    stored = rows(database, "SELECT user_id, evidence FROM orchestrator_decisions ORDER BY id")[0].evidence
    assert "flower pot" not in str(stored)


def test_a_layer_that_was_not_granted_is_refused_and_nothing_stored(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        house = await build_house(program.services)
        for layer in (Layer.friends, Layer.intimate):
            with pytest.raises(Forbidden) as failure:
                await route(program.services, house.asker, house.ask(PASSWORD_QUESTION, layer=layer))
            assert failure.value.code == "layer_not_granted"

    run(story)
    assert count(database, "messages") == 0


def test_a_revoked_layer_no_longer_counts_for_a_waiting_message(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> Routing | None:
        services = program.services
        house = await build_house(services)
        await add_document(services, house.creator, house.avee, "summer.md", SECRET, Layer.friends)
        await let_in(services, house, house.asker, Layer.friends)
        with pytest.raises(Unavailable):
            await route(replace(services, embedder=DownEmbedder(services.embedder)), house.asker, house.ask(SECRET_QUESTION))
        await let_in(services, house, house.asker, Layer.public)
        (message,) = rows(database, "SELECT id FROM messages")
        return await route_waiting(services, house.asker, message.id)

    routing = run(story)
    assert routing is not None
    assert "flower pot" not in routing.text + str(routing.suggestions)


def test_another_persons_conversation_is_not_found(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        house = await build_house(program.services)
        for person in (house.creator, await add_person(program.services, "stranger")):
            with pytest.raises(NotFound) as failure:
                await route(program.services, person, house.ask(PASSWORD_QUESTION))
            assert failure.value.code == "conversation_not_found"

    run(story)
    assert count(database, "messages") == 0


def test_an_answer_that_expired_is_not_served(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> tuple[str, str]:
        house = await build_house(program.services)
        before = await route(program.services, house.asker, house.ask(PASSWORD_QUESTION))
        await asyncio.to_thread(rows, database, "UPDATE canonical_answers SET expires_at = now() - interval '1 hour'")
        after = await route(program.services, house.asker, house.ask(PASSWORD_QUESTION))
        return before.path.value, after.path.value

    before, after = run(story)
    assert before == "C"
    assert after != "C"


def test_a_message_that_comes_with_an_agents_first_answer_is_routed(run: Run, database: EmbeddedServer) -> None:
    """The bank was read before that answer was committed, and the nearest answers after: there is no centre yet."""

    async def story(program: Running) -> Routing:
        house = await build_house(program.services)
        rows(database, "UPDATE banks SET answers = 0, centre = NULL")
        return await route(program.services, house.asker, house.ask(PASSWORD_QUESTION))

    assert run(story).path.value == "C"
