"""A question that is withdrawn at once gives its place in the limits back: a few times a day, exactly, also at the same moment."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from orchestrator.bootstrap.program import Running
from orchestrator.domain.errors import Limited
from orchestrator.domain.escalation.states import Move
from orchestrator.domain.escalation.withdrawing import GIVEN_BACK_WITHIN, MAX_GIVEN_BACK, gives_place_back
from orchestrator.domain.routing.acting import Doing
from orchestrator.domain.routing.deciding.decision import EscalationReason
from orchestrator.engine.accounts.agents.avees import create_avee
from orchestrator.engine.escalation.accept import accept
from orchestrator.engine.escalation.acting import do_within
from orchestrator.engine.policy.configure import save_policy
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.accounts import NewUser
from orchestrator.ports.stores.escalation import NewOffer
from orchestrator.ports.stores.message import NewMessage

Run = Callable[[Callable[[Running], Awaitable[Any]]], Any]
NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
MANY = 6


async def insert_person(services: Services, name: str) -> UUID:
    person = new_id()
    async with services.database.transaction(Scope(person)) as tx:
        await tx.accounts.insert_user(NewUser(person, f"{name}@example.org", name, name, "no password", is_pending=False))
    return person


async def insert_offer(services: Services, avee_id: UUID, asker: UUID, number: int) -> UUID:
    """An offer of the asker's whose question resembles no other, in a conversation of its own."""
    conversation_id, message_id = new_id(), new_id()
    one_hot = [1.0 if at == number else 0.0 for at in range(services.embedder.identity.width)]
    offer = NewOffer(
        id=new_id(), avee_id=avee_id, conversation_id=conversation_id, user_id=asker, message_id=message_id, question_pattern=None,
        original_message=f"Question {number}?", escalation_reason=EscalationReason.novel, expected_response_hours=24.0,
        hours_from_answers=False, remaining_today=MANY, expires_at=datetime.now(UTC) + timedelta(days=3), free_of_quota=False,
        embedding=one_hot,
    )  # fmt: skip
    async with services.database.transaction(Scope(asker)) as tx:
        await tx.conversations.insert_conversation(conversation_id, avee_id, asker, "agent")
        await tx.escalations.insert_messages(
            avee_id, [NewMessage(message_id, conversation_id, asker, "user", "message", offer.original_message)]
        )
        await tx.escalations.insert_offer(offer)
    return offer.id


async def withdraw(services: Services, asker: UUID, escalation: UUID) -> None:
    async with services.database.transaction(Scope(asker)) as tx:
        await do_within(services, tx, asker, Doing(Move.withdraw, escalation))


async def used_today(services: Services, asker: UUID, escalation: UUID) -> int:
    async with services.database.transaction(Scope(asker)) as tx:
        locked = await tx.escalations.lock(escalation)
    assert locked is not None
    return locked.usage.accepted_last_day


@pytest.mark.parametrize(
    ("changes", "gives"),
    [
        ({}, True),
        ({"accepted_at": NOW - GIVEN_BACK_WITHIN + timedelta(seconds=1)}, True),
        ({"accepted_at": NOW - GIVEN_BACK_WITHIN}, False),
        ({"accepted_at": None}, False),
        ({"is_opened": True}, False),
        ({"people_waiting": 2}, False),
        ({"given_back": MAX_GIVEN_BACK - 1}, True),
        ({"given_back": MAX_GIVEN_BACK}, False),
    ],
)
def test_which_question_gives_its_place_back(changes: dict[str, Any], gives: bool) -> None:
    usual: dict[str, Any] = {"accepted_at": NOW, "now": NOW, "is_opened": False, "people_waiting": 1, "given_back": 0}
    assert gives_place_back(**(usual | changes)) is gives


def test_a_place_that_is_given_back_is_taken_once(run: Run) -> None:
    async def story(program: Running) -> None:
        services = program.services
        creator, asker, other = [await insert_person(services, name) for name in ("mira", "tom", "ann")]
        avee = await create_avee(services, creator, "mira", "Mira", "")
        await save_policy(services, creator, avee.id, {"max_escalations_per_day": 1, "max_escalations_per_week": 1}, None)
        first, second = [await insert_offer(services, avee.id, asker, number) for number in (0, 1)]
        third = await insert_offer(services, avee.id, other, 2)
        await accept(services, asker, first)
        with pytest.raises(Limited):
            await accept(services, other, third)

        await withdraw(services, asker, first)
        outcomes = await asyncio.gather(accept(services, other, third), accept(services, asker, second), return_exceptions=True)

        assert sorted(isinstance(each, Limited) for each in outcomes) == [False, True]

    run(story)


def test_no_more_places_than_a_few_are_given_back_also_at_the_same_moment(run: Run) -> None:
    async def story(program: Running) -> None:
        services = program.services
        creator, asker = [await insert_person(services, name) for name in ("mira", "tom")]
        avee = await create_avee(services, creator, "mira", "Mira", "")
        await save_policy(services, creator, avee.id, {"max_escalations_per_day": MANY, "max_escalations_per_week": MANY}, None)
        offers = [await insert_offer(services, avee.id, asker, number) for number in range(MANY)]
        for offer in offers:
            await accept(services, asker, offer)
        assert await used_today(services, asker, offers[0]) == MANY

        await asyncio.gather(*(withdraw(services, asker, offer) for offer in offers))

        assert await used_today(services, asker, offers[0]) == MANY - MAX_GIVEN_BACK

    run(story)
