"""Acts under concurrency: what two messages do at once is done once, and a crash in between leaves nothing half done."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from orchestrator.bootstrap.program import Running
from orchestrator.domain.paths import Path
from orchestrator.domain.routing.acting import Acted
from orchestrator.engine.escalation.accept import accept
from orchestrator.engine.routing.route import route
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.paging import Page
from support.stories import build_house

Run = Callable[[Callable[[Running], Awaitable[Any]]], Any]

NOVEL = "Would you ever teach a class on repairing antique violins?"


def test_two_yes_from_two_processes_accept_once(run: Run) -> None:
    async def story(program: Running) -> None:
        house = await build_house(program.services)
        offer = (await route(program.services, house.asker, house.ask(NOVEL))).escalation
        assert offer is not None
        # A process of its own has its own turns and its own list of messages in flight.
        other = replace(program.services, in_flight=type(program.services.in_flight)(), turns=type(program.services.turns)())
        said = await asyncio.gather(
            route(program.services, house.asker, house.ask("yes please")), route(other, house.asker, house.ask("yes, do that"))
        )
        assert {each.acted for each in said} == {Acted.accepted_offer}
        assert {each.path for each in said} == {Path.queue_for_creator}
        assert len({each.text for each in said}) == 2, "the second is told since when it waits"
        async with program.services.database.transaction(Scope(house.creator)) as tx:
            waiting = await tx.escalations.list_escalations(Page(10), avee_id=house.avee)
        assert [(each.id, each.status) for each in waiting] == [(offer.id, "accepted")]

    run(story)


def test_a_yes_and_the_button_at_once_accept_once(run: Run) -> None:
    async def story(program: Running) -> None:
        house = await build_house(program.services)
        offer = (await route(program.services, house.asker, house.ask(NOVEL))).escalation
        assert offer is not None
        pressed, said = await asyncio.gather(
            accept(program.services, house.asker, offer.id), route(program.services, house.asker, house.ask("yes")), return_exceptions=True
        )
        assert not isinstance(said, BaseException)
        assert said.acted is Acted.accepted_offer
        assert said.path is Path.queue_for_creator
        assert isinstance(pressed, BaseException) is ("since" not in said.text)

    run(story)
