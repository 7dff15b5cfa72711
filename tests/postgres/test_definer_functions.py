"""Functions that run with the schema owner's rights, called by each kind of person: row security does not stop them, so they must."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from orchestrator.ports.identifiers import new_id
from support.places import Place, name_person
from support.seeding import VECTOR, add, add_escalation

VIEWERS = ("nobody", "stranger", "other_creator", "asker", "viewer", "answerer", "editor", "owner")
TEAM = VIEWERS[-4:]


def team(rows: int, least: str = "viewer") -> dict[str, int]:
    """So many rows for everybody in the team with this role or a higher one."""
    return dict.fromkeys(TEAM[TEAM.index(least) :], rows)


# function, its call, the number of rows or, for a single value, 1 where it is not NULL: per viewer, 0 for the others
CONCERNED: list[tuple[str, str, dict[str, int]]] = [
    ("find_similar_waiting", "SELECT * FROM find_similar_waiting(:pending, 10)", {"asker": 2, **team(2)}),
    ("find_similar_waiting", "SELECT * FROM find_similar_waiting(:accepted, 10)", {"asker": 1, **team(1)}),
    ("lock_escalation", "SELECT lock_escalation(:pending)", {"asker": 1}),
    ("lock_escalation", "SELECT lock_escalation(:accepted)", {"asker": 1, **team(1)}),
    ("count_waiting", "SELECT nullif(count_waiting(:avee, :accepted), 0)", {"asker": 1, **team(1)}),
    ("load_message_facts", "SELECT load_message_facts(:conversation, NULL, 10)", {"asker": 1}),
    # Everybody may write to a creator directly, as far as the rules say; they are told their own tier and usage.
    ("lock_direct_messages", "SELECT lock_direct_messages(:avee)", {"stranger": 1, "other_creator": 1, "asker": 1, **team(1)}),
    ("find_asker", "SELECT find_asker(:avee, :conversation)", team(1, "answerer")),
    ("count_messages", "SELECT count_messages(:avee, '2000-01-01', '2999-01-01', 'UTC')", team(1)),
    ("get_orchestrator_metrics", "SELECT get_orchestrator_metrics(:avee, 7, 'UTC')", team(1)),
    ("get_creator_minutes", "SELECT nullif(handled, 0) FROM get_creator_minutes(:avee, '2000-01-01', '2999-01-01')", team(1)),
    ("find_team_passages", "SELECT * FROM find_team_passages(:avee, 'intim', (SELECT embedding FROM passages LIMIT 1), 10)", team(6)),
    ("find_conversations_saying", "SELECT * FROM find_conversations_saying(:avee, '')", team(5)),
    ("count_asking_guests", "SELECT nullif(people, 0) FROM count_asking_guests(:avee, '-infinity', 'infinity')", {}),
    ("find_served", "SELECT * FROM find_served(:avee, :answer, 2)", team(1)),
    ("find_yeses", "SELECT * FROM find_yeses(:avee, :answer, 10, 7, 3)", team(1)),
    ("put_wording", "SELECT put_wording(:avee, :reply, :card, 'one', true)", team(1, "editor")),
    ("team_avees", "SELECT * FROM team_avees('viewer')", team(1) | {"other_creator": 1}),
    ("team_avees", "SELECT * FROM team_avees('editor')", team(1, "editor") | {"other_creator": 1}),
    ("answering_avees", "SELECT * FROM answering_avees()", team(1, "answerer") | {"other_creator": 1}),
    ("get_team_role", "SELECT get_team_role(:avee)", team(1)),
    ("save_answer_layer", "SELECT * FROM save_answer_layer(:avee, :reused)", team(1, "answerer")),
    ("list_team_channels", "SELECT * FROM list_team_channels(:avee)", team(1, "answerer")),
    # Nobody here is a guest.
    ("asked_as_guest", "SELECT asked_as_guest()", {}),
    ("signed_subject", "SELECT signed_subject()", {}),
    # A person's own wording, of their own alone.
    ("my_wordings", "SELECT * FROM my_wordings()", {"asker": 3}),
    ("owned_avees", "SELECT * FROM owned_avees()", {"owner": 1, "other_creator": 1}),
    ("find_passages_by_words", "SELECT * FROM find_passages_by_words('public | friend | intim', 10)",
     {"stranger": 2, "other_creator": 2, "asker": 4, **team(2), "owner": 6}),
    ("is_paid", "SELECT nullif(is_paid(:avee, :accepted), false)", {"asker": 1, **team(1)}),
    # Jobs act in nobody's name.
    ("load_payment", "SELECT load_payment(:payment)", {"nobody": 1, "asker": 1, "owner": 1}),
    ("note_payment", "SELECT note_payment(:payment, '{\"failure\": \"down\"}')", {"nobody": 1, "asker": 1, "owner": 1}),
    ("load_membership", "SELECT load_membership(:membership)", {"nobody": 1, "asker": 1, "owner": 1}),
    ("note_membership", "SELECT note_membership(:membership, :card, NULL, '{}')", {"nobody": 1, "asker": 1}),
    ("find_paid_by", "SELECT * FROM find_paid_by(:payment, ARRAY[CAST(:payment AS text)])", {"nobody": 1}),
    ("keep_provider_event", "SELECT nullif(keep_provider_event('evt_1', 'paid'), false)", {"nobody": 1}),
    # Everybody may become a member whom the creator sells that to.
    ("begin_membership", "SELECT begin_membership(:avee, :card, 'month', 30)", dict.fromkeys(VIEWERS[1:], 1)),
    # Nothing is to be paid for the seeded offer.
    ("begin_payment", "SELECT begin_payment(:card, :pending, 'hold', false, 30, true)", {}),
    ("granted_layer", "SELECT nullif(granted_layer(:avee), 'public')", {"asker": 1, "owner": 1}),
]  # fmt: skip

# For everyone: what a profile shows, what an offer says about its limits, and the languages of the documents.
OPEN = {
    "find_profile",
    "get_profiles",
    "get_public_avees",
    # Published answers alone: see test_published_rows.py.
    "get_published_answers",
    "list_published_pages",
    "count_published_pages",
    "get_avatar",
    # Browsers are told which sites may frame an agent.
    "get_embed_origins",
    "find_moved_user",
    "find_moved_avee",
    "get_escalation_count",
    "get_window_opening",
    "get_response_hours",
    "text_search_configs",
    "is_guest",
    "is_channel_person",
    "count_guest_questions",
    # What a question costs whoever asks, and what a membership costs.
    "get_price",
}
# They need a secret, an exact address, or the id of an own try or of a session.
BY_SECRET = {
    "find_invitation",
    "accept_invitation",
    "find_mail_link",
    "find_mail_sender",
    "find_address",
    "find_pending",
    "find_credentials",
    "find_person",
    "find_known_device",
    "find_identity",
    "find_account",
    "insert_ticket",
    "find_ticket",
    "take_ticket",
    "begin_password_try",
    "end_password_try",
    "promise_guest",
    # The random id of a channel; codes.
    "find_channel",
    "read_channel_code",
    "join_channel",
    "take_guest",
    # To check a signature; and with the key itself.
    "find_embed_key",
    "admit_signed",
}
# Of the jobs, in no person's name: they return ids or nothing.
OF_JOBS = {"find_forgotten_guests", "find_due_mails", "purge_mail", "get_signing_key", "get_mailbox_position", "set_mailbox_position", "find_due_deliveries", "find_due_channel_work", "find_due_escalations", "find_due_sources", "find_unread_documents", "find_documents_without_sentences", "find_missing_large", "find_missing_multilingual", "find_unrouted_messages", "find_uncompared_answers", "mark_shared_wordings", "drop_expired_conflicts", "purge_events", "purge_outbox",
           "refresh_banks", "build_vector_indexes", "count_reuses",
           "delete_old_messages", "purge_audit", "find_payment_work", "find_payments_to_compare", "find_memberships_to_compare",
           "find_provider_accounts", "finish_provider_event"}  # fmt: skip
# Their effect is tried by a test of its own below.
CHANGING = {"charge_offer", "enter_channel", "hear_channel", "hand_back_conversation", "narrow_offer", "add_guest", "erase_guest"}
# Their effect is tried in tests/http/rights.
OF_RIGHTS = {"erase_person", "erase_conversation", "note_export"}


@pytest.fixture(scope="module")
def things(place: Place) -> dict[str, object]:
    """Ids of the seeded agent's things. Added: a question of the stranger's that waits, an answered one, and a changed answer."""
    avee, asker = place.seeded.avee, place.seeded.asker
    with place.owner.begin() as connection:
        found = connection.execute(text("SELECT status, id, conversation_id, message_id FROM escalation_queue ORDER BY id")).all()
        ids = {row.status: row.id for row in found}
        conversation, message = found[0].conversation_id, found[0].message_id
        add_escalation(connection, avee, place.seeded.stranger, *_ask(connection, avee, place.seeded.stranger), status="accepted",
                       accepted_at="2026-01-02T00:00:00Z")  # fmt: skip
        add_escalation(connection, avee, asker, *_ask(connection, avee, asker), status="answered", accepted_at="2026-01-03T00:00:00Z",
                       answered_at="2026-01-03T01:00:00Z", creator_answer="So.", reuse=False, answer_layer="public")  # fmt: skip
        reused = add_escalation(
            connection, avee, asker, *_ask(connection, avee, asker), status="accepted", accepted_at="2026-01-03T00:00:00Z"
        )
        connection.execute(text("UPDATE escalation_queue SET status = 'answered', creator_answer = 'Bone.' WHERE id = :id"), {"id": reused})
        answer = connection.execute(text("SELECT answer_id FROM answer_deliveries")).scalar_one()
        connection.execute(text("UPDATE canonical_answers SET answer_content = 'anew', version = 2 WHERE id = :id"), {"id": answer})
        reply = _confirm(connection)
        payment = connection.execute(text("SELECT id FROM payments")).scalar_one()
        membership = connection.execute(text("SELECT id FROM memberships")).scalar_one()
    return ids | {
        "payment": payment,
        "membership": membership,
        "reused": reused,
        "avee": avee,
        "conversation": conversation,
        "message": message,
        "answer": answer,
        "reply": reply,
        "card": new_id(),
    }


def _confirm(connection: Connection) -> UUID:
    """The asker's yes about the answer, in words that are far from its own; the decision was to ask about it, and has no card."""
    connection.execute(text("DELETE FROM trust_cards"))
    asked = "jsonb_build_object('question', 'How?', 'asked_about', jsonb_build_array(similar_answer_id))"
    connection.execute(text(f"UPDATE orchestrator_decisions SET rule = 'close_question', evidence = evidence || {asked}"))
    connection.execute(text("UPDATE asked_questions SET embedding = CAST(:far AS halfvec)"), {"far": VECTOR.replace("0.", "-0.")})
    connection.execute(text("UPDATE close_questions SET verdict = 'yes', judged_at = now(), answer_version = 2"))
    found: UUID = connection.execute(text("SELECT id FROM close_questions")).scalar_one()
    return found


@pytest.mark.parametrize("viewer", VIEWERS)
@pytest.mark.parametrize(("name", "call", "rows"), CONCERNED, ids=[f"{name}-{index}" for index, (name, _, _) in enumerate(CONCERNED)])
def test_it_answers_only_those_concerned(
    place: Place, things: dict[str, object], name: str, call: str, rows: dict[str, int], viewer: str
) -> None:
    with place.runtime.connect() as connection:
        name_person(connection, place.person(viewer), place.seeded.avee)
        found = connection.execute(text(call), things).all()
        connection.rollback()
    assert sum(row[0] is not None for row in found) == rows.get(viewer, 0)


def test_every_function_with_the_owners_rights_is_listed(place: Place) -> None:
    callable_ones = text(
        "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace AND prorettype <> 'trigger'::regtype"
        " AND has_function_privilege(current_user, oid, 'EXECUTE') AND proname NOT LIKE 'procrastinate%'"
    )
    with place.runtime.connect() as connection:
        found = set(connection.execute(callable_ones).scalars())
    assert found == {name for name, _, _ in CONCERNED} | OPEN | BY_SECRET | OF_JOBS | CHANGING | OF_RIGHTS


@pytest.mark.parametrize("viewer", VIEWERS)
def test_only_those_who_answer_hand_a_thread_back(place: Place, things: dict[str, object], viewer: str) -> None:
    with place.owner.begin() as connection:
        connection.execute(text("UPDATE conversations SET agent_silenced_until = '2999-01-01'"))
    with place.runtime.begin() as connection:
        name_person(connection, place.person(viewer), place.seeded.avee)
        for conversation in _conversations(place):
            connection.execute(text("SELECT hand_back_conversation(:id)"), {"id": conversation})
    with place.owner.connect() as connection:
        back = set(connection.execute(text("SELECT id FROM conversations WHERE agent_silenced_until IS NULL")).scalars())
        open_to_creator = set(
            connection.execute(text("SELECT conversation_id FROM escalation_queue WHERE accepted_at IS NOT NULL")).scalars()
        )
    assert back == (open_to_creator if viewer in ("answerer", "editor", "owner") else set())
    assert open_to_creator < set(_conversations(place)), "one is not open to the creator, and stays as it is"


def test_an_address_is_found_whole_or_not_at_all(place: Place) -> None:
    asked = ["asker@example.org", "ASKER@example.org", "asker@example", "%@example.org", "", "_sker@example.org"]
    with place.runtime.connect() as connection:
        found = [len(connection.execute(text("SELECT * FROM find_credentials(:email)"), {"email": email}).all()) for email in asked]
    assert found == [1, 1, 0, 0, 0, 0]


def test_an_account_that_waits_for_its_confirmation_is_found_by_nobody(place: Place) -> None:
    """Its address may be that of another account, which stays the only one that is found."""
    pending, now = new_id(), datetime.now(UTC)
    user = {"email": "ASKER@example.org", "handle": "waits", "display_name": "Waits", "password_hash": "its own", "is_pending": True}
    with place.owner.begin() as connection:
        add(connection, "users", user | {"id": pending})
        add(connection, "known_devices", {"user_id": pending, "secret_hash": b"its device"})
    values = {"email": "asker@example.org", "id": pending, "mail": new_id(), "device": [b"its device"], "now": now}
    with place.runtime.connect() as connection:
        for viewer in VIEWERS:
            name_person(connection, place.person(viewer))
            for call in (
                "SELECT * FROM find_profile('waits')",
                "SELECT * FROM get_profiles(ARRAY[CAST(:id AS uuid)])",
                "SELECT 1 WHERE find_known_device(:email, CAST(:device AS bytea[])) IS NOT NULL",
                "SELECT 1 FROM users WHERE id = :id",
                "SELECT 1 FROM known_devices WHERE user_id = :id",
                "UPDATE users SET is_pending = false WHERE id = :id RETURNING 1",
                "DELETE FROM users WHERE id = :id RETURNING 1",
            ):
                assert connection.execute(text(call), values).all() == [], f"{viewer}: {call}"
            found = connection.execute(text("SELECT user_id FROM find_credentials(:email)"), values).scalars().all()
            assert found == [place.seeded.asker]
            assert connection.execute(text("SELECT is_taken FROM find_address(:email, :mail)"), values).scalar_one() is True
            assert connection.execute(text("SELECT is_taken FROM find_address('waits@example.org', :mail)"), values).scalar_one() is False
        # It opens itself, but not where another account has the address.
        name_person(connection, pending)
        with pytest.raises(IntegrityError, match="users_email"):
            connection.execute(text("UPDATE users SET is_pending = false WHERE id = current_person()"))
        connection.rollback()
    with place.owner.begin() as connection:
        connection.execute(text("DELETE FROM users WHERE id = :id"), values)


def test_a_session_that_has_expired_names_nobody(place: Place) -> None:
    find = text("SELECT user_id, kind FROM find_person(:secret)")
    user, now = place.seeded.asker, datetime.now(UTC)
    with place.owner.begin() as connection:
        for secret, expires_at in ((b"over", now - timedelta(seconds=1)), (b"not over", now + timedelta(hours=1))):
            add(connection, "user_sessions", {"id": new_id(), "user_id": user, "secret_hash": secret, "expires_at": expires_at})
    with place.runtime.connect() as connection:
        found = {secret: connection.execute(find, {"secret": secret}).all() for secret in (b"over", b"not over", b"unknown")}
    assert {secret: [tuple(row) for row in rows] for secret, rows in found.items()} == {
        b"over": [],
        b"not over": [(user, "session")],
        b"unknown": [],
    }


@pytest.mark.parametrize(("viewer", "changes"), [("asker", 1), ("owner", 0), ("stranger", 0), ("nobody", 0), ("other_creator", 0)])
def test_only_the_asker_narrows_an_open_offer(place: Place, viewer: str, changes: int) -> None:
    with place.owner.connect() as connection:
        offers = (
            connection.execute(text("SELECT id FROM escalation_queue WHERE user_id = :asker"), {"asker": place.seeded.asker})
            .scalars()
            .all()
        )
    with place.runtime.connect() as connection:
        name_person(connection, place.person(viewer), place.seeded.avee)
        for offer in offers:
            connection.execute(text("SELECT narrow_offer(:id, 'Only this?', NULL, NULL)"), {"id": offer})
        name_person(connection, place.seeded.asker, place.seeded.avee)
        narrowed = connection.execute(text("SELECT status FROM escalation_queue WHERE original_message = 'Only this?'")).scalars().all()
        connection.rollback()
    assert narrowed == ["pending"] * changes, "what was accepted or answered stays as it was asked"


@pytest.mark.parametrize(("viewer", "changes"), [("asker", 1), ("owner", 0), ("stranger", 0), ("nobody", 0), ("other_creator", 0)])
def test_only_the_asker_s_own_offer_gets_its_price(place: Place, viewer: str, changes: int) -> None:
    with place.owner.begin() as connection:
        free = add_escalation(
            connection,
            place.seeded.avee,
            place.seeded.asker,
            *_ask(connection, place.seeded.avee, place.seeded.asker),
            price_currency="EUR",
        )
    with place.runtime.connect() as connection:
        name_person(connection, place.person(viewer), place.seeded.avee)
        connection.execute(text("SELECT charge_offer(:id, 500)"), {"id": free})
        name_person(connection, place.seeded.asker, place.seeded.avee)
        charged = connection.execute(text("SELECT count(*) FROM escalation_queue WHERE price_amount = 500")).scalar_one()
        connection.rollback()
    with place.owner.begin() as connection:
        connection.execute(text("DELETE FROM escalation_queue WHERE id = :id"), {"id": free})
    assert charged == changes


def test_public_profiles_hold_what_is_public(place: Place) -> None:
    calls = [
        ("SELECT * FROM find_profile('owner')", {"id", "handle", "display_name", "avatar"}),
        ("SELECT * FROM get_profiles(ARRAY[CAST(:owner AS uuid)])", {"id", "handle", "display_name", "avatar"}),
        (
            "SELECT * FROM get_public_avees('mine', '{}')",
            {
                "id",
                "handle",
                "display_name",
                "owner_id",
                "creator_name",
                "creator_handle",
                "creator_avatar",
                "takes_direct_messages",
                "takes_guests",
                "retention_days",
            },
        ),
    ]
    with place.runtime.connect() as connection:
        for call, columns in calls:
            rows = connection.execute(text(call), {"owner": place.seeded.owner}).mappings().all()
            assert len(rows) == 1
            assert set(rows[0]) == columns


def _ask(connection: Connection, avee: UUID, asker: UUID) -> tuple[UUID, UUID]:
    """(conversation, message) of a new thread."""
    conversation, message = new_id(), new_id()
    where = {"avee_id": avee, "user_id": asker}
    add(connection, "conversations", where | {"id": conversation})
    add(connection, "messages", where | {"id": message, "conversation_id": conversation, "role": "user", "content": "And when?"})
    return conversation, message


def _conversations(place: Place) -> list[UUID]:
    with place.owner.connect() as connection:
        return list(connection.execute(text("SELECT id FROM conversations")).scalars())
