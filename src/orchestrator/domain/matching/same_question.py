"""Whether two questions ask the same, so that one answer serves both. Cheap, and quick to say no."""

from orchestrator.domain.matching.calibration import Calibration
from orchestrator.domain.matching.differences import differences
from orchestrator.domain.message.reading import read_text


def ask_the_same(one: str, other: str, cosine: float, calibration: Calibration, threshold: float) -> bool:
    """Whether one answer serves both: a match at least as probable as `threshold` (in [0, 1]), and no difference seen."""
    return calibration.canonical.probability(cosine) >= threshold and not differences(read_text(one), read_text(other))
