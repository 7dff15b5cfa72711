"""Where the creator's own scores let testing begin, beside the thresholds that other creators' risks suggest.

Where a creator's scores are lower than those of others, testing at the others' thresholds finds too few messages to
prove anything. The top of the creator's own scores is known without a label.

The choice looks at scores, and verdicts may have influenced it too (a verdict may add a phrasing, which changes later
scores). It is therefore made once, and labels that were given before do not count for the tests that begin there: given
everything up to that moment, the later labels are what they would be for a threshold that was fixed from the start.
Cards that were still open then have one of at least OWN_MESSAGES scores in the choice; that is neglected.
"""

from collections.abc import Sequence
from dataclasses import dataclass

OWN_SHARE = 0.1
"""Testing begins where this share of the creator's matches lies above."""

OWN_MESSAGES = 100
"""Matches from which that score is read, at least. By then a creator has judged about ten cards."""

OWN_ALPHA = 0.5
"""Share of alpha for the tests that begin at the creator's own scores."""


@dataclass(frozen=True, slots=True)
class OwnStart:
    """The creator's own start of testing. Without a score, its share of alpha waits until there is one."""

    score: float | None
    """The score in [0, 1] that OWN_SHARE of the creator's matches reach; None while there are too few matches."""
    labels: int = 0
    """Number of labels, >= 0, that had been given when it was fixed."""


NOT_YET = OwnStart(None)


def choose_own_start(scores: Sequence[float], labels: int) -> OwnStart:
    """The start from the scores of the creator's matches, after this many labels; NOT_YET where they are too few."""
    if len(scores) < OWN_MESSAGES:
        return NOT_YET
    return OwnStart(sorted(scores, reverse=True)[int(OWN_SHARE * len(scores))], labels)


def own_place(own: OwnStart | None, thresholds: Sequence[float]) -> int | None:
    """The position of the threshold at which tests begin: the strictest that OWN_SHARE of the matches reach, of
    `thresholds` (strictest first); the last one where fewer reach it; None where nothing is chosen yet."""
    if own is None or own.score is None:
        return None
    return next((place for place, threshold in enumerate(thresholds) if threshold <= own.score), len(thresholds) - 1)
