"""The moderation model: messages that it objects to are refused, and no fault of it fails a message."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from orchestrator.adapters.models.chat.moderation import OpenAIModerator
from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.bootstrap.program import Running
from orchestrator.domain.errors import Invalid
from orchestrator.domain.routing.result import Routing
from orchestrator.engine.policy import configure
from orchestrator.engine.routing.route import route
from support.servers.chat_server import ChatServer, Mode, serving
from support.stories import PASSWORD_QUESTION, build_house, rows

Run = Callable[[Callable[[Running], Awaitable[Any]]], Any]
EVIDENCE = "SELECT evidence -> 'moderation' AS stored, evidence ->> 'unsafe' AS unsafe FROM orchestrator_decisions ORDER BY id"
OPEN_TRANSACTIONS = "SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'"


@pytest.fixture
def model() -> Iterator[ChatServer]:
    with serving() as started:
        yield started


def ask(run: Run, model: ChatServer, *messages: str, settings: dict[str, Any] | None = None) -> list[Routing]:
    """Routes the messages in order, to an agent whose messages `model` moderates."""

    async def story(program: Running) -> list[Routing]:
        house = await build_house(program.services)
        if settings:
            await configure.save_policy(program.services, house.creator, house.avee, settings, None)
        # A model that hangs is given up at once; one that answers has all the time that a busy machine may need.
        moderator = OpenAIModerator(model.base_url, "a key", "strict", timeout_s=0.5 if model.mode is Mode.hangs else 20)
        services = replace(program.services, moderator=moderator)
        try:
            return [await route(services, house.asker, house.ask(message)) for message in messages]
        finally:
            await moderator.close()

    routings: list[Routing] = run(story)
    return routings


def test_only_messages_that_the_model_objects_to_are_refused(run: Run, database: EmbeddedServer, model: ChatServer) -> None:
    fine, refused = ask(run, model, PASSWORD_QUESTION, f"{PASSWORD_QUESTION} badword")
    assert (fine.path.value, refused.path.value, refused.rule) == ("C", "F", "unsafe")
    assert [(row.unsafe, row.stored) for row in rows(database, EVIDENCE)] == [
        (None, {"objection": None, "failure": None}),
        ("harassment", {"objection": "harassment", "failure": None}),
    ]
    assert [request["input"] for request in model.requests] == [PASSWORD_QUESTION, f"{PASSWORD_QUESTION} badword"]


@pytest.mark.parametrize("mode", [Mode.hangs, Mode.fails, Mode.cuts_at_once, Mode.no_protocol, Mode.empty_choices])
def test_a_fault_of_the_model_answers_or_refuses_as_the_creator_chose(
    run: Run, database: EmbeddedServer, model: ChatServer, mode: Mode
) -> None:
    model.mode = mode
    routed, abuse = ask(run, model, PASSWORD_QUESTION, "you are an idiot")
    assert (routed.rule, abuse.rule) == ("known_question", "unsafe")
    assert rows(database, EVIDENCE)[0].stored["failure"].startswith("moderation_")


def test_with_failure_set_to_closed_an_unchecked_message_is_refused(run: Run, model: ChatServer) -> None:
    model.mode = Mode.fails
    (refused,) = ask(run, model, PASSWORD_QUESTION, settings={"moderation_failure": "closed"})
    assert (refused.path.value, refused.rule) == ("F", "unsafe")
    assert "try again" in refused.text
    assert "account page" not in refused.text


def test_a_message_about_self_harm_is_answered_with_a_helpline(run: Run, model: ChatServer) -> None:
    model.objects_to = lambda text: ["self-harm/intent"] if "give up" in text else []
    for refused in ask(run, model, "I give up on everything.", "I want to die"):
        assert refused.path.value == "F"
        assert "findahelpline.com" in refused.text


def test_no_transaction_is_open_while_the_model_is_asked(run: Run, database: EmbeddedServer, model: ChatServer) -> None:
    model.mode = Mode.hangs

    async def story(program: Running) -> int:
        house = await build_house(program.services)
        moderator = OpenAIModerator(model.base_url, "a key", "strict", timeout_s=2.0)
        asked = asyncio.create_task(route(replace(program.services, moderator=moderator), house.asker, house.ask(PASSWORD_QUESTION)))
        await asyncio.to_thread(model.asked.wait, 5)
        # A load that runs at the same time takes milliseconds and may still be under way.
        for _ in range(20):
            open_now: int = (await asyncio.to_thread(rows, database, OPEN_TRANSACTIONS))[0].n
            if open_now == 0:
                break
            await asyncio.sleep(0.02)
        assert not asked.done()
        await asked
        await moderator.close()
        return open_now

    assert run(story) == 0


def test_the_choice_is_part_of_the_policy(run: Run) -> None:
    async def story(program: Running) -> tuple[str, str]:
        house = await build_house(program.services)
        saved = await configure.save_policy(program.services, house.creator, house.avee, {"moderation_failure": "closed"}, None)
        with pytest.raises(Invalid) as error:
            await configure.save_policy(program.services, house.creator, house.avee, {"moderation_failure": "ajar"}, None)
        return saved.moderation_failure.value, str(error.value.fields["field"])

    assert run(story) == ("closed", "moderation_failure")
