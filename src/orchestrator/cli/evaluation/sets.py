"""Sets of answered questions on disk, and a search over one set in memory with the results of the database's search."""

import asyncio
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np

from orchestrator.domain.errors import Invalid
from orchestrator.domain.matching.hits import AnswerCentroid, Bank, CanonicalHit
from orchestrator.ports.models import Embedder

Array = np.ndarray[Any, np.dtype[Any]]
NEAREST = 24
"""The number of answered questions that the product's search returns."""
ANSWERED_AT = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Answered:
    """A line of bank.jsonl."""

    group: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Message:
    """A line of stream.jsonl."""

    text: str
    accept: frozenset[str]
    """The letters of all right paths."""
    gold_groups: frozenset[str]
    """All groups whose answer is right; empty if no stored answer is right."""
    is_test: bool
    latent_group: str | None = None
    """The group it really asks for, even if that group is not in the bank."""


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """One set, its messages in the order of arrival."""

    name: str
    bank: tuple[Answered, ...]
    stream: tuple[Message, ...]


def find_sets(folder: Path) -> list[Path]:
    """The folder itself, if it is a set, and all sets in it. Raises Invalid `no_sets`."""
    found = [path for path in (folder, *sorted(path for path in folder.glob("*") if path.is_dir())) if _is_set(path)]
    if not found:
        raise Invalid("no_sets", f"{folder} holds no set: a folder with bank.jsonl and stream.jsonl, or a folder of such folders.")
    return found


def read_set(folder: Path) -> QuestionSet:
    """Reads the set of a folder. Raises Invalid `unreadable_set`, which names file and line."""
    bank = tuple(
        Answered(str(row["group"]), str(row["question"]), str(row.get("answer") or "")) for row in _rows(folder / "bank.jsonl", "question")
    )
    stream = sorted(_rows(folder / "stream.jsonl", "text"), key=lambda row: int(row.get("seq", 0)))
    if not bank or not stream:
        raise Invalid("unreadable_set", f"{folder.name} has no bank or no stream.")
    return QuestionSet(folder.name, bank, tuple(map(_read_message, stream)))


def thinned(questions: QuestionSet, groups: float, phrasings: int, messages: int, chance: np.random.Generator) -> QuestionSet:
    """A copy with a smaller bank: a share `groups` of the groups, at most `phrasings` of each, and `messages` of the
    messages.

    A message that asks for a group that was left out has no right answer.
    """
    names = list(dict.fromkeys(row.group for row in questions.bank))
    kept = {names[place] for place in chance.permutation(len(names))[: max(4, round(groups * len(names)))]}
    many: dict[str, int] = {}
    bank = []
    for place in chance.permutation(len(questions.bank)):
        row = questions.bank[place]
        many[row.group] = many.get(row.group, 0) + 1
        if row.group in kept and many[row.group] <= phrasings:
            bank.append(row)
    chosen = sorted(chance.permutation(len(questions.stream))[:messages])
    return QuestionSet(questions.name, tuple(bank), tuple(questions.stream[place] for place in chosen))


class Vectors:
    """Vectors from an embedder, cached in a folder because computing them takes long."""

    def __init__(self, embedder: Embedder, cache: Path) -> None:
        self._embedder = embedder
        self._cache = cache
        self._known: dict[str, Array] = {}

    def of(self, texts: Sequence[str]) -> Array:
        """One row of unit length for each text. Texts that were embedded before come from memory."""
        if not all(text in self._known for text in texts):
            self._known.update(zip(texts, self._read(texts), strict=True))
        return np.array([self._known[text] for text in texts])

    def _read(self, texts: Sequence[str]) -> Array:
        self._cache.mkdir(parents=True, exist_ok=True)
        name = hashlib.sha256(json.dumps(list(texts)).encode()).hexdigest()[:24]
        model = self._embedder.identity.name
        kept = self._cache / f"vectors-{hashlib.sha256(model.encode()).hexdigest()[:8]}-{name}.npy"
        if not kept.exists():
            np.save(kept, np.array(asyncio.run(self._embedder.embed(texts)), np.float32))
        vectors: Array = np.load(kept)
        return vectors


@dataclass(frozen=True, slots=True)
class Searched:
    """The results of the search for one message."""

    message: Message
    hits: tuple[CanonicalHit, ...]
    """Nearest first; phrasings of one answer share its id."""
    bank: Bank
    right: frozenset[UUID]
    """Ids of the answers that are right."""


def search_all(questions: QuestionSet, vectors: Vectors) -> list[Searched]:
    """Searches the whole bank for each message of the stream."""
    banked = vectors.of([row.question for row in questions.bank])
    asked = vectors.of([message.text for message in questions.stream])
    ids = {group: UUID(int=number) for number, group in enumerate(dict.fromkeys(row.group for row in questions.bank), 1)}
    answers = np.array([ids[row.group].int for row in questions.bank]) - 1
    phrasings = np.bincount(answers)
    means = np.zeros((len(ids), banked.shape[1]), banked.dtype)
    np.add.at(means, answers, banked)
    means /= phrasings[:, None]
    centre = banked.mean(axis=0)
    common = banked @ centre
    spread = float(centre @ centre)
    mean_common, mean_spread = means @ centre, np.einsum("ij,ij->i", means, means)
    found = []
    for message, vector in zip(questions.stream, asked, strict=True):
        cosines = banked @ vector
        nearest = np.argsort(-cosines, kind="stable")[:NEAREST]
        mean_cosine = means @ vector
        hits = tuple(
            CanonicalHit(
                ids[questions.bank[place].group], questions.bank[place].question, questions.bank[place].answer, float(cosines[place]),
                ANSWERED_AT, common=float(common[place]),
                centroid=AnswerCentroid(int(phrasings[at]), float(mean_cosine[at]), float(mean_common[at]), float(mean_spread[at])),
            )
            for place, at in zip(nearest, answers[nearest], strict=True)
        )  # fmt: skip
        right = frozenset(ids[group] for group in message.gold_groups if group in ids)
        found.append(Searched(message, hits, Bank(len(banked), float(centre @ vector), spread), right))
    return found


def _is_set(folder: Path) -> bool:
    return (folder / "bank.jsonl").is_file() and (folder / "stream.jsonl").is_file()


def _rows(file: Path, text: str) -> list[dict[str, Any]]:
    found = []
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except json.JSONDecodeError:
                row = None
            if not isinstance(row, dict) or not isinstance(row.get(text), str) or (text == "question" and "group" not in row):
                raise Invalid("unreadable_set", f"{file.parent.name}/{file.name}:{number} is no row with {text!r}.")
            found.append(row)
    return found


def _read_message(row: dict[str, Any]) -> Message:
    gold = frozenset(map(str, row.get("gold_groups") or ()))
    accept = frozenset(row.get("accept") or (("C",) if gold else ("A", "B", "D", "F")))
    latent = row.get("latent_group")
    return Message(str(row["text"]), accept, gold, row.get("split", "test") == "test", str(latent) if latent is not None else None)
