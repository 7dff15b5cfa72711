"""Deleting messages by age: what goes, what stays, in batches, and what the metrics still know."""

from collections.abc import Callable
from typing import Any

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.bootstrap.program import Running
from orchestrator.engine.policy import configure
from orchestrator.engine.rights.retention import delete_old_messages
from orchestrator.engine.routing import route
from support.stories import HOURS_QUESTION, House, build_house, rows

FOLLOWING = """
    DO $$ DECLARE k record; BEGIN
        FOR k IN SELECT conname, conrelid::regclass AS home, pg_get_constraintdef(oid) AS said FROM pg_constraint
                 WHERE confrelid = 'messages'::regclass LOOP
            EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I, ADD CONSTRAINT %I %s ON UPDATE CASCADE', k.home, k.conname, k.conname, k.said);
        END LOOP;
    END $$
"""
"""Lets the test change the id of a message, which holds its time."""
AGE = """
    WITH made AS (SELECT id, overlay(id::text PLACING left(first_id(now() - :days * interval '1 day')::text, 14) FROM 1 FOR 14)::uuid AS old
                  FROM messages WHERE conversation_id = :conversation)
    UPDATE messages m SET id = old, created_at = now() - :days * interval '1 day' FROM made WHERE made.id = m.id
"""


def age(database: EmbeddedServer, house: House, days: int) -> None:
    """Makes every message of the house's conversation so old, with what hangs on it."""
    rows(database, FOLLOWING)
    rows(database, AGE, conversation=house.conversation, days=days)


def test_old_messages_go_and_are_still_counted(run: Callable[..., Any], database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        services = program.services
        house = await build_house(services)
        await route.route(services, house.asker, house.ask(HOURS_QUESTION))
        age(database, house, 40)
        assert await delete_old_messages(services) == 0, "messages are kept unless the rules say otherwise"
        await configure.save_policy(services, house.creator, house.avee, {"retention_days": 41}, None)
        assert await delete_old_messages(services) == 0
        await configure.save_policy(services, house.creator, house.avee, {"retention_days": 39}, None)
        assert await delete_old_messages(services, batch=1) == 2
        assert rows(database, "SELECT count(*) FROM orchestrator_decisions")[0][0] == 0
        assert [tuple(row) for row in rows(database, "SELECT path, messages FROM past_counts")] == [("A", 1)]
        assert rows(database, "SELECT after FROM agent_audit WHERE kind = 'messages.expired'")[0][0] == {"messages": 2}
        assert rows(database, "SELECT count(*) FROM canonical_answers")[0][0] == 1

    run(story)


def test_a_conversation_with_an_open_question_is_left_alone(run: Callable[..., Any], database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        services = program.services
        house = await build_house(services)
        await route.route(services, house.asker, house.ask(HOURS_QUESTION))
        await configure.save_policy(services, house.creator, house.avee, {"retention_days": 30}, None)
        age(database, house, 40)
        rows(
            database,
            "INSERT INTO escalation_queue (avee_id, id, conversation_id, user_id, message_id, original_message, escalation_reason, status, "
            "accepted_at, expected_response_hours, remaining_today, expires_at, embedding) SELECT avee_id, make_id(), conversation_id, user_id, "
            "id, content, 'novel', 'accepted', now(), 1, 1, now(), (SELECT embedding FROM canonical_answers LIMIT 1) FROM messages WHERE role = 'user'",
        )
        assert await delete_old_messages(services) == 0
        rows(database, "UPDATE escalation_queue SET status = 'declined', declined_by = 'creator', declined_at = now()")
        assert await delete_old_messages(services) == 2

    run(story)
