"""The fitted head: how probable each act is, by the embedding of a message and by its words. Plain arithmetic."""

from base64 import b64decode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log1p
from operator import mul

from orchestrator.domain.errors import Invalid
from orchestrator.domain.message.acts.features import BUCKETS, piece_weight, read_pieces, read_words
from orchestrator.domain.message.acts.kinds import Act

OTHERS = 3
"""Features besides embedding and pieces: share of unknown words, number of unknown words, number of words."""


def read_others(text: str, is_known: Callable[[str], bool]) -> tuple[float, float, float]:
    """(share of words that no act is known to use, logarithm of their number, logarithm of the number of words)."""
    words = read_words(text)
    unknown = sum(not is_known(word) for word in words)
    return unknown / max(1, len(words)), log1p(unknown), log1p(len(words))


@dataclass(frozen=True, slots=True)
class ActHead:
    """Multinomial logistic regression over the embedding and the words of a message."""

    embedder: str
    """EmbedderIdentity.name of the model that it was fitted for."""
    acts: tuple[Act, ...]
    embedding: tuple[tuple[float, ...], ...]
    """A row of weights an act, as wide as the embedding."""
    pieces: tuple[bytes, ...]
    """A row of weights an act, one byte a bucket: 128 stands for 0."""
    piece_scale: float
    """What one step of a byte is worth."""
    others: tuple[tuple[float, ...], ...]
    bias: tuple[float, ...]
    words: frozenset[str]
    """The words that acts are known to use."""
    provenance: str
    """For people: the data it was fitted on, the date and the command."""

    def probabilities(self, text: str, vector: Sequence[float]) -> dict[Act, float]:
        """How probable each act is, in [0, 1]; together 1. `vector` is the unit vector of `text`."""
        found = read_pieces(text)
        weight = piece_weight(len(found)) * self.piece_scale
        others = read_others(text, self.words.__contains__)
        scores = [
            bias
            + sum(map(mul, row, vector))
            + weight * (sum(map(pieces.__getitem__, found)) - 128 * len(found))
            + sum(map(mul, other, others))
            for bias, row, pieces, other in zip(self.bias, self.embedding, self.pieces, self.others, strict=True)
        ]
        highest = max(scores)
        raised = [exp(score - highest) for score in scores]
        total = sum(raised)
        return {act: each / total for act, each in zip(self.acts, raised, strict=True)}

    @staticmethod
    def from_mapping(mapping: Mapping[str, object]) -> "ActHead":
        """Reads the fitted file. Raises Invalid `acts_invalid`."""
        match mapping:
            case {"embedder": str(embedder), "acts": list(acts), "embedding": list(rows), "pieces": list(pieces), "piece_scale": float(scale),
                  "others": list(others), "bias": list(bias), "words": str(words), "provenance": str(provenance)}:  # fmt: skip
                head = ActHead(
                    embedder=embedder,
                    acts=tuple(map(Act, acts)),
                    embedding=tuple(map(_floats, rows)),
                    pieces=tuple(map(b64decode, pieces)),
                    piece_scale=scale,
                    others=tuple(map(_floats, others)),
                    bias=_floats(bias),
                    words=frozenset(words.split()),
                    provenance=provenance,
                )
            case _:
                raise Invalid("acts_invalid", "The fitted file of acts lacks a field.")
        if any(len(row) != BUCKETS for row in head.pieces):
            raise Invalid("acts_invalid", f"Each act needs {BUCKETS} weights of pieces.")
        return head


def _floats(values: Sequence[float]) -> tuple[float, ...]:
    return tuple(map(float, values))
