"""Direct messages that count against a limit, and the facts of a message."""

from uuid import UUID

import pytest
from sqlalchemy import Connection, text

from orchestrator.ports.identifiers import new_id
from support.places import Place, name_person, question, thread, value
from support.seeding import add


@pytest.mark.parametrize(("shift", "counted"), [("", 0), ("+ interval '1 microsecond'", 1)])
def test_direct_messages_of_a_day_are_counted_until_the_creator_writes(place: Place, undone: Connection, shift: str, counted: int) -> None:
    undone.execute(text("DELETE FROM conversations WHERE kind = 'direct'"))
    name_person(undone, place.seeded.asker)
    conversation, message = thread(place, undone, kind="direct")
    thread(place, undone)
    undone.execute(text(f"UPDATE messages SET created_at = now() - interval '24 hours' {shift} WHERE id = :id"), {"id": message})
    undone.execute(text("UPDATE orchestrator_configs SET max_direct_messages_per_day = 2, max_direct_messages_per_person = 1"))

    def used() -> tuple[object, ...]:
        read = value(undone, "lock_direct_messages(:avee)", avee=place.seeded.avee)
        assert isinstance(read, dict)
        return read["of_all"], read["of_person"], read["all_opens_at"] is not None, read["person_opens_at"] is not None

    assert used() == (counted, counted, False, counted == 1)
    thread(place, undone, place.seeded.stranger, "direct")
    assert used() == (counted + 1, counted, counted == 1, counted == 1)
    reply = {"avee_id": place.seeded.avee, "user_id": place.seeded.asker, "id": new_id(), "conversation_id": conversation}
    add(undone, "messages", reply | {"role": "creator", "content": "Soon."})
    assert used() == (counted + 1, 0, counted == 1, False)


def test_the_twenty_newest_open_questions_are_facts_of_a_message(place: Place, undone: Connection) -> None:
    undone.execute(text("DELETE FROM escalation_queue"))
    name_person(undone, place.seeded.asker)
    conversation, _ = thread(place, undone)
    made = [
        question(place, undone, f"status = 'accepted', accepted_at = now(), offered_at = now() - interval '{hours} hours'")
        for hours in range(21)
    ]
    facts = value(undone, "load_message_facts(:conversation, NULL, 3)", conversation=conversation)
    assert isinstance(facts, dict)
    assert [UUID(each["id"]) for each in facts["questions"]] == made[:20]


def test_as_many_turns_are_facts_of_a_message_as_asked_for(place: Place, undone: Connection) -> None:
    name_person(undone, place.seeded.asker)
    conversation, _ = thread(place, undone)
    row = {"avee_id": place.seeded.avee, "user_id": place.seeded.asker, "conversation_id": conversation, "role": "user"}
    for number in range(9):
        add(undone, "messages", row | {"id": new_id(), "content": f"turn {number}", "awaits_routing": number in (5, 8)})
    undone.execute(text("UPDATE messages SET created_at = now() - interval '2 minutes' WHERE content = 'turn 5'"))
    facts = value(undone, "load_message_facts(:conversation, NULL, 3)", conversation=conversation)
    assert isinstance(facts, dict)
    assert [each["content"] for each in facts["turns"]] == ["turn 4", "turn 6", "turn 7"]
    assert [each["content"] for each in facts["waiting"]] == ["turn 8"], "what waits for two minutes is no part of a burst"
