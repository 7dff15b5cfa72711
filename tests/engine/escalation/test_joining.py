"""Joining a question that waits already: it takes no place of the quota, and passes a full one, but no other gate."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.bootstrap.program import Running
from orchestrator.domain.errors import OrchestratorError
from orchestrator.domain.json_value import JsonValue
from orchestrator.engine.escalation.accept import Accepted, accept
from orchestrator.engine.policy.configure import save_policy
from orchestrator.engine.routing.route import route
from orchestrator.engine.services import Services
from support.stories import NOVEL_QUESTION, House, add_person, build_house, rows, start

Run = Callable[[Callable[[Running], Awaitable[Any]]], Any]
OTHER_QUESTION = "Is there a good board game for rainy evenings?"
# Yesterday, today and tomorrow, so that it is closed wherever and whenever the test runs.
THESE_DAYS = [(datetime.now(UTC) + timedelta(days=days)).date().isoformat() for days in (-1, 0, 1)]

CLOSED: list[tuple[dict[str, JsonValue], str]] = [
    ({"escalation_enabled": False}, "escalation_disabled"),
    ({"allowed_user_tiers": ["paid"]}, "tier_not_allowed"),
    ({"availability_windows": {"holidays": THESE_DAYS}}, "creator_unavailable"),
]
FULL = [{"max_escalations_per_day": 1}, {"max_escalations_per_week": 1}]


async def offered(services: Services, house: House, handle: str, question: str = NOVEL_QUESTION) -> tuple[UUID, UUID]:
    """(asker, escalation) of an open offer."""
    asker = await add_person(services, handle)
    conversation = await start(services, asker, house.avee)
    routed = await route(services, asker, House(house.creator, house.avee, asker, conversation).ask(question))
    assert routed.escalation is not None
    return asker, routed.escalation.id


async def two_who_ask_the_same(services: Services) -> tuple[House, Accepted, tuple[UUID, UUID]]:
    """The first has accepted; the second has an open offer for the same question."""
    house = await build_house(services)
    await save_policy(services, house.creator, house.avee, {"allowed_user_tiers": ["free", "follower", "paid"]}, None)
    first, second = await offered(services, house, "ben"), await offered(services, house, "cleo")
    return house, await accept(services, *first), second


@pytest.mark.parametrize(("closed", "code"), CLOSED, ids=[code for _, code in CLOSED])
def test_no_gate_but_the_quota_lets_a_joining_question_pass(
    run: Run, database: EmbeddedServer, closed: dict[str, JsonValue], code: str
) -> None:
    async def story(program: Running) -> None:
        services = program.services
        house, _, second = await two_who_ask_the_same(services)
        await save_policy(services, house.creator, house.avee, closed, None)
        with pytest.raises(OrchestratorError) as refused:
            await accept(services, *second)
        assert refused.value.code == code
        assert rows(database, "SELECT status FROM escalation_queue ORDER BY id")[-1].status == "pending", "the offer stays open"

    run(story)


@pytest.mark.parametrize("full", FULL, ids=lambda full: next(iter(full)))
def test_a_joining_question_passes_a_full_quota_and_takes_no_place(run: Run, full: dict[str, int]) -> None:
    async def story(program: Running) -> None:
        services = program.services
        house, first, second = await two_who_ask_the_same(services)
        third = await offered(services, house, "dora", OTHER_QUESTION)
        assert (first.joined, first.people_waiting) == (False, 1)
        await save_policy(services, house.creator, house.avee, full, None)
        joined = await accept(services, *second)
        assert (joined.joined, joined.people_waiting, joined.remaining_today) == (True, 2, 0)
        with pytest.raises(OrchestratorError) as refused:
            await accept(services, *third)
        assert refused.value.code in ("day_limit_reached", "week_limit_reached")

    run(story)


def test_joining_leaves_the_places_of_the_day(run: Run) -> None:
    async def story(program: Running) -> None:
        services = program.services
        house, first, second = await two_who_ask_the_same(services)
        joined = await accept(services, *second)
        assert joined.remaining_today == first.remaining_today
        other = await accept(services, *await offered(services, house, "dora", OTHER_QUESTION))
        assert other.remaining_today == first.remaining_today - 1, "a question of its own takes one"

    run(story)
