"""The whole schema, as the database's own catalogue tells it.

Where the schema changes on purpose, `make schema-text` writes the stored text again; what changed shows in the commit.
"""

from difflib import unified_diff

from orchestrator.adapters.postgres.embedded import EmbeddedServer
from support.catalogue import STORED, read_catalogue


def test_a_fresh_database_has_the_stored_schema(database: EmbeddedServer) -> None:
    stored, found = STORED.read_text(encoding="utf-8"), read_catalogue(database.owner_url)
    assert list(unified_diff(stored.splitlines(), found.splitlines(), "stored", "fresh", lineterm="", n=2)) == []
    assert len(stored) > 50_000
