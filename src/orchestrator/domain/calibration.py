"""Raw scores to probabilities: what a cosine of one embedding model is worth. Only arithmetic; the figures are fitted elsewhere."""

import math
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from itertools import pairwise
from zlib import crc32

from orchestrator.domain.answerability import UNDECIDED, Scorer
from orchestrator.domain.errors import Invalid
from orchestrator.domain.second_look import SecondLook

FULL_SUPPORT = 3
"""Passages that support an answer; more of them make it no surer."""
STEEPEST = 60.0
"""Log-odds beyond which a probability is 0 or 1 anyway; exp stays far from overflow."""
LARGEST_SCORE = 1000.0
"""A raw score beyond this, either way, is no score; the arithmetic stays exact enough within it."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A probability that rises with a raw score. Raises Invalid `calibration_invalid` when the knots do not say such a thing."""

    knots: tuple[tuple[float, float], ...]
    """(raw score, probability in [0, 1]): at least one, raw strictly rising, probability never falling."""

    def __post_init__(self) -> None:
        if not self.knots:
            raise _invalid("A calibration curve needs at least one knot.")
        if not all(abs(raw) <= LARGEST_SCORE and 0 <= probability <= 1 for raw, probability in self.knots):
            raise _invalid("A calibration curve's scores must be within 1000 and its probabilities in [0, 1].")
        if not all(left[0] < right[0] and left[1] <= right[1] for left, right in pairwise(self.knots)):
            raise _invalid("A calibration curve's scores must rise and its probabilities must not fall.")

    def probability(self, raw: float) -> float:
        """In [0, 1], on the line between the knots around `raw`; beyond the ends the end's own value. NaN counts as lowest."""
        (first, lowest), (last, highest) = self.knots[0], self.knots[-1]
        if not raw > first:
            return lowest
        if raw >= last:
            return highest
        above = bisect_right(self.knots, raw, key=lambda knot: knot[0])
        (left, low), (right, high) = self.knots[above - 1], self.knots[above]
        # min against a rounding above `high`
        return min(high, low + (raw - left) / (right - left) * (high - low))


@dataclass(frozen=True, slots=True)
class Confidence:
    """Logistic regression of "the passages answer the question". Raises Invalid `calibration_invalid` on a negative weight."""

    intercept: float
    """Log-odds when every input is at its worst."""
    passage: float
    """Log-odds gained as the best passage's probability goes from 0 to 1; >= 0, as are the next three."""
    coverage: float
    """The same for the share of the question's informative words found in that passage."""
    support: float
    """The same for going from no supporting passage to FULL_SUPPORT."""
    simplicity: float
    """The same for 1 - complexity."""
    answerability: float = 0.0
    """The same for what the scorer of the words makes of the best passage."""

    def __post_init__(self) -> None:
        weights = (self.passage, self.coverage, self.support, self.simplicity, self.answerability)
        if not all(math.isfinite(number) for number in (self.intercept, *weights)) or min(weights) < 0:
            raise _invalid("The confidence coefficients must be finite and its weights must not be negative.")

    def probability(
        self, passage_probability: float, coverage: float, support: int, complexity: float, answerability: float = 0.0
    ) -> float:  # fmt: skip
        """In [0, 1]; never falls as similarity, coverage, support or answerability rise, never rises with complexity.

        `support` is a number of passages; the others are in [0, 1] and are clamped to it, NaN to its worst end.
        """
        log_odds = (
            self.intercept
            + self.passage * _clamped(passage_probability)
            + self.coverage * _clamped(coverage)
            + self.support * _clamped(min(support, FULL_SUPPORT) / FULL_SUPPORT)
            + self.simplicity * _clamped(1.0 - complexity)
            + self.answerability * _clamped(answerability)
        )
        return 1.0 / (1.0 + math.exp(-max(-STEEPEST, min(STEEPEST, log_odds))))


@dataclass(frozen=True, slots=True)
class Calibration:
    """All that one embedding model's scores are worth."""

    embedder: str
    """EmbedderIdentity.name of the model it was fitted for; '' where it is for none in particular."""
    canonical: Curve
    """Cosine of message and question pattern, to the probability that the stored answer is right."""
    passage: Curve
    """Cosine of message and passage, to the probability that this passage is the one that holds the answer."""
    confidence: Confidence
    provenance: str
    """For people: what it was fitted on, when, and by which command."""
    answerability: Scorer = UNDECIDED
    """What the words say, whatever the embedder: kept and versioned by itself, so not part of the mapping."""
    second_look: SecondLook | None = None
    """Judges a match before it is served, in place of `canonical`; kept by itself too. None for an embedder it was not fitted for."""

    @property
    def scorer(self) -> str:
        """Names what a canonical score means; after another fit it is another name, and labels of the old scores prove nothing."""
        judged_by = repr(self.second_look or self.canonical)
        return f"{self.embedder}:{crc32(judged_by.encode()):08x}"

    @staticmethod
    def from_mapping(mapping: Mapping[str, object]) -> "Calibration":
        """The reverse of `to_mapping`, with no scorer. Unknown names are ignored. Raises Invalid `calibration_invalid`."""
        return Calibration(
            embedder=_read_text(mapping, "embedder"),
            canonical=Curve(_read_knots(mapping, "canonical")),
            passage=Curve(_read_knots(mapping, "passage")),
            confidence=_read_confidence(mapping),
            provenance=_read_text(mapping, "provenance"),
        )

    def to_mapping(self) -> dict[str, object]:
        """Values that JSON can hold."""
        return {
            "embedder": self.embedder,
            "canonical": [list(knot) for knot in self.canonical.knots],
            "passage": [list(knot) for knot in self.passage.knots],
            "confidence": asdict(self.confidence),
            "provenance": self.provenance,
        }


CONSERVATIVE = Calibration(
    embedder="",
    canonical=Curve(((0.0, 0.0), (0.5, 0.05), (0.8, 0.4), (0.9, 0.7), (0.95, 0.85), (1.0, 0.95))),
    passage=Curve(((0.0, 0.0), (0.5, 0.15), (0.7, 0.4), (0.85, 0.65), (0.95, 0.85))),
    confidence=Confidence(intercept=-5.5, passage=4.0, coverage=2.0, support=0.3, simplicity=0.3, answerability=2.0),
    provenance="Not fitted: for an embedding model nobody has measured here. Chosen to serve little until feedback says more.",
)
"""Some models put unrelated texts at a cosine of 0.8, so an unknown one serves little: 0.85 only at a cosine of 0.95."""


def _clamped(score: float) -> float:
    return max(0.0, min(1.0, score)) if score == score else 0.0


def _read_text(mapping: Mapping[str, object], name: str) -> str:
    value = mapping.get(name)
    if not isinstance(value, str):
        raise _invalid(f"A calibration's '{name}' must be a text.")
    return value


def _read_knots(mapping: Mapping[str, object], name: str) -> tuple[tuple[float, float], ...]:
    value = mapping.get(name)
    if not isinstance(value, list | tuple):
        raise _invalid(f"A calibration's '{name}' must be a list of [score, probability].")
    return tuple(_read_knot(name, knot) for knot in value)


def _read_knot(name: str, knot: object) -> tuple[float, float]:
    if not isinstance(knot, list | tuple) or len(knot) != 2:
        raise _invalid(f"A calibration's '{name}' must be a list of [score, probability].")
    return _read_number(name, knot[0]), _read_number(name, knot[1])


def _read_confidence(mapping: Mapping[str, object]) -> Confidence:
    value = mapping.get("confidence")
    if not isinstance(value, Mapping):
        raise _invalid("A calibration's 'confidence' must be a mapping of coefficients.")
    # Calibrations of before there was a scorer name no weight for it.
    given = {"answerability": 0.0, **value}
    return Confidence(**{field.name: _read_number(f"confidence.{field.name}", given.get(field.name)) for field in fields(Confidence)})


def _read_number(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _invalid(f"A calibration's '{name}' must hold numbers only.")
    try:
        return float(value)
    except OverflowError:
        raise _invalid(f"A calibration's '{name}' holds a number that is too large.") from None


def _invalid(detail: str) -> Invalid:
    return Invalid("calibration_invalid", detail)
