"""A text, read once: its words, forms, names and numbers, in one value that is passed along."""

import re
from dataclasses import dataclass
from functools import lru_cache

from orchestrator.domain.message.inflections import lemmas, same_word
from orchestrator.domain.message.opposites import negates
from orchestrator.domain.message.vocabulary import EMPTY_WORDS, informative_words
from orchestrator.domain.message.words import TOKEN, fold, split_compounds, tokens

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
NUMBER_WORDS = frozenset(
    "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty hundred thousand million dozen twice".split()
)
"""Number words beside figures. "one" is left out, as it mostly stands for a thing."""


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """Two readings of the same text are equal."""

    text: str
    """The text as it was written."""
    tokens: tuple[str, ...]
    """Its folded words in reading order; hyphenated words are one."""
    words: tuple[str, ...]
    """The same, hyphenated words as their parts."""
    vocabulary: frozenset[str]
    """Its distinct words."""
    informative: tuple[str, ...]
    """Distinct words that carry a subject, in reading order."""
    forms: frozenset[str]
    """Its words and what they may be inflections of."""
    names: frozenset[str]
    """Folded words with a capital, but for the first word of the text."""
    numbers: tuple[str, ...]
    """Figures and number words, sorted."""
    is_negated: bool

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Reading) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)

    @property
    def plain(self) -> str:
        """Its tokens with a space between them."""
        return " ".join(self.tokens)


@lru_cache(maxsize=4_000)
def read_text(text: str) -> Reading:
    """Cached, as the same message is asked about many things, and the same phrasings are found again and again."""
    found = tuple(tokens(text))
    words = tuple(split_compounds(list(found)))
    names = [fold(word) for word in TOKEN.findall(text)[1:] if word[0].isupper()]
    return Reading(
        text=text,
        tokens=found,
        words=words,
        vocabulary=frozenset(words),
        informative=tuple(dict.fromkeys(informative_words(text))),
        forms=frozenset().union(*map(lemmas, words)),
        names=frozenset(split_compounds([name for name in names if name not in EMPTY_WORDS])),
        numbers=tuple(sorted([*NUMBER.findall(text), *(word for word in found if word in NUMBER_WORDS)])),
        is_negated=any(map(negates, found)),
    )


def coverage(question: Reading, passage: str) -> float:
    """Share in [0, 1] of the question's informative words that stand in the passage in any inflection; 0 where it has none."""
    wanted = question.informative
    if not wanted:
        return 0.0
    said = set(split_compounds(tokens(passage)))
    return sum(word in said or any(same_word(word, other) for other in said) for word in wanted) / len(wanted)
