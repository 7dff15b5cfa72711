"""The embedder on the CPU, with the real weights. They come with a dependency, so nothing is downloaded."""

import asyncio
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from orchestrator.adapters.models.embedding.local import LocalEmbedder
from orchestrator.adapters.models.embedding.minilm import files as minilm_files
from orchestrator.domain.errors import Kind, Unavailable
from orchestrator.ports.models import Embedder, EmbedderIdentity, Vector

Array = np.ndarray[Any, np.dtype[np.float32]]

TEXTS = [
    "Where do I find my invoice?",
    "short",
    "How long does the course take, and is there homework every week? " * 6,
    "Can I pay in two instalments?",
    "",
    "Le cours existe-t-il en français ?",
]


@pytest.fixture(scope="module")
def cache_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("embedder-cache")


@pytest.fixture(scope="module")
def embedder(cache_dir: Path) -> Iterator[LocalEmbedder]:
    local = LocalEmbedder(cache_dir)
    yield local
    asyncio.run(local.close())


def embed(embedder: Embedder, *texts: str) -> list[Vector]:
    return asyncio.run(embedder.embed(texts))


def assert_same(left: list[Vector], right: list[Vector]) -> None:
    assert np.allclose(left, right, atol=1e-4)


def test_reference_pair(embedder: LocalEmbedder) -> None:
    one, other = embed(embedder, "How do I reset my password?", "What is the way to change a forgotten password?")
    assert np.dot(one, other) == pytest.approx(0.809, abs=0.005)


def test_identity_and_shape(embedder: LocalEmbedder) -> None:
    assert embedder.identity == EmbedderIdentity("all-MiniLM-L6-v2", 384)
    assert embed(embedder) == []
    for vector in embed(embedder, *TEXTS):
        assert len(vector) == 384
        assert type(vector[0]) is float
        assert math.hypot(*vector) == pytest.approx(1, abs=1e-5)


def test_graph_equals_the_model_written_out_in_numpy(embedder: LocalEmbedder) -> None:
    assert_same(embed(embedder, TEXTS[2]), [reference_embedding(TEXTS[2])])


def test_batch_equals_single_and_keeps_the_order(embedder: LocalEmbedder) -> None:
    many = TEXTS * 20
    singles = [embed(embedder, text)[0] for text in TEXTS]
    assert_same(embed(embedder, *many), singles * 20)


def test_text_past_the_limit_is_cut(embedder: LocalEmbedder) -> None:
    long, longer = embed(embedder, "word " * 254, "word " * 254 + "and something else entirely " * 50)
    assert_same([long], [longer])
    assert len(embed(embedder, "x" * 5_000_000)[0]) == 384


@pytest.mark.parametrize("text", ["", " \n\t", "\0", "a\0b", "\ud800", "\udfff tail", "👩‍👩‍👧", "\ufeff", "日本語の質問", "é" * 3000])
def test_odd_text_is_embedded(embedder: LocalEmbedder, text: str) -> None:
    (vector,) = embed(embedder, text)
    assert math.hypot(*vector) == pytest.approx(1, abs=1e-5)


def test_a_surrogate_pair_is_embedded_as_its_character(embedder: LocalEmbedder) -> None:
    assert_same(embed(embedder, "snow \ud83d\ude00 time"), embed(embedder, "snow 😀 time"))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(st.characters(), max_size=60), max_size=8))
def test_any_texts_give_as_many_unit_vectors(embedder: LocalEmbedder, texts: list[str]) -> None:
    vectors = embed(embedder, *texts)
    assert len(vectors) == len(texts)
    assert all(math.hypot(*vector) == pytest.approx(1, abs=1e-5) for vector in vectors)


def test_event_loop_runs_on_while_a_big_batch_is_embedded(embedder: LocalEmbedder) -> None:
    async def count_ticks_while_embedding() -> int:
        await embedder.warm()
        big = asyncio.create_task(embedder.embed(["How long is a long question? " * 40] * 10))
        ticks = 0
        while not big.done():
            ticks += 1
            await asyncio.sleep(0)
        await big
        return ticks

    # Embedding on the event loop would leave room for a handful of ticks; in threads there are thousands.
    assert asyncio.run(count_ticks_while_embedding()) > 100


def test_question_is_answered_while_an_ingest_runs(embedder: LocalEmbedder) -> None:
    async def question_overtakes() -> bool:
        ingest = asyncio.create_task(embedder.embed(["How long is a long question? " * 40] * 20))
        await asyncio.sleep(0)
        await embedder.embed(["short question"])
        overtaken = not ingest.done()
        await ingest
        return overtaken

    assert asyncio.run(question_overtakes())


def test_concurrent_calls_equal_sequential_ones(embedder: LocalEmbedder) -> None:
    calls = [TEXTS[i % 6 :] * (1 + i % 3) for i in range(8)]

    async def all_at_once() -> list[list[Vector]]:
        return await asyncio.gather(*(embedder.embed(call) for call in calls))

    for found, call in zip(asyncio.run(all_at_once()), calls, strict=True):
        assert_same(found, embed(embedder, *call))


def test_changed_weights_are_refused(tmp_path: Path) -> None:
    model = tmp_path / "model"
    model.mkdir()
    (model / "tokenizer.json").write_bytes((minilm_files.find_model() / "tokenizer.json").read_bytes())
    (model / "model.safetensors").write_bytes(b"not the weights")
    with pytest.raises(Unavailable) as refused:
        embed(LocalEmbedder(tmp_path / "cache", model_dir=model), "hello")
    assert (refused.value.code, refused.value.kind) == ("embedder_changed", Kind.unavailable)
    assert "model.safetensors" in refused.value.detail


def test_missing_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as refused:
        embed(LocalEmbedder(tmp_path, model_dir=tmp_path), "hello")
    assert refused.value.code == "embedder_missing"


@pytest.mark.parametrize(("kept", "added"), [(1000, b""), (-7, b"altered"), (0, b"")], ids=["torn", "altered", "empty"])
def test_damaged_cache_is_built_again(embedder: LocalEmbedder, cache_dir: Path, tmp_path: Path, kept: int, added: bytes) -> None:
    expected = embed(embedder, "hello")
    (whole,) = cache_dir.iterdir()
    cached = tmp_path / whole.name
    cached.write_bytes(whole.read_bytes()[:kept] + added)
    again = LocalEmbedder(tmp_path)
    assert_same(embed(again, "hello"), expected)
    asyncio.run(again.close())
    assert [path.name for path in tmp_path.iterdir()] == [whole.name]
    assert cached.stat().st_size == whole.stat().st_size


def test_second_start_needs_no_weights(embedder: LocalEmbedder, cache_dir: Path, tmp_path: Path) -> None:
    expected = embed(embedder, "hello")
    (tmp_path / "tokenizer.json").write_bytes((minilm_files.find_model() / "tokenizer.json").read_bytes())
    second = LocalEmbedder(cache_dir, model_dir=tmp_path)
    assert_same(embed(second, "hello"), expected)
    asyncio.run(second.close())


def test_an_unwritable_cache_is_not_needed(tmp_path: Path) -> None:
    occupied = tmp_path / "file"
    occupied.write_text("a file where the folder should be")
    local = LocalEmbedder(occupied)
    assert len(embed(local, "hello")[0]) == 384
    asyncio.run(local.close())


def test_embedders_on_the_same_files_share_one_model(embedder: LocalEmbedder, cache_dir: Path, tmp_path: Path) -> None:
    expected = embed(embedder, "hello")
    (whole,) = cache_dir.iterdir()
    cached = tmp_path / whole.name
    cached.write_bytes(whole.read_bytes())
    one, other, later = (LocalEmbedder(tmp_path) for _ in range(3))
    embed(one, "hello")
    cached.unlink()
    assert_same(embed(other, "hello"), expected)
    assert not cached.exists(), "nothing was built again, as the model was there"
    asyncio.run(one.close())
    assert_same(embed(other, "how are you"), embed(embedder, "how are you"))
    asyncio.run(other.close())
    assert_same(embed(later, "hello"), expected)
    assert cached.exists(), "the last one that closed let the model go"
    asyncio.run(later.close())


def test_closed_embedder_says_so(cache_dir: Path) -> None:
    local = LocalEmbedder(cache_dir)
    asyncio.run(local.close())
    with pytest.raises(Unavailable, match="shut down"):
        embed(local, "hello")


def reference_embedding(text: str) -> Vector:
    """The same BERT in plain numpy: one text, without batching or fused operators."""
    folder = minilm_files.find_model()
    weights: dict[str, Array] = load_file(folder / "model.safetensors")
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    ids = tokenizer.encode(text).ids
    erf = np.vectorize(math.erf, otypes=[np.float32])

    def linear(x: Array, name: str) -> Array:
        return x @ weights[name + ".weight"].T + weights[name + ".bias"]

    def norm(x: Array, name: str) -> Array:
        centred = x - x.mean(-1, keepdims=True)
        scaled: Array = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12)
        return scaled * weights[name + ".weight"] + weights[name + ".bias"]

    def attend(x: Array, name: str) -> Array:
        query, key, value = (linear(x, f"{name}.self.{part}").reshape(-1, 12, 32).swapaxes(0, 1) for part in ("query", "key", "value"))
        scores = np.exp(query @ key.swapaxes(1, 2) / math.sqrt(32))
        mixed = scores / scores.sum(-1, keepdims=True) @ value
        return linear(mixed.swapaxes(0, 1).reshape(len(ids), 384), f"{name}.output.dense")

    embedding = "embeddings.{}_embeddings.weight".format
    x = weights[embedding("word")][ids] + weights[embedding("position")][: len(ids)] + weights[embedding("token_type")][0]
    x = norm(x, "embeddings.LayerNorm")
    for layer in range(6):
        name = f"encoder.layer.{layer}"
        x = norm(x + attend(x, f"{name}.attention"), f"{name}.attention.output.LayerNorm")
        wide = linear(x, f"{name}.intermediate.dense")
        wide = wide * 0.5 * (1 + erf(wide / math.sqrt(2)))
        x = norm(x + linear(wide, f"{name}.output.dense"), f"{name}.output.LayerNorm")
    mean = x.mean(0)
    vector: Vector = (mean / np.linalg.norm(mean)).tolist()
    return vector
