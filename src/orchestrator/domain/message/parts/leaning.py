"""Which later part of a message needs the one before it: "Which syrup do I feed, and when should I order it?"."""

from orchestrator.domain.message.manners.lexicon import LEXICONS
from orchestrator.domain.message.parts.wording import BARE, PART_LEXICONS
from orchestrator.domain.message.words import TOKEN, fold, split_compounds, tokens

MAX_WORDS = 9
"""A longer part names what it is about."""
_ASKS = {lexicon.language: lexicon.asks for lexicon in LEXICONS}


def leans_back(part: str) -> bool:
    """Whether a question, which follows another in its message, asks about a thing that only the other names.

    It is nothing but "how much", or it has a word such as "it" beside one that asks in the same language.
    """
    words = split_compounds(tokens(part))
    if tuple(words) in BARE:
        return True
    if not words or len(words) > MAX_WORDS:
        return False
    small = _written_small(part)
    return any(lexicon.pointing & small and _ASKS[language].intersection(words) for language, lexicon in PART_LEXICONS.items())


def _written_small(part: str) -> frozenset[str]:
    """The folded words that begin with a small letter: the German "Sie" is a person who is spoken to, "sie" may be a thing."""
    small = [fold(word) for word in TOKEN.findall(part) if word[:1].islower()]
    return frozenset(split_compounds(small))
