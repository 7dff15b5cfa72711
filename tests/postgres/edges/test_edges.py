"""Windows, deadlines and limits in SQL at their very edge: `now()` stands still within a transaction, so the edge can be hit."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from sqlalchemy import Connection, text

from support.places import Place, name_person
from support.seeding import add, add_escalation

BEFORE, AT, AFTER = "- interval '1 microsecond'", "", "+ interval '1 microsecond'"


@pytest.fixture
def owner(place: Place) -> Iterator[Connection]:
    """The schema's owner, in a transaction that is undone; nothing of the seeded questions is in it."""
    with place.owner.connect() as connection:
        connection.execute(text("DELETE FROM escalation_queue"))
        yield connection
        connection.rollback()


def question(place: Place, connection: Connection, changes: str, **row: object) -> UUID:
    """A question of the seeded asker's; `changes` are SQL, so that they can be relative to `now()`."""
    seeded = place.seeded
    where = connection.execute(text("SELECT conversation_id, id FROM messages WHERE role = 'user' ORDER BY id LIMIT 1")).one()
    made = add_escalation(connection, seeded.avee, seeded.asker, where.conversation_id, where.id, **row)
    connection.execute(text(f"UPDATE escalation_queue SET {changes} WHERE id = '{made}'"))
    return made


def value(connection: Connection, query: str, **values: object) -> object:
    return connection.execute(text(f"SELECT {query}"), values).scalar_one()


@pytest.mark.parametrize("hours", [24, 168])
@pytest.mark.parametrize(("shift", "counted"), [(BEFORE, 0), (AT, 0), (AFTER, 1)])
def test_a_question_leaves_its_window_after_exactly_that_time(
    place: Place, owner: Connection, hours: int, shift: str, counted: int
) -> None:
    question(place, owner, f"status = 'accepted', accepted_at = now() - interval '{hours} hours' {shift}")
    assert value(owner, "get_escalation_count(:avee, :hours)", avee=place.seeded.avee, hours=hours) == counted
    opening = value(owner, "get_window_opening(:avee, :hours, 1) IS NULL", avee=place.seeded.avee, hours=hours)
    assert opening == (counted == 0)


def test_a_free_question_takes_no_place(place: Place, owner: Connection) -> None:
    question(place, owner, "status = 'accepted', accepted_at = now(), free_of_quota = true")
    assert value(owner, "get_escalation_count(:avee, 24)", avee=place.seeded.avee) == 0
    assert value(owner, "get_window_opening(:avee, 24, 1)", avee=place.seeded.avee) is None


@pytest.mark.parametrize(("limit", "opens_in_hours"), [(0, None), (1, 23), (2, 22), (3, 21), (4, None)])
def test_a_full_window_opens_when_the_oldest_that_fills_it_leaves(
    place: Place, owner: Connection, limit: int, opens_in_hours: int | None
) -> None:
    for hours in (1, 2, 3):
        question(place, owner, f"status = 'accepted', accepted_at = now() - interval '{hours} hours'")
    opening = value(owner, "extract(epoch FROM get_window_opening(:avee, 24, :limit) - now()) / 3600", avee=place.seeded.avee, limit=limit)
    assert opening == opens_in_hours


@pytest.mark.parametrize("status", ["pending", "accepted"])
@pytest.mark.parametrize(("shift", "due"), [(BEFORE, True), (AT, True), (AFTER, False)])
def test_a_question_is_due_from_its_time_on(place: Place, owner: Connection, status: str, shift: str, due: bool) -> None:
    column = {"pending": "expires_at", "accepted": "deadline_at"}[status]
    made = question(place, owner, f"status = '{status}', {column} = now() {shift}, accepted_at = now()")
    person = {"pending": place.seeded.asker, "accepted": place.seeded.owner}[status]
    found = owner.execute(text("SELECT escalation_id, person FROM find_due_escalations(10)")).all()
    assert [tuple(row) for row in found] == ([(made, person)] if due else [])


def test_a_limit_of_due_questions_takes_the_oldest(place: Place, owner: Connection) -> None:
    made = [question(place, owner, f"expires_at = now() - interval '{minutes} minutes'") for minutes in (1, 3, 2)]
    assert [row.escalation_id for row in owner.execute(text("SELECT * FROM find_due_escalations(2)"))] == [made[1], made[2]]


@pytest.mark.parametrize(("hours", "median"), [([1], None), ([1, 3], None), ([1, 2, 9], 2), ([1, 2, 4, 9], 3)])
def test_hours_to_an_answer_are_the_median_from_three_answers_on(
    place: Place, owner: Connection, hours: list[int], median: float | None
) -> None:
    for each in hours:
        question(place, owner, f"status = 'answered', answered_at = now(), accepted_at = now() - interval '{each} hours', reuse = false")
    question(place, owner, "status = 'accepted', accepted_at = now() - interval '99 hours'")
    assert value(owner, "get_response_hours(:avee)", avee=place.seeded.avee) == (median and pytest.approx(median))


@pytest.mark.parametrize(("shift", "kept"), [(BEFORE, 0), (AT, 1), (AFTER, 1)])
def test_events_are_kept_for_exactly_their_days(place: Place, owner: Connection, shift: str, kept: int) -> None:
    owner.execute(text("DELETE FROM events"))
    add(owner, "events", {"user_id": place.seeded.asker, "kind": "message", "payload": "{}"})
    owner.execute(text(f"UPDATE events SET created_at = now() - interval '7 days' {shift}"))
    assert value(owner, "purge_events(7)") == 1 - kept
    assert value(owner, "count(*) FROM events") == kept


@pytest.mark.parametrize("days", [0, -5])
def test_nothing_of_the_last_day_is_purged_whatever_is_asked(place: Place, owner: Connection, days: int) -> None:
    owner.execute(text("DELETE FROM events"))
    add(owner, "events", {"user_id": place.seeded.asker, "kind": "message", "payload": "{}"})
    owner.execute(text("UPDATE events SET created_at = now() - interval '23 hours'"))
    assert value(owner, "purge_events(:days)", days=days) == 0


@pytest.mark.parametrize(
    ("table", "status", "is_gone"),
    [
        ("notifications", "waiting", False), ("notifications", "sending", False), ("notifications", "sent", True),
        ("notifications", "failed", True), ("notifications", "dropped", True),
        ("notification_deliveries", "pending", False), ("notification_deliveries", "sent", True),
        ("webhook_deliveries", "pending", False), ("webhook_deliveries", "sent", True),
    ],
)  # fmt: skip
@pytest.mark.parametrize(("shift", "is_old"), [(BEFORE, True), (AT, False)])
def test_the_outbox_keeps_what_is_not_finished_and_what_is_young(
    place: Place, owner: Connection, table: str, status: str, is_gone: bool, shift: str, is_old: bool
) -> None:
    owner.execute(text(f"UPDATE {table} SET status = :status, created_at = now() - interval '30 days' {shift}"), {"status": status})
    before = value(owner, f"count(*) FROM {table}")
    owner.execute(text("SELECT purge_outbox(30)"))
    assert value(owner, f"count(*) FROM {table}") == (0 if is_gone and is_old else before)


@pytest.mark.parametrize(("shift", "found"), [(BEFORE, 1), (AT, 0), (AFTER, 0)])
def test_a_message_is_lost_after_more_than_its_seconds(place: Place, owner: Connection, shift: str, found: int) -> None:
    owner.execute(text(f"UPDATE messages SET awaits_routing = (role = 'user'), created_at = now() - interval '60 seconds' {shift}"))
    messages = value(owner, "count(*) FROM messages WHERE awaits_routing")
    assert value(owner, "count(*) FROM find_unrouted_messages(60, 100)") == (messages if found else 0)


@pytest.mark.parametrize(("shift", "found"), [(BEFORE, 1), (AT, 0)])
@pytest.mark.parametrize(("status", "is_lost"), [("pending", True), ("ready", False), ("failed", False)])
def test_a_document_is_unread_after_more_than_its_seconds(
    place: Place, owner: Connection, shift: str, found: int, status: str, is_lost: bool
) -> None:
    owner.execute(text("ALTER TABLE documents DISABLE TRIGGER USER"))
    owner.execute(text(f"UPDATE documents SET status = :status, updated_at = now() - interval '60 seconds' {shift}"), {"status": status})
    documents = value(owner, "count(*) FROM documents")
    assert value(owner, "count(*) FROM find_unread_documents(60, 100)") == (documents if found and is_lost else 0)


@pytest.mark.parametrize(("task", "is_left"), [("todo", True), ("doing", True), ("succeeded", False), ("failed", False)])
def test_a_document_with_a_job_is_not_lost(place: Place, owner: Connection, task: str, is_left: bool) -> None:
    owner.execute(text("ALTER TABLE documents DISABLE TRIGGER USER"))
    document = value(owner, "id FROM documents LIMIT 1")
    owner.execute(text("UPDATE documents SET status = 'pending', updated_at = now() - interval '2 hours' WHERE id = :id"), {"id": document})
    owner.execute(
        text(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status, args)"
            " VALUES ('ingest', 'embed_document', CAST(:status AS procrastinate_job_status), jsonb_build_object('document_id', CAST(:id AS text)))"
        ),
        {"status": task, "id": str(document)},
    )
    assert value(owner, "count(*) FROM find_unread_documents(60, 100)") == (0 if is_left else 1)


@pytest.mark.parametrize(("moment", "is_sent"), [("+ interval '1 second'", False), ("", True), ("- interval '1 second'", True)])
def test_notifications_are_due_from_their_time_on(place: Place, owner: Connection, moment: str, is_sent: bool) -> None:
    owner.execute(text(f"UPDATE notifications SET status = 'waiting', due_at = now() {moment}"))
    tasks = list(owner.execute(text("SELECT task FROM find_due_deliveries(10)")).scalars())
    assert ("plan_notifications" in tasks) == is_sent


@pytest.mark.parametrize("table", ["notification_deliveries", "webhook_deliveries"])
@pytest.mark.parametrize(("status", "shift", "is_due"), [("pending", BEFORE, True), ("pending", AT, False), ("sent", BEFORE, False)])
def test_a_delivery_is_lost_after_more_than_a_quarter_of_an_hour(
    place: Place, owner: Connection, table: str, status: str, shift: str, is_due: bool
) -> None:
    owner.execute(text(f"UPDATE {table} SET status = :status, due_at = now() - interval '15 minutes' {shift}"), {"status": status})
    found = set(owner.execute(text("SELECT task FROM find_due_deliveries(10)")).scalars())
    assert (
        {"notification_deliveries": "deliver_notifications_again", "webhook_deliveries": "deliver_webhook_again"}[table] in found
    ) == is_due


def test_the_layer_asked_for_may_be_lower_and_never_higher(place: Place) -> None:
    asked = {None: "friends", "public": "public", "friends": "friends", "intimate": "friends"}
    with place.runtime.connect() as connection:
        for layer, visible in asked.items():
            name_person(connection, place.seeded.asker, place.seeded.avee, layer)
            assert connection.execute(text("SELECT visible_layer()::text")).scalar_one() == visible
        connection.rollback()


@pytest.mark.parametrize(
    ("timings", "stored_ago", "expected"),
    [
        ("{}", None, None), ('{"a": 5}', None, 5), ('{"a": 5, "b": 9}', "1 second", 1000), ('{"a": 1500}', "1 second", 1500),
        ('{"a": "x"}', "2 seconds", 2000), ('{"a": -3}', None, 0), ('{"a": 1e12}', None, 2147483647),
    ],
)  # fmt: skip
def test_the_time_of_a_reply_is_the_longer_of_two(owner: Connection, timings: str, stored_ago: str | None, expected: int | None) -> None:
    stored = "NULL" if stored_ago is None else f"now() - interval '{stored_ago}'"
    assert value(owner, f"measure_reply(CAST(:timings AS jsonb), {stored}, now())", timings=timings) == expected


def test_a_job_that_failed_for_good_keeps_its_message_off_the_list(place: Place, owner: Connection) -> None:
    message = value(owner, "id FROM messages WHERE role = 'user' ORDER BY id LIMIT 1")
    owner.execute(text("UPDATE messages SET awaits_routing = true, created_at = now() - interval '1 hour' WHERE id = :id"), {"id": message})
    job = text(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, status, args)"
        " VALUES ('conversation', :task, CAST(:status AS procrastinate_job_status), jsonb_build_object('message_id', CAST(:id AS text)))"
    )
    for task, status, left in [
        ("route_message", "failed", 1), ("route_failing_message", "succeeded", 1), ("route_failing_message", "failed", 0),
    ]:  # fmt: skip
        owner.execute(job, {"task": task, "status": status, "id": str(message)})
        assert value(owner, "count(*) FROM find_unrouted_messages(60, 10)") == left, (task, status)
