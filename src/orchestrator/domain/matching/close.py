"""Stored answers that are likely meant but not surely: the asker is asked, instead of getting a wrong one or none."""

import hashlib
from collections.abc import Collection, Sequence
from uuid import UUID

from orchestrator.domain.matching.hits import CanonicalHit, Dispute
from orchestrator.domain.message.reading import read_text

CLOSE_FROM = 0.25
"""Probability from which the likeliest answer is asked about. Below it, fewer than one in four who are asked would say yes."""
BESIDE = 0.5
"""Share of the likeliest answer's probability from which another one is named beside it."""
MAX_ASKED = 3
"""So many answers are named at once; a reader takes in no more at a glance."""


def read_close(scored: Sequence[tuple[CanonicalHit, float]], settled: Collection[UUID]) -> tuple[CanonicalHit, ...]:
    """The answers to ask about, likeliest first; () where none is likely enough.

    `scored` has each answer with its probability, in [0, 1], the most probable first. `settled` are those that this asker was
    asked about before in the same words: nobody is asked the same twice. Nor is anybody asked about an answer while its creator
    has another one to the same question; where that is the likeliest, the creator is asked instead.
    """
    left = [(hit, probability) for hit, probability in scored if hit.id not in settled and hit.dispute is not Dispute.open]
    if not left or scored[0][0].dispute is Dispute.open or left[0][1] < CLOSE_FROM:
        return ()
    return tuple(hit for hit, probability in left[:MAX_ASKED] if probability >= BESIDE * left[0][1])


def wording_of(question: str) -> str:
    """SHA-256, as 64 hexadecimal digits, of the question's folded words: what "the same words" means."""
    return hashlib.sha256(read_text(question).plain.encode("utf-8", "surrogatepass")).hexdigest()
