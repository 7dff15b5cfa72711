"""Changing the embedding model: everything is embedded again, resumably; only then does the database belong to the new
model.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import pytest

from orchestrator.adapters.postgres.server import schema
from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.adapters.postgres.server.reembedding import reembed
from orchestrator.bootstrap.program import Running
from orchestrator.domain.errors import Invalid, Unavailable
from orchestrator.engine.accounts.addresses.sign_up import sign_up
from orchestrator.engine.accounts.agents.avees import create_avee
from orchestrator.engine.matching.add_answers import import_answers
from orchestrator.engine.matching.answers import AnswerText
from orchestrator.ports.models import EmbedderIdentity, Vector
from support.stories import rows

OTHER = EmbedderIdentity("another-model", 16)
Run = Callable[[Callable[[Running], Awaitable[Any]]], Any]


async def embed(texts: Sequence[str]) -> list[Vector]:
    """A model of width 16 that encodes only the length of a text."""
    return [[1.0 if at == len(text) % 16 else 0.0 for at in range(16)] for text in texts]


@pytest.fixture
def filled(run: Run, database: EmbeddedServer) -> EmbeddedServer:
    async def fill(program: Running) -> None:
        services = program.services
        person = (await sign_up(services, "mira@example.org", "a long passphrase", "mira", "Mira")).id
        avee = await create_avee(services, person, "mira", "Mira", "")
        await import_answers(services, person, avee.id, [AnswerText(f"Question {n}?", f"Answer {n}.") for n in range(10)])

    run(fill)
    return database


def test_everything_is_embedded_again_and_the_model_recorded(filled: EmbeddedServer) -> None:
    reported: list[tuple[str, int, int]] = []
    before = dates(filled)
    assert asyncio.run(reembed(filled.owner_url, OTHER, embed, lambda *progress: reported.append(progress))) == 10
    assert reported == [("canonical_answers", 10, 10)]
    schema.check(filled.runtime_url, OTHER)
    assert widths(filled) == {16}
    assert dates(filled) == before, "an answer is as old as its words"
    assert asyncio.run(reembed(filled.owner_url, OTHER, embed, lambda *_: None)) == 0


def test_after_a_failure_the_old_vectors_stay_and_the_next_try_continues(filled: EmbeddedServer) -> None:
    async def down(texts: Sequence[str]) -> list[Vector]:
        raise Unavailable("embedder_unavailable", "down")

    with pytest.raises(Unavailable):
        asyncio.run(reembed(filled.owner_url, OTHER, down, lambda *_: None))
    assert widths(filled) == {384}
    with pytest.raises(Invalid, match="orchestrator reembed"):
        schema.check(filled.runtime_url, OTHER)
    assert asyncio.run(reembed(filled.owner_url, OTHER, embed, lambda *_: None)) == 10


def widths(database: EmbeddedServer) -> set[int]:
    query = "SELECT vector_dims(embedding::vector) AS width FROM {}"
    return {row.width for table in ("canonical_answers", "search_vectors") for row in rows(database, query.format(table))}


def dates(database: EmbeddedServer) -> list[Any]:
    return rows(database, "SELECT id, updated_at FROM canonical_answers ORDER BY id")
