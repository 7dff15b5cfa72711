"""Whether a stored question in another language is likely meant: judged by the cosines of the second embedding model.

What is found so is only ever asked about ("Do you mean ...?") or shown as help; it is never served by its score.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from uuid import UUID

from orchestrator.domain.errors import Invalid
from orchestrator.domain.matching.answers import nearest_phrasings
from orchestrator.domain.matching.hits import CanonicalHit
from orchestrator.domain.message.language import ENGLISH, UNKNOWN_LANGUAGE

UNRELATED = 0.35
"""Cosine to another answer that is assumed where the search found one answer only: the median of the nearest wrong one, in
banks of eight answers (`benchmarks/fit_multilingual.py`)."""
_ENGLISH = (ENGLISH, UNKNOWN_LANGUAGE)

Scored = tuple[CanonicalHit, float]
"""An answer by its nearest phrasing, and the probability, in [0, 1], that it is meant."""


@dataclass(frozen=True, slots=True)
class MultilingualLook:
    """A logistic regression over the cosine and its lead. Raises Invalid `calibration_invalid` where a figure is not finite."""

    embedder: str
    """EmbedderIdentity.name of the model that it was fitted for."""
    intercept: float
    cosine: float
    """Log-odds per unit of the cosine, which is in [-1, 1]."""
    lead: float
    """Log-odds per unit of the cosine minus that of the nearest other answer, in [-2, 2]."""
    provenance: str
    """For people: the data it was fitted on, the date and the command."""

    def __post_init__(self) -> None:
        if not all(map(math.isfinite, (self.intercept, self.cosine, self.lead))):
            raise Invalid("calibration_invalid", "A multilingual look's figures must be finite.")

    def probability(self, cosine: float, other: float) -> float:
        """That the answer is meant, in [0, 1]. `other` is the cosine of the nearest other answer."""
        return 1.0 / (1.0 + math.exp(-(self.intercept + self.cosine * cosine + self.lead * (cosine - other))))

    def score(self, hits: Sequence[CanonicalHit], language: str) -> list[Scored]:
        """The answers that are asked or stored in another language than English, likeliest first.

        `hits` are in any order; `language` is that of the message. Inside English the first model judges alone.
        """
        nearest = nearest_phrasings(hits, by=attrgetter("meaning"))
        best = [hit.meaning for hit in nearest[:2]]
        return [
            (hit, self.probability(hit.meaning, _nearest_other(at, best)))
            for at, hit in enumerate(nearest)
            if language not in _ENGLISH or hit.language not in _ENGLISH
        ]

    @staticmethod
    def from_mapping(mapping: Mapping[str, object]) -> "MultilingualLook":
        """Raises Invalid `calibration_invalid`."""
        figures = [mapping.get(name) for name in ("intercept", "cosine", "lead")]
        numbers = [float(figure) for figure in figures if isinstance(figure, int | float) and not isinstance(figure, bool)]
        if len(numbers) != len(figures):
            raise Invalid("calibration_invalid", "A multilingual look needs 'intercept', 'cosine' and 'lead', all numbers.")
        intercept, cosine, lead = numbers
        return MultilingualLook(str(mapping.get("embedder", "")), intercept, cosine, lead, str(mapping.get("provenance", "")))


def _nearest_other(at: int, best: Sequence[float]) -> float:
    """The cosine of the nearest answer other than the one at this place; `best` has those of the first two."""
    if at > 0:
        return best[0]
    return best[1] if len(best) > 1 else UNRELATED


def merge(scored: Sequence[Scored], others: Sequence[Scored]) -> list[Scored]:
    """Each answer once, likeliest first. `scored` is what the first model says, which reads English, and `others` the second.

    Of an answer in `others`, the first model's word counts half where it is the higher one: it takes any two questions in one
    language that it cannot read for alike. The hit is that of `scored` where both have one.
    """
    merged: dict[UUID, Scored] = {hit.id: (hit, probability) for hit, probability in others}
    for hit, probability in scored:
        _, other = merged.get(hit.id, (hit, probability))
        merged[hit.id] = (hit, probability if hit.is_unmistakable else max(other, (probability + other) / 2))
    return sorted(merged.values(), key=lambda answer: -answer[1])
