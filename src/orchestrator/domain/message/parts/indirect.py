"""Questions without a question mark: "I'd like to know when you harvest", in the languages of `wording`."""

from collections.abc import Sequence

from orchestrator.domain.message.manners.lexicon import LEXICONS
from orchestrator.domain.message.parts.wording import PART_LEXICONS, PartLexicon

MAX_BEFORE = 3
"""Words before the wish: "Sorry, one thing: I'd like to know …"."""
MAX_OPENING = 14
"""Words at the beginning of a sentence that are read."""
MAX_BETWEEN = 2
"""Words between the wish and the one that asks: "I want to know exactly when"."""
_AUXILIARIES = frozenset("is are was were do does did can could will would should may might has have am shall".split())
_ASKS = {lexicon.language: lexicon.asks for lexicon in LEXICONS}
_OPENERS = {
    language: (_ASKS[language] - _AUXILIARIES if language == "en" else _ASKS[language]) | lexicon.whether
    for language, lexicon in PART_LEXICONS.items()
}
"""What an indirect question begins with after a wish, by language."""
WHETHER = frozenset[str]().union(*(lexicon.whether for lexicon in PART_LEXICONS.values()))


def asks_indirectly(words: Sequence[str]) -> bool:
    """Whether a sentence of these folded words wishes to know something: after the wish stands a word that asks."""
    return any(_opens(words[:MAX_OPENING], lexicon, lexicon.wishes, _OPENERS[language]) for language, lexicon in PART_LEXICONS.items())


def is_unsure(words: Sequence[str]) -> bool:
    """Whether a sentence tells what its writer does not know: "not sure which size I need". It asks where nothing else does."""
    return any(_opens(words[:MAX_OPENING], lexicon, lexicon.unsure, _OPENERS[language]) for language, lexicon in PART_LEXICONS.items())


def _opens(words: Sequence[str], lexicon: PartLexicon, wishes: frozenset[tuple[str, ...]], openers: frozenset[str]) -> bool:
    said = tuple(word for word in words if word not in lexicon.fillers)
    for start in range(min(MAX_BEFORE + 1, len(said))):
        for wish in wishes:
            end = start + len(wish)
            if said[start:end] == wish and openers.intersection(said[end : end + MAX_BETWEEN + 1]):
                return True
    return False
