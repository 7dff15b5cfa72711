"""What libraries know about words: their language, the stems of inflected ones, and where they end without spaces.

The libraries themselves are outside, as an adapter. Here stands what the domain asks of it, and the answers without one.
"""

from typing import Protocol

from orchestrator.domain.message.language import Languages, Weights


class WordForms(Languages, Protocol):
    """Languages, stems and word boundaries. Pure: the same question gets the same answer."""

    def stems(self, words: tuple[str, ...], language: str) -> tuple[frozenset[str], ...]:
        """For each word, in lower case, what is left of it without its endings. Two forms of a word share a stem.

        The sets are empty for a language without stems. `language` is an ISO 639-1 code.
        """

    def commonness(self, word: str, language: str) -> int | None:
        """How common the word is, in lower case: 0 where no dictionary of the language has it, else 1 and more, one for each doubling
        of its count in texts. None where there is no dictionary, or none has been read yet: the only answer that may change."""


class NoWordForms:
    """Without a library: no languages, no stems, and no boundaries."""

    def likelihoods(self, text: str) -> Weights:
        return ()

    def common_words(self, language: str) -> frozenset[str]:
        return frozenset()

    def stems(self, words: tuple[str, ...], language: str) -> tuple[frozenset[str], ...]:
        return (frozenset(),) * len(words)

    def commonness(self, word: str, language: str) -> int | None:
        return None

    def boundaries(self, text: str) -> frozenset[int] | None:
        return None


NO_WORD_FORMS = NoWordForms()
