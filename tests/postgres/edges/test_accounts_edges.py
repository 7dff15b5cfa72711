"""Secrets at their end, devices, and the limits on tries of a password."""

import pytest
from sqlalchemy import Connection, text

from orchestrator.ports.identifiers import new_id
from support.places import Place, thread, value
from support.seeding import add


@pytest.mark.parametrize(("shift", "is_valid"), [("", False), ("+ interval '1 microsecond'", True)])
def test_a_secret_is_valid_until_exactly_its_end(place: Place, undone: Connection, shift: str, is_valid: bool) -> None:
    kinds = list[str]()
    for table in ("user_sessions", "api_tokens"):
        undone.execute(text(f"UPDATE {table} SET expires_at = now() {shift}, secret_hash = 'of ' || id::text::bytea"))
        secret = value(undone, f"secret_hash FROM {table} LIMIT 1")
        kinds += undone.execute(text("SELECT kind FROM find_person(:secret)"), {"secret": secret}).scalars()
    assert kinds == (["session", "token"] if is_valid else [])
    held = value(undone, "count(*) FROM api_tokens WHERE user_id = :me", me=place.seeded.owner)
    assert value(undone, "count_own('tokens', NULL)") == (held if is_valid else 0)


@pytest.mark.parametrize(
    ("used", "is_noted"), [("NULL", False), ("now() - interval '1 hour'", False), ("now() - interval '59 minutes'", True)]
)
def test_the_use_of_a_token_is_noted_once_an_hour(undone: Connection, used: str, is_noted: bool) -> None:
    undone.execute(text(f"UPDATE api_tokens SET last_used_at = {used}"))
    assert value(undone, "bool_and(p.is_noted) FROM api_tokens t, find_person(t.secret_hash) p") == is_noted


@pytest.mark.parametrize(("shift", "counted"), [("", 0), ("+ interval '1 microsecond'", 1)])
def test_conversations_of_a_day_are_counted_for_their_agent(place: Place, undone: Connection, shift: str, counted: int) -> None:
    conversation, _ = thread(place, undone, place.seeded.owner)
    undone.execute(text(f"UPDATE conversations SET created_at = now() - interval '1 day' {shift} WHERE id = :id"), {"id": conversation})
    assert value(undone, "count_own('conversations', :avee)", avee=place.seeded.avee) == counted
    assert value(undone, "count_own('conversations', :avee)", avee=place.seeded.other_avee) == 0


def test_of_several_known_devices_the_one_used_last_is_meant(place: Place, undone: Connection) -> None:
    for days in (2, 1, 3):
        row = {"user_id": place.seeded.asker, "secret_hash": f"device {days}".encode()}
        add(undone, "known_devices", row)
        undone.execute(text("UPDATE known_devices SET last_used_at = now() - make_interval(days => :days) WHERE secret_hash = :hash"),
                      {"days": days, "hash": row["secret_hash"]})  # fmt: skip
    find = "find_known_device(:email, ARRAY[CAST('device 3' AS bytea), 'device 1', 'device 2', 'unknown'])"
    assert value(undone, find, email="ASKER@example.org") == b"device 1"
    assert value(undone, find, email="stranger@example.org") is None


MINE, THEIRS = ("me", "here", "home", False), ("you", "here", "home", False)
KNOWN, ELSEWHERE = ("me", "device", "home", True), ("me", "there", "away", False)


@pytest.mark.parametrize(
    ("tries", "is_known", "limits", "wait_min"),
    [
        # Limits: soon, day, of an address soon. Tries: whose, how many minutes ago.
        ([(MINE, 5)], False, (2, 99, 9), None),
        ([(MINE, 5), (MINE, 7)], False, (2, 99, 9), 8),
        ([(MINE, 5), (MINE, 7), (MINE, 9)], False, (2, 99, 9), 8),
        ([(MINE, 5), (MINE, 16)], False, (2, 99, 9), None),
        ([(MINE, 5), (THEIRS, 7)], False, (2, 99, 9), None),
        ([(MINE, 5), (ELSEWHERE, 7)], False, (2, 99, 9), None),
        # A quarter of the day for one unknown place, and never less than one try.
        ([(MINE, 120), (MINE, 180)], False, (9, 8, 9), 1_260),
        ([(MINE, 120)], False, (9, 8, 9), None),
        ([(MINE, 120)], False, (9, 3, 9), 1_320),
        ([(MINE, 1_441)], False, (9, 3, 9), None),
        # The whole day for all unknown places together; tries from known ones are not among them.
        ([(ELSEWHERE, 120), (ELSEWHERE, 180), (ELSEWHERE, 240)], False, (9, 3, 9), 1_200),
        ([(ELSEWHERE, 120), (ELSEWHERE, 180), (KNOWN, 240)], False, (9, 3, 9), None),
        ([(ELSEWHERE, 120), (ELSEWHERE, 180), (ELSEWHERE, 240)], True, (9, 3, 9), None),
        # The whole day for each known place by itself.
        ([(KNOWN, 120), (KNOWN, 180)], True, (9, 3, 9), None),
        ([(KNOWN, 120), (KNOWN, 180), (KNOWN, 240)], True, (9, 3, 9), 1_200),
        # Any accounts from one address, from places that they do not know.
        ([(THEIRS, 5), (THEIRS, 6)], False, (9, 9, 2), 9),
        ([(THEIRS, 5), (THEIRS, 16)], False, (9, 9, 2), None),
        ([(THEIRS, 5), (KNOWN, 6)], False, (9, 9, 2), None),
        ([(THEIRS, 5), (THEIRS, 6)], True, (9, 9, 2), None),
    ],
)  # fmt: skip
def test_passwords_wait_for_the_oldest_try_that_fills_a_limit(
    undone: Connection,
    tries: list[tuple[tuple[str, str, str, bool], int]],
    is_known: bool,
    limits: tuple[int, int, int],
    wait_min: int | None,
) -> None:
    insert = text("""
        INSERT INTO password_tries (id, account, place, address, is_known, tried_at) VALUES (
            gen_random_uuid(), sha256(CAST(:who AS bytea)), CAST(:place AS bytea), CAST(:address AS bytea), :known,
            now() - make_interval(mins => :minutes))
    """)
    for (who, place, address, known), minutes in tries:
        undone.execute(insert, {"who": who, "place": place, "address": address, "known": known, "minutes": minutes})
    begin = "begin_password_try(gen_random_uuid(), 'ME', CAST(:place AS bytea), 'home', :is_known, :soon, :day, :address_soon)"
    names = dict(zip(("soon", "day", "address_soon"), limits, strict=True))
    wait = value(undone, f"extract(epoch FROM {begin}) / 60", place="device" if is_known else "here", is_known=is_known, **names)
    assert wait == (wait_min and pytest.approx(wait_min, abs=0.9))
    assert value(undone, "count(*) FROM password_tries WHERE tried_at = now()") == (0 if wait_min else 1), "a refused try does not count"


@pytest.mark.parametrize(("was_right", "left"), [(True, ["elsewhere"]), (False, ["elsewhere", "mine"])])
def test_a_right_password_forgives_its_place(undone: Connection, was_right: bool, left: list[str]) -> None:
    insert = text(
        "INSERT INTO password_tries (id, account, place, address, is_known) VALUES (:id, 'me', CAST(:place AS bytea), :name, false)"
    )
    ids = {name: new_id() for name in ("mine", "elsewhere", "now")}
    for name, made in ids.items():
        undone.execute(insert, {"id": made, "place": "there" if name == "elsewhere" else "here", "name": name.encode()})
    undone.execute(text("SELECT end_password_try(:id, :was_right)"), {"id": ids["now"], "was_right": was_right})
    assert sorted(bytes(each).decode() for each in undone.execute(text("SELECT address FROM password_tries")).scalars()) == left
