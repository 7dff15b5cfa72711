"""What a language library knows about words: the stems of inflected words, and where words end in a script without spaces.

The library itself is outside, as an adapter. Here stands what the domain asks of it, and the answers without one.
"""

from typing import Protocol


class WordForms(Protocol):
    """Stems and word boundaries. Pure: the same question gets the same answer."""

    def __hash__(self) -> int:
        """Readings are cached by it."""

    def stems(self, words: tuple[str, ...], language: str) -> tuple[frozenset[str], ...]:
        """For each word, in lower case, what is left of it without its endings. Two forms of a word share a stem.

        The sets are empty for a language without stems. `language` is an ISO 639-1 code.
        """

    def boundaries(self, text: str) -> frozenset[int] | None:
        """The positions in a text at which a word begins or ends; None where that is not known."""


class NoWordForms:
    """Without a library: no stems, and no boundaries."""

    def stems(self, words: tuple[str, ...], language: str) -> tuple[frozenset[str], ...]:
        return (frozenset(),) * len(words)

    def boundaries(self, text: str) -> frozenset[int] | None:
        return None


NO_WORD_FORMS = NoWordForms()
