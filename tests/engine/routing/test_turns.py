"""Turns: a person with many messages at once does not keep another waiting, and each of the many is answered."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from orchestrator.bootstrap.program import Running
from orchestrator.domain.answering.request import DraftRequest
from orchestrator.domain.errors import Limited
from orchestrator.engine.routing.incoming import Ask
from orchestrator.engine.routing.route import route
from orchestrator.engine.turns import Turns
from orchestrator.ports.models import OnText
from support.stories import HOURS_QUESTION, build_house, start

Run = Callable[[Callable[[Running], Awaitable[Any]]], Any]
MESSAGES = 10


class SlowForSome:
    """A remote generator that answers everybody at once, except questions that hold `word`: those wait for `let`."""

    is_local = False

    def __init__(self, inner: Any, word: str) -> None:
        self._inner, self._word = inner, word
        self.waiting = 0
        self.let, self.all_turns_taken = asyncio.Event(), asyncio.Event()

    async def draft(self, request: DraftRequest, on_text: OnText | None = None) -> Any:
        if self._word in request.question:
            self.waiting += 1
            if self.waiting == 4:
                self.all_turns_taken.set()
            await self.let.wait()
        return await self._inner.draft(request, on_text)


def test_another_person_is_answered_while_ten_messages_of_one_are_waiting(run: Run) -> None:
    async def story(program: Running) -> None:
        house = await build_house(program.services)
        writer = SlowForSome(program.services.generator, "please")
        services = replace(program.services, generator=writer)
        threads = [await start(services, house.asker, house.avee) for _ in range(MESSAGES)]
        many = [asyncio.create_task(route(services, house.asker, Ask(thread, f"{HOURS_QUESTION} please"))) for thread in threads]
        await writer.all_turns_taken.wait()
        other = await start(services, house.creator, house.avee)
        answered = await route(services, house.creator, Ask(other, HOURS_QUESTION))
        assert answered.reply is not None
        assert writer.waiting == 4
        assert not any(sending.done() for sending in many)
        writer.let.set()
        routed = await asyncio.gather(*many)
        assert len({each.decision_id for each in routed}) == writer.waiting == MESSAGES

    run(story)


async def hold(turns: Turns, person: Any, begun: list[int], number: int, end: asyncio.Event) -> None:
    async with turns.take(person):
        begun.append(number)
        await end.wait()


def test_turns_are_taken_in_order_and_a_full_line_is_refused() -> None:
    async def story() -> None:
        turns, ada, end, begun = Turns(at_once=2, waiting=3), uuid4(), asyncio.Event(), list[int]()
        holding = [asyncio.create_task(hold(turns, ada, begun, number, end)) for number in range(5)]
        await asyncio.sleep(0)
        assert begun == [0, 1]
        with pytest.raises(Limited) as refused:
            await hold(turns, ada, begun, 6, end)
        assert refused.value.code == "too_many_at_once"
        assert refused.value.fields["retry_after_s"] == 5
        end.set()
        await asyncio.gather(*holding)
        assert begun == [0, 1, 2, 3, 4]
        await hold(turns, ada, begun, 7, end)
        assert begun[-1] == 7

    asyncio.run(story())


def test_four_messages_of_one_person_are_worked_on_and_a_hundred_more_wait() -> None:
    async def story() -> None:
        turns, ada, end, begun = Turns(), uuid4(), asyncio.Event(), list[int]()
        holding = [asyncio.create_task(hold(turns, ada, begun, number, end)) for number in range(104)]
        await asyncio.sleep(0)
        assert begun == [0, 1, 2, 3]
        with pytest.raises(Limited):
            await hold(turns, ada, begun, 104, end)
        end.set()
        await asyncio.gather(*holding)
        assert len(begun) == 104

    asyncio.run(story())


def test_who_waits_too_long_is_refused_and_whoever_leaves_the_line_takes_no_turn() -> None:
    async def story() -> None:
        turns, ada, end, begun = Turns(at_once=1, waiting=5, wait_s=0.01), uuid4(), asyncio.Event(), list[int]()
        first = asyncio.create_task(hold(turns, ada, begun, 1, end))
        await asyncio.sleep(0)
        with pytest.raises(Limited):
            await hold(turns, ada, begun, 2, end)
        left = asyncio.create_task(hold(turns, ada, begun, 3, end))
        await asyncio.sleep(0)
        left.cancel()
        end.set()
        await asyncio.gather(first, left, return_exceptions=True)
        await hold(turns, ada, begun, 4, end)
        assert begun == [1, 4]

    asyncio.run(story())
