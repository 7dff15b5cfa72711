"""Which questions are counted, closed and compared: exactly the promised number, and one more is not."""

import pytest
from sqlalchemy import Connection, text

from orchestrator.ports.identifiers import new_id
from support.places import Place, question, thread, value
from support.seeding import add, add_escalation


def test_hours_to_an_answer_are_those_of_the_last_fifty(place: Place, undone: Connection) -> None:
    undone.execute(text("DELETE FROM escalation_queue"))
    for number in range(51):
        hours = 1 if number < 25 else 3 if number < 50 else 9
        changes = f"status = 'answered', reuse = false, accepted_at = now() - make_interval(days => {number + 1}), "
        question(place, undone, f"{changes} answered_at = now() - make_interval(days => {number + 1}) + interval '{hours} hours'")
    assert value(undone, "get_response_hours(:avee)", avee=place.seeded.avee) == pytest.approx(2)


def test_a_new_offer_closes_the_older_ones_of_its_thread_only(place: Place, undone: Connection) -> None:
    undone.execute(text("DELETE FROM escalation_queue"))
    conversation, first = thread(place, undone)
    second = new_id()
    add(undone, "messages", {"avee_id": place.seeded.avee, "user_id": place.seeded.asker, "id": second, "conversation_id": conversation,
                            "role": "user", "content": "And where?"})  # fmt: skip
    elsewhere = question(place, undone, "remaining_today = 10")
    taken = add_escalation(
        undone, place.seeded.avee, place.seeded.asker, conversation, first, status="accepted", accepted_at="2026-01-01T00:00:00Z"
    )
    older = add_escalation(undone, place.seeded.avee, place.seeded.asker, conversation, first)
    newer = add_escalation(undone, place.seeded.avee, place.seeded.asker, conversation, second)
    again = add_escalation(undone, place.seeded.avee, place.seeded.asker, conversation, second)
    found = {row.id: (row.status, row.replaced_by) for row in undone.execute(text("SELECT id, status, replaced_by FROM escalation_queue"))}
    assert found == {
        elsewhere: ("pending", None), taken: ("accepted", None), older: ("expired", newer), newer: ("pending", None), again: ("pending", None),
    }  # fmt: skip


def test_people_who_wait_are_counted_by_their_group(place: Place, undone: Connection) -> None:
    undone.execute(text("DELETE FROM escalation_queue"))
    people = (place.seeded.asker, place.seeded.stranger, place.seeded.other_creator)
    accepted = "status = 'accepted', accepted_at = now()"
    first = question(place, undone, accepted, people[0])
    joined = [question(place, undone, f"{accepted}, group_id = '{first}'", each) for each in (people[1], people[1], people[2])]
    gone = question(place, undone, f"status = 'declined', accepted_at = now(), group_id = '{first}'", people[2])
    alone = question(place, undone, accepted, people[1])
    waiting = {each: value(undone, "count_waiting(:avee, :id)", avee=place.seeded.avee, id=each) for each in (first, *joined, gone, alone)}
    assert waiting == dict.fromkeys((first, *joined, gone), 3) | {alone: 1}


def test_the_nearest_waiting_questions_come_first_with_the_people_of_their_group(place: Place, undone: Connection) -> None:
    undone.execute(text("DELETE FROM escalation_queue"))

    def pointing(*start: float) -> str:
        return "[" + ",".join(str(each) for each in (*start, *[0] * (384 - len(start)))) + "]"

    accepted = "status = 'accepted', accepted_at = now()"
    near = question(place, undone, accepted, place.seeded.stranger, embedding=pointing(0.9, 0.1))
    far = question(place, undone, f"{accepted}, question_pattern = 'As edited?'", place.seeded.stranger, embedding=pointing(0.5, 0.5))
    question(place, undone, f"{accepted}, group_id = '{near}'", place.seeded.asker, embedding=pointing(0, 0, 1))
    question(place, undone, f"{accepted}, group_id = '{near}'", place.seeded.other_creator, embedding=pointing(0, 0, 0.9))
    question(place, undone, "status = 'answered', reuse = false, accepted_at = now()", place.seeded.stranger, embedding=pointing(1))
    asked = question(place, undone, "remaining_today = 10", place.seeded.asker, embedding=pointing(1))
    found = undone.execute(text("SELECT * FROM find_similar_waiting(:id, 2)"), {"id": asked}).all()
    assert [(row.id, row.group_id, row.question, row.people) for row in found] == [
        (near, near, "Which glue holds best?", 2), (far, far, "As edited?", 1),
    ]  # fmt: skip
    assert [row.cosine for row in found] == [pytest.approx(0.9, abs=1e-3), pytest.approx(0.5, abs=1e-3)]
