"""Messages between people: two concurrent requests with one client message id are one message."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from orchestrator.bootstrap.program import Running
from orchestrator.domain.errors import Conflict
from orchestrator.engine.message.conversations import start_conversation
from orchestrator.engine.message.write import write_message
from support.stories import build_house

Run = Callable[[Callable[[Running], Awaitable[Any]]], Any]


def test_concurrent_requests_are_one_message(run: Run) -> None:
    async def story(program: Running) -> None:
        house = await build_house(program.services)
        direct = (await start_conversation(program.services, house.asker, house.avee, "direct")).id
        sent = await asyncio.gather(*(write_message(program.services, house.asker, direct, "Hello?", "one") for _ in range(8)))
        assert len({each.id for each in sent}) == 1

    run(story)


def test_another_persons_message_under_the_same_id_is_a_conflict(run: Run) -> None:
    async def story(program: Running) -> None:
        house = await build_house(program.services)
        direct = (await start_conversation(program.services, house.asker, house.avee, "direct")).id
        await write_message(program.services, house.asker, direct, "Hello?", "one")
        with pytest.raises(Conflict) as met:
            await write_message(program.services, house.creator, direct, "Hello?", "one")
        assert met.value.code == "client_message_id_reused"

    run(story)
