"""Everything that one embedding model's scores are worth: curves, confidence, and the second look. The figures are fitted elsewhere."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from zlib import crc32

from orchestrator.domain.answering.answerability import UNDECIDED, Scorer
from orchestrator.domain.answering.confidence import Confidence
from orchestrator.domain.errors import Invalid
from orchestrator.domain.matching.curves import Curve
from orchestrator.domain.matching.second_look import SecondLook
from orchestrator.domain.trust.proofs import UNKNOWN_POOL, Expected


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


QUOTES = "quotes"


def documents_scorer(calibration: Calibration, is_quoted: bool) -> str:
    """Names what a confidence means: after another fit, or where a model writes instead of quoting, labels of before prove nothing."""
    judged_by = repr((calibration.confidence, calibration.passage, calibration.answerability))
    return f"{calibration.embedder}:documents:{QUOTES if is_quoted else 'chat'}:{crc32(judged_by.encode()):08x}"


def pooled(calibration: Calibration) -> tuple[Expected, ...]:
    """What other creators' labels say of this scorer's thresholds, as far as that is known."""
    return calibration.second_look.pooled if calibration.second_look else UNKNOWN_POOL
