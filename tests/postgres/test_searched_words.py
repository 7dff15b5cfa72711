"""The search by words: distinct words, at most 64, whoever calls it and whatever they send."""

import pytest
from sqlalchemy import NullPool, create_engine, text
from sqlalchemy.exc import DBAPIError

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.seeding import seed

SEARCHED = text("SELECT numnode(searched_words(:avee, :said)), searched_words(:avee, :said)::text")


def searched(database: EmbeddedServer, said: str) -> tuple[int, str]:
    """(number of words and operators, the query) for a message to an agent with one document."""
    with create_engine(database.owner_url, poolclass=NullPool).connect() as connection:
        avee = seed(connection).avee
        row = connection.execute(SEARCHED, {"avee": avee, "said": said}).one()
        return row[0], row[1]


def test_a_repeated_word_is_searched_once(database: EmbeddedServer) -> None:
    assert searched(database, "5 % " * 1_000) == (1, "'5'")


def test_at_most_64_words_are_searched(database: EmbeddedServer) -> None:
    nodes, query = searched(database, " ".join(f"w{n}" for n in range(1_300)))
    assert nodes == 127
    assert {f"'w{n}'" for n in range(64)} == set(query.split(" | "))


@pytest.mark.parametrize(
    "said", ["", " % ? ", "it's o'clock \\ 'quoted' back\\slash", "a & b | !c <-> (d) :* 'e", "wi-fi and http://a.example/b?c='d'"]
)
def test_any_text_is_a_query(database: EmbeddedServer, said: str) -> None:
    assert searched(database, said)[0] >= 0


def test_nobody_can_search_for_more(database: EmbeddedServer) -> None:
    many = " | ".join(f"w{n}" for n in range(65))
    engine = create_engine(database.runtime_url, poolclass=NullPool)
    with engine.connect() as connection, pytest.raises(DBAPIError, match="at most 64 words"):
        connection.execute(text("SELECT find_passages_by_words(CAST(:many AS tsquery), 4)"), {"many": many}).all()
