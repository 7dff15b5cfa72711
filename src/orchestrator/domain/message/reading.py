"""A text, read once: its words, their forms, its names and its numbers, as one value that is passed on."""

import re
from dataclasses import dataclass
from functools import lru_cache

from orchestrator.domain.message.inflections import forms_of, found_in
from orchestrator.domain.message.opposites import negates
from orchestrator.domain.message.vocabulary import EMPTY_WORDS, informative_among
from orchestrator.domain.message.words import TOKEN, fold, split_compounds, tokens

MAX_SUBJECTS = 64
"""Distinct words that a text is compared and searched by. A question names few; the rest of a very long message would
only cost time. What is refused, such as a blocked topic, is looked for among all words."""
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
NUMBER_WORDS = frozenset(
    "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty hundred thousand million dozen twice".split()
)
"""Numbers written as words. "one" is left out, as it mostly stands for a thing."""


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What was read of one text. Two readings of the same text are equal."""

    text: str
    """The text as it was written."""
    tokens: tuple[str, ...]
    """The folded words in reading order; a hyphenated word is one token."""
    words: tuple[str, ...]
    """The tokens with hyphenated ones split into their parts."""
    vocabulary: frozenset[str]
    """The distinct `words`."""
    informative: tuple[str, ...]
    """Distinct words that carry a subject, in reading order; the first MAX_SUBJECTS."""
    forms: frozenset[str]
    """The `words` and the words that they may be inflections of."""
    names: frozenset[str]
    """Folded words that begin with a capital, without the first word of the text."""
    numbers: tuple[str, ...]
    """Figures and number words, sorted."""
    is_negated: bool
    """Whether any word negates."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Reading) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)

    @property
    def plain(self) -> str:
        """The tokens with a space between them."""
        return " ".join(self.tokens)


@lru_cache(maxsize=4_000)
def read_text(text: str) -> Reading:
    """The reading of a text.

    Cached: signals and rules read the same message, and searches find the same phrasings again.
    """
    found = tuple(tokens(text))
    words = tuple(split_compounds(list(found)))
    names = [fold(word) for word in TOKEN.findall(text)[1:] if word[0].isupper()]
    return Reading(
        text=text,
        tokens=found,
        words=words,
        vocabulary=frozenset(words),
        informative=tuple(dict.fromkeys(informative_among(list(words))))[:MAX_SUBJECTS],
        forms=forms_of(words),
        names=frozenset(split_compounds([name for name in names if name not in EMPTY_WORDS])),
        numbers=tuple(sorted([*NUMBER.findall(text), *(word for word in found if word in NUMBER_WORDS)])),
        is_negated=any(map(negates, found)),
    )


def coverage(question: Reading, passage: str) -> float:
    """Share of the question's informative words that the passage has in any inflection, in [0, 1]; 0 for a question
    without any.
    """
    if not question.informative:
        return 0.0
    return len(found_in(question.informative, forms_of(split_compounds(tokens(passage))))) / len(question.informative)
