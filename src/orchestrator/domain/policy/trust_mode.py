"""The trust mode, a setting of the policy: what happens to matches before a proof exists that few enough are wrong."""

from enum import StrEnum

MAX_LABELS_PER_DAY = 50
"""The largest number of cards a day that a creator can set."""


class Mode(StrEnum):
    """What happens to matches before the proof."""

    asking = "asking"
    """Before the proof, a match is served where the message is unmistakably a known phrasing; of any other likely one the asker
    is asked first whether it is meant."""
    cautious = "cautious"
    """No match is served before the proof; the creator judges matches on cards."""
    immediate = "immediate"
    """Matches are served from the creator's own threshold, and audited from the start."""
