"""A dictionary of a few words."""

from collections.abc import Mapping

from orchestrator.domain.safety.word_forms import NoWordForms


class ListedWords(NoWordForms):
    """A `WordForms` that knows the words it is given, with how common each is, by language; and nothing else."""

    def __init__(self, words: Mapping[str, Mapping[str, int]]) -> None:
        self._words = words

    def commonness(self, word: str, language: str) -> int | None:
        return self._words[language].get(word, 0) if language in self._words else None
