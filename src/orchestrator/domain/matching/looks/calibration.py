"""The calibration of one embedding model: the fitted figures that turn its scores into probabilities."""

from collections.abc import Mapping
from dataclasses import asdict, astuple, dataclass, fields
from zlib import crc32

from orchestrator.domain.answering.finding.answerability import UNDECIDED, Scorer
from orchestrator.domain.answering.finding.confidence import Confidence
from orchestrator.domain.errors import Invalid
from orchestrator.domain.matching.looks.curves import Curve
from orchestrator.domain.matching.looks.large import LargeLook
from orchestrator.domain.matching.looks.multilingual import MultilingualLook
from orchestrator.domain.matching.looks.second_look import SecondLook
from orchestrator.domain.message.acts.reading import NO_ACTS, ActReader
from orchestrator.domain.trust.proofs import UNKNOWN_POOL, PooledRisk


@dataclass(frozen=True, slots=True)
class Calibration:
    """The fitted figures that turn the scores of one embedding model into probabilities."""

    embedder: str
    """EmbedderIdentity.name of the model that it was fitted for; '' where it is not for one model."""
    canonical: Curve
    """From the cosine of message and question pattern to the probability that the stored answer is right."""
    passage: Curve
    """From the closeness of message and passage to the probability that this passage holds the answer."""
    confidence: Confidence
    provenance: str
    """For people: the data it was fitted on, the date and the command."""
    answerability: Scorer = UNDECIDED
    """Scores by the words alone whether a passage answers a question. The same for all embedding models, so it has its
    own file and version and is not part of the mapping."""
    acts: ActReader = NO_ACTS
    """What the acts of messages are read by. Kept in its own files."""
    multilingual: MultilingualLook | None = None
    """Judges what the second embedding model found; None where none is fitted. Kept in its own file."""
    large: LargeLook | None = None
    """Looks again, by the larger model; None where it is not in use. Kept in its own file."""
    second_look: SecondLook | None = None
    """Replaces `canonical` for a match that may be served. Kept in its own file; None for an embedding model without a
    fit."""

    @property
    def scorer(self) -> str:
        """Name of what computes the score of a stored answer.

        Another fit has another name, and labels of other names do not count.
        """
        fitted = self.second_look or self.canonical
        return f"{self.embedder}:{_checksum(fitted, self.large) if self.large else _checksum(fitted)}"

    @staticmethod
    def from_mapping(mapping: Mapping[str, object]) -> "Calibration":
        """The reverse of `to_mapping`, without `answerability` and `second_look`. Unknown names are ignored.

        Raises Invalid `calibration_invalid`.
        """
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


WITH_SENTENCES = frozenset({"sentence", "second_sentence", "whole"})
"""Weights that a calibration of an earlier version lacks."""

CONSERVATIVE = Calibration(
    embedder="",
    canonical=Curve(((0.0, 0.0), (0.5, 0.05), (0.8, 0.4), (0.9, 0.7), (0.95, 0.85), (1.0, 0.95))),
    passage=Curve(((0.0, 0.0), (0.5, 0.15), (0.7, 0.4), (0.85, 0.65), (0.95, 0.85))),
    confidence=Confidence(intercept=-5.5, passage=4.0, coverage=2.0, support=0.3, simplicity=0.3, answerability=2.0),
    provenance="Not fitted: for embedding models that were never measured here. Chosen to serve few answers until labels prove more.",
)
"""For an embedding model that was never measured. Some models give unrelated texts a cosine of 0.8, so a stored answer
reaches a probability of 0.85 only at a cosine of 0.95."""


def _read_text(mapping: Mapping[str, object], name: str) -> str:
    value = mapping.get(name)
    if not isinstance(value, str):
        raise _invalid(f"A calibration's '{name}' must be text.")
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
    given = {field.name: value.get(field.name, 0.0 if field.name in WITH_SENTENCES else None) for field in fields(Confidence)}
    return Confidence(**{name: _read_number(f"confidence.{name}", number) for name, number in given.items()})


def _read_number(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _invalid(f"A calibration's '{name}' must hold numbers only.")
    try:
        return float(value)
    except OverflowError:
        raise _invalid(f"A calibration's '{name}' holds a number that is too large.") from None


def _checksum(*fitted: SecondLook | LargeLook | Curve | Confidence | Scorer) -> str:
    """Eight hexadecimal digits over the figures.

    The names of classes and fields do not count, so that they can be renamed.
    """
    return f"{crc32(repr(tuple(map(astuple, fitted))).encode()):08x}"


def _invalid(detail: str) -> Invalid:
    return Invalid("calibration_invalid", detail)


QUOTES = "quotes"
"""Draft.written_by where passages are quoted and no chat model writes."""


def documents_scorer(calibration: Calibration, is_quoted: bool) -> str:
    """Name of what computes the confidence of answers from documents.

    It changes with the fit, and between quoting and a chat model. Labels of other names do not count.
    """
    checksum = _checksum(calibration.confidence, calibration.passage, calibration.answerability)
    return f"{calibration.embedder}:documents:{QUOTES if is_quoted else 'chat'}:{checksum}"


def pooled(calibration: Calibration) -> tuple[PooledRisk, ...]:
    """The share of wrong answers at each threshold that other creators' labels let expect; UNKNOWN_POOL without a
    second look."""
    look = calibration.large or calibration.second_look
    return look.pooled if look else UNKNOWN_POOL
