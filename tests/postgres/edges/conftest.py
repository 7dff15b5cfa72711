from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from support.places import Place, name_person


@pytest.fixture
def undone(place: Place) -> Iterator[Connection]:
    """The schema's owner, acting for the seeded agent's creator, in a transaction that is undone: in it `now()` stands still."""
    with place.owner.connect() as connection:
        name_person(connection, place.seeded.owner)
        yield connection
        connection.rollback()
