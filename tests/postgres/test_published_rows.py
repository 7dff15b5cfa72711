"""Which answers anybody may read, in the database itself: the published ones of a public layer, and no column about askers."""

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from support.places import Place, name_person

VIEWERS = ("nobody", "stranger", "other_creator", "asker", "viewer", "answerer", "editor", "owner")
PUBLISH = "published = true, published_at = now(), slug = 'one'"
ONE = "id = (SELECT id FROM canonical_answers WHERE avee_id = :avee AND layer = 'public' AND state = 'active' AND is_own_wording ORDER BY id LIMIT 1)"
READ = "SELECT slug FROM get_published_answers(:avee, NULL, '{}', 0, 100)"
PAGES = "SELECT slug FROM list_published_pages('00000000-0000-0000-0000-000000000000', '', 0, 100)"


@pytest.fixture
def owner(undone: Connection, place: Place) -> Connection:
    """The schema's owner, with one published answer, in a transaction that is undone."""
    changed = undone.execute(text(f"UPDATE canonical_answers SET {PUBLISH} WHERE {ONE}"), {"avee": place.seeded.avee})
    assert changed.rowcount == 1
    return undone


def read(connection: Connection, place: Place) -> list[str]:
    values = {"avee": place.seeded.avee}
    found = list(connection.execute(text(READ), values).scalars())
    one = text("SELECT slug FROM get_published_answers(:avee, 'one', '{}', 0, 1)")
    assert list(connection.execute(one, values).scalars()) == found
    assert list(connection.execute(text(PAGES)).scalars()) == found
    assert connection.execute(text("SELECT count_published_pages()")).scalar_one() == len(found)
    return found


def test_a_published_answer_is_readable(owner: Connection, place: Place) -> None:
    assert read(owner, place) == ["one"]
    columns = owner.execute(text(READ.replace("SELECT slug", "SELECT *")), {"avee": place.seeded.avee}).keys()
    assert set(columns) == {"slug", "question", "answer", "answered_at", "modified_at"}


@pytest.mark.parametrize(
    "change",
    ["published = false", "layer = 'friends'", "layer = 'intimate'", "state = 'retired'", "expires_at = now() - interval '1 second'"],
)
def test_it_is_no_longer_readable_at_once(owner: Connection, place: Place, change: str) -> None:
    owner.execute(text(f"UPDATE canonical_answers SET {change} WHERE slug = 'one'"))
    assert read(owner, place) == []


@pytest.mark.parametrize("delete", ["canonical_answers WHERE slug = 'one'", "avees WHERE id = :avee", "users WHERE id = :owner"])
def test_what_is_deleted_is_gone(owner: Connection, place: Place, delete: str) -> None:
    owner.execute(text(f"DELETE FROM {delete}"), {"avee": place.seeded.avee, "owner": place.seeded.owner})
    assert read(owner, place) == []


@pytest.mark.parametrize(
    "change", ["layer = 'friends'", "state = 'retired'", "is_own_wording = false", "slug = NULL", "published_at = NULL"]
)
def test_no_statement_publishes_what_may_not_be(undone: Connection, place: Place, change: str) -> None:
    name = change.partition(" =")[0]
    others = ", ".join(part for part in PUBLISH.split(", ") if not part.startswith(f"{name} ="))
    with pytest.raises(IntegrityError, match="canonical_answers_published"):
        undone.execute(text(f"UPDATE canonical_answers SET {others}, {change} WHERE {ONE}"), {"avee": place.seeded.avee})


def test_nothing_is_published_by_default(place: Place) -> None:
    with place.owner.connect() as connection:
        assert connection.execute(text("SELECT bool_or(published) FROM canonical_answers")).scalar_one() is False


@pytest.mark.parametrize("viewer", VIEWERS)
def test_who_publishes(place: Place, viewer: str) -> None:
    with place.runtime.connect() as connection:
        name_person(connection, place.person(viewer), place.seeded.avee)
        changed = connection.execute(text(f"UPDATE canonical_answers SET {PUBLISH} WHERE {ONE}"), {"avee": place.seeded.avee})
        connection.rollback()
    assert changed.rowcount == (1 if viewer in ("editor", "owner") else 0)


def test_nobody_reads_the_table_itself(place: Place) -> None:
    with place.owner.begin() as connection:
        connection.execute(text(f"UPDATE canonical_answers SET {PUBLISH} WHERE {ONE}"), {"avee": place.seeded.avee})
    try:
        with place.runtime.connect() as connection:
            for viewer in ("nobody", "other_creator"):
                name_person(connection, place.person(viewer))
                assert connection.execute(text("SELECT count(*) FROM canonical_answers WHERE slug = 'one'")).scalar_one() == 0
                assert read(connection, place) == ["one"]
            connection.rollback()
    finally:
        with place.owner.begin() as connection:
            connection.execute(text("UPDATE canonical_answers SET published = false, published_at = NULL, slug = NULL"))


def test_publishing_changes_no_verdict(owner: Connection) -> None:
    owner.execute(text("UPDATE canonical_answers SET times_wrong = 3 WHERE slug = 'one'"))
    owner.execute(text("UPDATE canonical_answers SET published = false, version = version + 1 WHERE slug = 'one'"))
    assert owner.execute(text("SELECT times_wrong FROM canonical_answers WHERE slug = 'one'")).scalar_one() == 3
    owner.execute(text("UPDATE canonical_answers SET published = true, version = version + 1, answer_content = 'New.' WHERE slug = 'one'"))
    assert owner.execute(text("SELECT times_wrong FROM canonical_answers WHERE slug = 'one'")).scalar_one() == 0
