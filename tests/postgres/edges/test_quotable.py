"""What an asker may be quoted: rows of the agent that the transaction names, in use, up to the asker's layer."""

import pytest
from sqlalchemy import text

from support.places import Place, name_person

# The asker was let in as a friend. What is set in a row of the agent's, and whether they may be quoted it.
ROWS = [
    ("canonical_answers", "layer = 'public', state = 'active'", True),
    ("canonical_answers", "layer = 'friends', state = 'active'", True),
    ("canonical_answers", "layer = 'intimate', state = 'active'", False),
    ("canonical_answers", "layer = 'public', state = 'retired'", False),
    ("phrasings", "layer = 'friends', state = 'active'", True),
    ("phrasings", "layer = 'intimate', state = 'active'", False),
    ("phrasings", "layer = 'public', state = 'off'", False),
    ("answer_examples", "layer = 'friends', state = 'active', serves = false", True),
    ("answer_examples", "layer = 'intimate', state = 'active', serves = false", False),
    ("answer_examples", "layer = 'public', state = 'retired', serves = false", False),
    ("answer_examples", "layer = 'public', state = 'active', serves = true", False),
    ("passages", "layer = 'friends'", True),
    ("passages", "layer = 'intimate'", False),
    ("documents", "layer = 'friends', status = 'ready'", True),
    ("documents", "layer = 'intimate', status = 'ready'", False),
    ("documents", "layer = 'public', status = 'failed'", False),
    ("search_vectors", "layer_rank = 1", True),
    ("search_vectors", "layer_rank = 2", False),
    ("multilingual_vectors", "layer_rank = 1", True),
    ("multilingual_vectors", "layer_rank = 2", False),
]


@pytest.mark.parametrize(("table", "changes", "seen"), ROWS, ids=[f"{table}: {changes}" for table, changes, _ in ROWS])
def test_a_row_is_quoted_to_those_who_may_see_it(place: Place, table: str, changes: str, seen: bool) -> None:
    with place.owner.begin() as connection:
        row = connection.execute(
            text(f"SELECT id FROM {table} WHERE avee_id = :avee ORDER BY id LIMIT 1"), {"avee": place.seeded.avee}
        ).scalar_one()
        connection.execute(text(f"UPDATE {table} SET {changes} WHERE id = :id"), {"id": row})
    found = []
    for person, avee in ((place.seeded.asker, place.seeded.avee), (place.seeded.asker, place.seeded.other_avee)):
        with place.runtime.connect() as connection:
            name_person(connection, person, avee)
            found.append(len(connection.execute(text(f"SELECT FROM {table} WHERE id = :id"), {"id": row}).all()) == 1)
            connection.rollback()
    assert found == [seen, False], "and nothing of an agent that was not asked"
