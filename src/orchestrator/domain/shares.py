"""Shares in [0, 1] as per cent for people. The web app follows the same rule: `ui/src/shared/percent.ts`."""

from math import floor

_DUST = 1e-6
"""Added before rounding down: 0.29 * 100 is 28.999… in binary."""


def whole_percent(share: float) -> int:
    """A share in [0, 1] as whole per cent, rounded down, so that a score below a threshold never looks equal to it."""
    return floor(share * 100 + _DUST)
