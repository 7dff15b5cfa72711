"""Which words of a question stand in a passage and in each of its sentences, in any inflection or as a derived word, and how
rare each of them is among the passages found."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from orchestrator.domain.answering.passages import PassageHit
from orchestrator.domain.message.inflections import lemmas
from orchestrator.domain.message.opposites import LOOSE_LETTERS
from orchestrator.domain.message.reading import Reading
from orchestrator.domain.message.words import split_compounds, tokens

MAX_ENDING_CHARACTERS = 3
"""Characters after the common beginning of two words, in the shorter one, for one word to count as derived from the
other."""

DERIVED_MATCH = 0.8
"""Value of a match with a derived word; a match with an inflection has the value 1."""

_SENTENCE_END = re.compile(r"(?<=[.!?;:。！？])\s+|\n+|(?<=[。！？])")


def word_shares(question: Reading, passages: Sequence[PassageHit]) -> tuple[float, ...]:
    """For each passage, how many of the question's words it holds, in [0, 1]: half by the passage, half by the sentence with most
    of them. A word that few of the passages hold weighs more."""
    informative = question.informative
    if not informative or not passages:
        return (0.0,) * len(passages)
    rarity = read_rarities(informative, passages)
    read = [PassageMatches.read(hit, informative) for hit in passages]
    return tuple(
        (share_of(rarity, text.whole) + max((share_of(rarity, each) for each in text.sentences), default=0.0)) / 2 for text in read
    )


@dataclass(frozen=True, slots=True)
class PassageMatches:
    """The sentences of a passage, and the match of each question word with each sentence: 1, DERIVED_MATCH or 0."""

    raw: tuple[str, ...]
    """The sentences as they are written."""
    words: tuple[frozenset[str], ...]
    """The words of each sentence."""
    sentences: list[dict[str, float]]
    """For each sentence, the match of each question word with the sentence, the title and the headings."""
    whole: dict[str, float]
    """The match of each question word with the passage, the title and the headings."""
    all_words: frozenset[str]

    @staticmethod
    def read(hit: PassageHit, question_words: Sequence[str]) -> "PassageMatches":
        raw, words = _sentences(hit.content)
        known, heading_words, everything, places = _known(hit.title, hit.heading, hit.content)
        matches = {word: known.matches(word) for word in question_words}
        in_headings = {word: max((found[other] for other in found.keys() & heading_words), default=0.0) for word, found in matches.items()}
        sentences = [dict(in_headings) for _ in words]
        for word, found in matches.items():
            for other, match in found.items():
                for place in places.get(other, ()):
                    sentences[place][word] = max(sentences[place][word], match)
        whole = {word: max(found.values(), default=0.0) for word, found in matches.items()}
        return PassageMatches(raw, words, sentences, whole, everything)


@lru_cache(maxsize=1_000)
def _sentences(content: str) -> tuple[tuple[str, ...], tuple[frozenset[str], ...]]:
    """The sentences of a passage, and the words of each. Cached, as the same passages are found again and again."""
    raw = tuple(part for part in _SENTENCE_END.split(content) if part and part.strip())
    return raw, tuple(frozenset(split_compounds(tokens(part))) for part in raw)


@lru_cache(maxsize=1_000)
def _known(title: str, heading: str, content: str) -> tuple["_KnownWords", frozenset[str], frozenset[str], Mapping[str, list[int]]]:
    """(all words, ready to be searched; those of title and headings; all; the sentences in which each stands). Cached, as the
    same passages are found again and again."""
    _, words = _sentences(content)
    heading_words = frozenset(split_compounds(tokens(f"{title} {heading}")))
    everything = heading_words.union(*words)
    return _KnownWords.read(everything), heading_words, everything, _places(words)


def _places(words: Sequence[frozenset[str]]) -> dict[str, list[int]]:
    """The sentences in which each word stands."""
    places: dict[str, list[int]] = {}
    for place, sentence in enumerate(words):
        for word in sentence:
            places.setdefault(word, []).append(place)
    return places


@dataclass(frozen=True, slots=True)
class _KnownWords:
    """The words of a passage, to be found by a word of the question without a comparison with each of them."""

    by_form: dict[str, list[str]]
    by_beginning: dict[str, list[str]]
    """By the first LOOSE_LETTERS letters."""

    @staticmethod
    def read(words: frozenset[str]) -> "_KnownWords":
        by_form: dict[str, list[str]] = {}
        by_beginning: dict[str, list[str]] = {}
        for word in words:
            by_beginning.setdefault(word[:LOOSE_LETTERS], []).append(word)
            for form in lemmas(word):
                by_form.setdefault(form, []).append(word)
        return _KnownWords(by_form, by_beginning)

    def matches(self, word: str) -> dict[str, float]:
        """The known words that may be derived from the word (DERIVED_MATCH) or are inflections of it (1)."""
        found = {other: DERIVED_MATCH for other in self.by_beginning.get(word[:LOOSE_LETTERS], ()) if _is_derived(word, other)}
        found |= {other: 1.0 for form in lemmas(word) for other in self.by_form.get(form, ())}
        return found


def _is_derived(word: str, other: str) -> bool:
    """Whether the words begin alike and the shorter one is hardly longer than the common beginning."""
    shorter = min(len(word), len(other))
    common = next((n for n, (left, right) in enumerate(zip(word, other, strict=False)) if left != right), shorter)
    return common >= LOOSE_LETTERS and common >= shorter - MAX_ENDING_CHARACTERS


def read_rarities(words: Sequence[str], passages: Sequence[PassageHit]) -> dict[str, float]:
    """The rarity of each word among the passages found: the fewer of them hold it, the rarer it is."""
    texts = [_forms(f"{hit.title} {hit.heading} {hit.content}") for hit in passages]
    return {word: rarity_of(sum(not lemmas(word).isdisjoint(text) for text in texts), len(texts)) for word in words}


@lru_cache(maxsize=1_000)
def _forms(text: str) -> frozenset[str]:
    """All lemmas of all words of the text. Cached, as the same passages are found again and again."""
    return frozenset().union(*map(lemmas, frozenset(split_compounds(tokens(text)))))


def rarity_of(holding: int, of: int) -> float:
    """Rarity, > 0, of a word that `holding` of `of` passages hold."""
    return math.log((of + 1) / (holding + 0.5)) + 0.3


def share_of(rarity: Mapping[str, float], found: Mapping[str, float]) -> float:
    """Mean match of the words, weighted by rarity, in [0, 1]."""
    return sum(weight * found[word] for word, weight in rarity.items()) / sum(rarity.values())


def better_of(first: Mapping[str, float], second: Mapping[str, float]) -> dict[str, float]:
    return {word: max(match, second[word]) for word, match in first.items()}
