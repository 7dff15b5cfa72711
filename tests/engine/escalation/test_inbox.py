"""A very long inbox: the longest wait is still on the first page."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.bootstrap.program import Running
from orchestrator.engine.escalation import inbox
from orchestrator.engine.escalation.accept import accept
from orchestrator.engine.routing.route import route
from orchestrator.ports.stores.paging import Page
from support.stories import NOVEL_QUESTION, add_person, build_house, rows, start

Run = Callable[[Callable[[Running], Awaitable[Any]]], Any]


def test_the_longest_wait_leads_a_very_long_inbox(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        house = await build_house(program.services)
        escalations = []
        for handle in ("otto", "finn"):
            asker = await add_person(program.services, handle)
            ask = replace(house.ask(NOVEL_QUESTION), conversation_id=await start(program.services, asker, house.avee))
            routed = await route(program.services, asker, ask)
            assert routed.escalation is not None
            await accept(program.services, asker, routed.escalation.id)
            escalations.append(routed.escalation.id)
        # Thousands of newer questions, each in its own group.
        rows(
            database,
            """
            INSERT INTO escalation_queue (avee_id, id, conversation_id, user_id, message_id, original_message, escalation_reason, status,
                expected_response_hours, remaining_today, offered_at, expires_at, accepted_at, deadline_at, embedding)
            SELECT avee_id, ('ffffffff-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, conversation_id, user_id, message_id, 'Question ' || n,
                'novel', 'accepted', 1, 1, offered_at, expires_at, accepted_at + make_interval(secs => n), deadline_at, embedding
            FROM escalation_queue, generate_series(1, :more) n WHERE id = :id
            """,
            id=escalations[0],
            more=inbox.BATCH_QUESTIONS + 5,
        )
        shown = await inbox.list_queue(program.services, house.creator, house.avee, "accepted", Page(3))
        assert [each.id for each in shown[:2]] == escalations
        assert [each.people_waiting for each in shown] == [2, 2, 1]
        everything, page = [], Page(500)
        while some := await inbox.list_queue(program.services, house.creator, None, None, page):
            everything += some
            page = Page(500, some[-1].id)
        assert len({each.id for each in everything}) == len(everything) == inbox.BATCH_QUESTIONS + 7

    run(story)


def test_who_waits_longer_counts_from_the_acceptance(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        house = await build_house(program.services)
        offers = []
        for handle, question in (("otto", NOVEL_QUESTION), ("finn", "Which bus goes from here to the harbour on Sundays?")):
            asker = await add_person(program.services, handle)
            ask = replace(house.ask(question), conversation_id=await start(program.services, asker, house.avee))
            routed = await route(program.services, asker, ask)
            assert routed.escalation is not None
            offers.append((asker, routed.escalation.id))
        for asker, offer in reversed(offers):
            await accept(program.services, asker, offer)
        shown = await inbox.list_queue(program.services, house.creator, house.avee, "accepted", Page(3))
        assert [each.id for each in shown] == [offer for _, offer in reversed(offers)], "offered first, accepted last"

    run(story)
