"""What grounding finds: text that may be sent, a sentence that words alone do not decide, and the result for a whole text."""

from dataclasses import dataclass

from orchestrator.domain.answering.passages import PassageHit


@dataclass(frozen=True, slots=True)
class Passed:
    """Text that may be sent now. All of them in order are `Grounded.content`."""

    text: str


@dataclass(frozen=True, slots=True)
class Unsure:
    """A sentence that words alone neither support nor refute. The caller must call `resolve` before anything else."""

    sentence: str
    passages: tuple[PassageHit, ...]
    """The passages that may support it."""
    is_doubtful: bool = False
    """Whether only a model check can tell, and a comparison of embeddings cannot."""


@dataclass(frozen=True, slots=True)
class Grounded:
    """The result for a whole text."""

    content: str
    """Markdown; '' where nothing is supported."""
    passages: tuple[PassageHit, ...]
    """The passages cited, in the order of their numbers in `content`."""
    removed: int
    """Units that did not pass, >= 0."""
    declined: bool
    """Whether the model said that the passages do not answer, and nothing passed."""
    is_complete: bool = False
    """Whether something passed, every statement of the text did, and the model did not say that it does not know the rest. What
    it named as missing is no statement."""
    missing: str = ""
    """What the model named as missing, as it wrote it; '' where it named nothing. `read_missing` says whether it may be shown."""
    not_known: str = ""
    """What the model said at the end, in a sentence of its own, that it does not know; '' where it did not."""
    is_supported: bool = False
    """Whether something passed and every statement of the text did, whatever the model left open."""
    asks_back: str = ""
    """What the model asked back in place of an answer, as it wrote it; '' where it did not. See `read_choices`."""
