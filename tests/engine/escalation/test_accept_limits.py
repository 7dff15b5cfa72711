"""Limits under concurrency: of 100 concurrent accepts, exactly as many succeed as the limit allows."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from orchestrator.bootstrap.program import Running
from orchestrator.domain.errors import Limited
from orchestrator.domain.routing.deciding.decision import EscalationReason
from orchestrator.engine.accounts.agents.avees import create_avee
from orchestrator.engine.escalation.accept import accept
from orchestrator.engine.policy.configure import save_policy
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.accounts import NewUser
from orchestrator.ports.stores.escalation import NewOffer
from orchestrator.ports.stores.message import NewMessage
from orchestrator.ports.stores.paging import Page

Run = Callable[[Callable[[Running], Awaitable[Any]]], Any]
ASKERS, LIMIT = 100, 10


async def insert_person(services: Services, name: str) -> UUID:
    person = new_id()
    async with services.database.transaction(Scope(person)) as tx:
        await tx.accounts.insert_user(NewUser(person, f"{name}@example.org", name, name, "no password", is_pending=False))
    return person


async def insert_offer(services: Services, avee_id: UUID, number: int) -> tuple[UUID, UUID]:
    """(asker, escalation) of a new offer whose question resembles no other."""
    asker = await insert_person(services, f"asker{number}")
    conversation_id, message_id, escalation_id = new_id(), new_id(), new_id()
    one_hot = [1.0 if at == number else 0.0 for at in range(services.embedder.identity.width)]
    async with services.database.transaction(Scope(asker)) as tx:
        await tx.conversations.insert_conversation(conversation_id, avee_id, asker, "agent")
        await tx.escalations.insert_messages(
            avee_id, [NewMessage(message_id, conversation_id, asker, "user", "message", f"Question {number}?")]
        )
        await tx.escalations.insert_offer(
            NewOffer(
                id=escalation_id,
                avee_id=avee_id,
                conversation_id=conversation_id,
                user_id=asker,
                message_id=message_id,
                question_pattern=None,
                original_message=f"Question {number}?",
                escalation_reason=EscalationReason.novel,
                expected_response_hours=24.0,
                hours_from_answers=False,
                remaining_today=LIMIT,
                expires_at=datetime.now(UTC) + timedelta(days=3),
                free_of_quota=False,
                embedding=one_hot,
            )
        )
    return asker, escalation_id


@pytest.mark.parametrize("limit", ["max_escalations_per_day", "max_escalations_per_week"])
@pytest.mark.parametrize("attempt", range(2))
def test_exactly_the_limit_is_accepted(run: Run, limit: str, attempt: int) -> None:
    async def story(program: Running) -> None:
        services = program.services
        creator = await insert_person(services, "mira")
        avee = await create_avee(services, creator, "mira", "Mira", "")
        other = await create_avee(services, creator, "other", "Another agent of hers", "")
        await save_policy(
            services, creator, avee.id, {"max_escalations_per_day": 1000, "max_escalations_per_week": 1000, limit: LIMIT}, None
        )
        offers = [await insert_offer(services, avee.id, number) for number in range(ASKERS)]
        elsewhere = await insert_offer(services, other.id, ASKERS)

        outcomes = await asyncio.gather(*(accept(services, asker, escalation) for asker, escalation in offers), return_exceptions=True)

        refused = [each for each in outcomes if isinstance(each, Limited)]
        assert len(outcomes) - len(refused) == LIMIT
        assert not [each for each in outcomes if isinstance(each, BaseException) and not isinstance(each, Limited)]
        assert {each.code for each in refused} == {"day_limit_reached" if limit.endswith("day") else "week_limit_reached"}
        assert all(each.fields["opens_at"] for each in refused)
        async with services.database.transaction(Scope(creator)) as tx:
            stored = await tx.escalations.list_escalations(Page(1000), avee_id=avee.id)
        assert sorted(each.status for each in stored) == ["accepted"] * LIMIT, "a refused offer stays pending with its asker"
        assert (await accept(services, *elsewhere)).status == "accepted", "each agent has its own limit"

    run(story)
