"""The trust mode, a setting of the policy: what happens to matches before a bound on wrong answers is proven."""

from enum import StrEnum

MAX_LABELS_PER_DAY = 50


class Mode(StrEnum):
    cautious = "cautious"
    """Until the bound is proven the creator confirms each match with a tap before it is served."""
    immediate = "immediate"
    """Served from the pooled threshold at once, and audited from the start."""
