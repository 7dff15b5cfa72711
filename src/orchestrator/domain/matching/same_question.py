"""Whether two questions ask the same, so that one answer serves both. Cheap, and says no in doubt."""

from orchestrator.domain.matching.looks.calibration import Calibration
from orchestrator.domain.matching.telling_apart.differences import differences
from orchestrator.domain.message.reading import read_text


def ask_the_same(question: str, other: str, cosine: float, calibration: Calibration, threshold: float) -> bool:
    """Whether a match is at least as probable as `threshold`, in [0, 1], and the words show no difference in
    meaning."""
    return calibration.canonical.probability(cosine) >= threshold and not differences(read_text(question), read_text(other))
