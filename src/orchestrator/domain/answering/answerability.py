"""Do the passages answer the question? Read off the words alone: evidence for it, and a fitted weight for each kind of evidence.

No model is asked. Everything here is embedder-blind; what a cosine is worth is the calibration's.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from functools import lru_cache

from orchestrator.domain.answering.passages import PassageHit
from orchestrator.domain.errors import Invalid
from orchestrator.domain.message.inflections import lemmas
from orchestrator.domain.message.opposites import LOOSE_LETTERS, NEGATIONS, opposed
from orchestrator.domain.message.reading import Reading
from orchestrator.domain.message.vocabulary import EMPTY_WORDS
from orchestrator.domain.message.words import TOKEN, fold, split_compounds, tokens

MANY_WORDS = 10
"""Informative words from which a question counts as fully specific."""

MANY_MISSING = 5

NEAR_LETTERS = 3

LOOSE = 0.8
"""What such a match is worth beside one of inflections."""

FOUND = 0.5
"""A match of at least this worth counts as found."""

HALF = 0.5
"""Evidence where there is nothing to go by."""

_SENTENCE_END = re.compile(r"(?<=[.!?;:。！？])\s+|\n+|(?<=[。！？])")

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")

_MANY = re.compile(
    r"\bhow (?:many|much|long|old|far|often|large|big|tall|high|fast|hot|deep|wide|heavy)\b"
    r"|\bwhat (?:percent|percentage|number|amount|proportion|share|price|cost)\b"
)

_WHEN = re.compile(r"\bwhen\b|\b(?:what|which) (?:\w+ )?(?:year|date|day|month|century|decade|time)\b")

_WHO = re.compile(r"\bwho(?:m|se)?\b|\b(?:what|which) (?:\w+ )?person\b")

_WHERE = re.compile(r"\bwhere\b|\b(?:what|which) (?:\w+ )?(?:country|city|place|location|state|town|region|continent|area|river|street)\b")

_WHY = re.compile(r"\bwhy\b|\bwhat (?:caused|causes|(?:is|was) the (?:reason|cause))\b")

_HEAD = re.compile(r"\b(?:what|which|how many|how much) ((?:[\w'-]+ ){0,3}[\w'-]+)")

_VERBS = frozenset("is was are were did does do has had have can would will could should be may might must".split())

_TIMES = frozenset(
    """january february march april may june july august september october november december monday tuesday wednesday thursday friday
    saturday sunday weekend weekday today tomorrow yesterday century decade year month week day winter summer spring autumn morning
    afternoon evening night noon midnight daily weekly monthly annually""".split()
)

_NUMERALS = frozenset(
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen twenty thirty forty fifty
    sixty seventy eighty ninety hundred thousand million billion half third quarter dozen several percent once twice double
    single free""".split()
)

_REASONS = frozenset(
    """because due since reason reasons caused cause causes led therefore thus result resulted results order so allow avoid prevent
    ensure""".split()
)

_EXTREMES = frozenset("least fewest smallest lowest worst never only except last other else besides always".split())


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for an answer, each in [0, 1]: 1 for it, 0 against it."""

    passage_words: float = 0.0
    """Share of the question's informative words in the passage, a rare word counting more."""
    sentence_words: float = 0.0
    """The same in the sentence that has most of them."""
    pair_words: float = 0.0
    """The same in that sentence and the better of its neighbours."""
    rarest_in_passage: float = 0.0
    """1 - how rare the rarest word is that the passage lacks."""
    rarest_in_sentence: float = 0.0
    none_missing: float = 0.0
    """1 - the number of words that the sentence lacks, of MANY_MISSING."""
    names_in_passage: float = 0.0
    """Share of the names in the question; 1 where it has none, as for the next two."""
    names_in_sentence: float = 0.0
    numbers_in_sentence: float = 0.0
    type_in_sentence: float = 0.0
    """Whether there is something of the kind that is asked for (a number, a time, a name, a reason); HALF where none is."""
    no_opposite: float = 0.0
    """0 where the sentence says the opposite of a word of the question."""
    not_negated: float = 0.0
    """0 where the question is negated and the sentence is not."""
    plainly_put: float = 0.0
    """0 where the question says not, never, except ..."""
    no_extreme: float = 0.0
    """0 where it asks for the least, the only, the other ... and the passage does not speak of such."""
    head_in_sentence: float = 0.0
    """Whether the sentence has what is asked for by name ('which *state*'); HALF where nothing is named."""
    specific: float = 0.0
    """Informative words of the question, of MANY_WORDS."""


EVIDENCE = tuple(field.name for field in fields(Evidence))


@dataclass(frozen=True, slots=True)
class Scorer:
    """A logistic regression over the evidence. Raises Invalid `calibration_invalid` on a negative or infinite weight."""

    version: str
    """Of the fit, so that a stored decision tells which scorer made it; '' for none."""
    intercept: float
    """Log-odds where every kind of evidence is at its worst."""
    weights: Evidence
    """Log-odds gained as each goes from 0 to 1, >= 0."""
    provenance: str

    def __post_init__(self) -> None:
        numbers = asdict(self.weights).values()
        if not all(math.isfinite(number) for number in (self.intercept, *numbers)) or min(numbers) < 0:
            raise Invalid("calibration_invalid", "The weights of evidence must be finite and must not be negative.")

    def probability(self, evidence: Evidence) -> float:
        """In [0, 1], of an answerable question among as many that only look like it; never falls with any evidence."""
        log_odds = self.intercept + sum(getattr(self.weights, name) * getattr(evidence, name) for name in EVIDENCE)
        return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, log_odds))))

    @staticmethod
    def from_mapping(mapping: Mapping[str, object]) -> "Scorer":
        """The reverse of `to_mapping`; evidence it does not name weighs nothing. Raises Invalid `calibration_invalid`."""
        weights, intercept = mapping.get("weights"), mapping.get("intercept")
        if not isinstance(weights, Mapping) or not all(_is_number(value) for value in (intercept, *weights.values())):
            raise Invalid("calibration_invalid", "A scorer needs an 'intercept' and a mapping of 'weights', all numbers.")
        unknown = sorted(set(weights) - set(EVIDENCE))
        if unknown:
            raise Invalid("calibration_invalid", f"A scorer's 'weights' name unknown evidence: {', '.join(unknown)}.")
        assert isinstance(intercept, int | float)  # checked above
        given = {name: float(value) for name, value in weights.items()}
        return Scorer(str(mapping.get("version", "")), float(intercept), Evidence(**given), str(mapping.get("provenance", "")))

    def to_mapping(self) -> dict[str, object]:
        """Values that JSON can hold."""
        weights = {name: value for name, value in asdict(self.weights).items() if value}
        return {"version": self.version, "intercept": self.intercept, "weights": weights, "provenance": self.provenance}


UNDECIDED = Scorer("", 0.0, Evidence(), "Not fitted: as likely as not, whatever the words say.")


def read_evidence(question: Reading, passages: Sequence[PassageHit], at: int = 0) -> Evidence:
    """What speaks for passages[at] answering the question; the others only tell which words are rare here. Pure; any text is fine."""
    wanted = question.informative
    if not passages or not wanted:
        return Evidence()
    said, words = question.tokens, question.words
    rarity = _rarities(wanted, passages)
    text = _Read.of(passages[at], wanted)
    best = max(range(len(text.sentences)), key=lambda n: _share(rarity, text.sentences[n]), default=None)
    if best is None:
        return Evidence()
    sentence = text.sentences[best]
    beside = [text.sentences[n] for n in (best - 1, best + 1) if 0 <= n < len(text.sentences)]
    pair = max((_share(rarity, _either(sentence, other)) for other in beside), default=_share(rarity, sentence))
    highest = _rarity(0, len(passages))
    raw, sentence_words = text.raw[best], text.words[best]
    names = _names(question.text)
    numbers = _NUMBER.findall(question.text)
    negated = not NEGATIONS.isdisjoint(words)
    return Evidence(
        passage_words=_share(rarity, text.whole),
        sentence_words=_share(rarity, sentence),
        pair_words=pair,
        rarest_in_passage=1.0 - _rarest_missing(rarity, text.whole) / highest,
        rarest_in_sentence=1.0 - _rarest_missing(rarity, sentence) / highest,
        none_missing=1.0 - min(1.0, sum(sentence[word] < FOUND for word in wanted) / MANY_MISSING),
        names_in_passage=_found(names, text.whole),
        names_in_sentence=_found(names, sentence),
        numbers_in_sentence=sum(number in raw for number in numbers) / len(numbers) if numbers else 1.0,
        type_in_sentence=_type_evidence(question.plain, frozenset(words), raw, sentence_words),
        no_opposite=1.0 - opposed(words, sentence_words),
        not_negated=1.0 - (negated and NEGATIONS.isdisjoint(sentence_words)),
        plainly_put=1.0 - negated,
        no_extreme=1.0 - any(word in _EXTREMES and word not in text.all_words for word in words),
        head_in_sentence=_head_evidence(said, sentence),
        specific=min(1.0, len(wanted) / MANY_WORDS),
    )


@dataclass(frozen=True, slots=True)
class _Read:
    """A passage as its sentences, and how well each word that is looked for stands in each: 1, LOOSE or 0."""

    raw: tuple[str, ...]
    words: tuple[frozenset[str], ...]
    sentences: list[dict[str, float]]
    whole: dict[str, float]
    all_words: frozenset[str]

    @staticmethod
    def of(hit: PassageHit, wanted: Sequence[str]) -> "_Read":
        raw, words = _sentences(hit.content)
        above = frozenset(split_compounds(tokens(f"{hit.title} {hit.heading}")))
        everything = above.union(*words)
        matches = {word: _matches(word, everything) for word in wanted}
        named = {word: max((matches[word][other] for other in matches[word].keys() & above), default=0.0) for word in wanted}
        sentences = [
            {word: max(named[word], max((found[other] for other in found.keys() & said), default=0.0)) for word, found in matches.items()}
            for said in words
        ]
        whole = {word: max(found.values(), default=0.0) for word, found in matches.items()}
        return _Read(raw, words, sentences, whole, everything)


@lru_cache(maxsize=1_000)
def _sentences(content: str) -> tuple[tuple[str, ...], tuple[frozenset[str], ...]]:
    """The sentences of a passage, and the words of each; kept as `_forms` are."""
    raw = tuple(part for part in _SENTENCE_END.split(content) if part and part.strip())
    return raw, tuple(frozenset(split_compounds(tokens(part))) for part in raw)


def _matches(word: str, said: frozenset[str]) -> dict[str, float]:
    """The words of `said` that are forms of it (1) or may be derived from it (LOOSE)."""
    forms = lemmas(word)
    found = {}
    for other in said:
        if other == word or not forms.isdisjoint(lemmas(other)):
            found[other] = 1.0
        elif other[:LOOSE_LETTERS] == word[:LOOSE_LETTERS] and _is_derived(word, other):
            found[other] = LOOSE
    return found


def _is_derived(one: str, other: str) -> bool:
    equal = next((n for n, (left, right) in enumerate(zip(one, other, strict=False)) if left != right), min(len(one), len(other)))
    return equal >= LOOSE_LETTERS and equal >= min(len(one), len(other)) - NEAR_LETTERS


def _rarities(wanted: Sequence[str], passages: Sequence[PassageHit]) -> dict[str, float]:
    """By in how many of the found passages a word stands: what all of them speak of sets none apart."""
    texts = [_forms(f"{hit.title} {hit.heading} {hit.content}") for hit in passages]
    return {word: _rarity(sum(not lemmas(word).isdisjoint(text) for text in texts), len(texts)) for word in wanted}


@lru_cache(maxsize=1_000)
def _forms(text: str) -> frozenset[str]:
    """All forms of all its words. Kept, as the same passages are found again and again."""
    return frozenset().union(*map(lemmas, frozenset(split_compounds(tokens(text)))))


def _rarity(holding: int, of: int) -> float:
    return math.log((of + 1) / (holding + 0.5)) + 0.3


def _share(rarity: Mapping[str, float], found: Mapping[str, float]) -> float:
    return sum(weight * found[word] for word, weight in rarity.items()) / sum(rarity.values())


def _either(one: Mapping[str, float], other: Mapping[str, float]) -> dict[str, float]:
    return {word: max(worth, other[word]) for word, worth in one.items()}


def _rarest_missing(rarity: Mapping[str, float], found: Mapping[str, float]) -> float:
    return max((weight for word, weight in rarity.items() if found[word] < FOUND), default=0.0)


def _names(question: str) -> list[str]:
    """Folded words written with a capital that do not open the question."""
    return split_compounds([fold(word) for word in TOKEN.findall(question)[1:] if word[0].isupper() and fold(word) not in EMPTY_WORDS])


def _found(names: Sequence[str], found: Mapping[str, float]) -> float:
    looked_for = [name for name in names if name in found]
    return sum(found[name] >= FOUND for name in looked_for) / len(looked_for) if looked_for else 1.0


def _type_evidence(asked: str, words: frozenset[str], raw: str, said: frozenset[str]) -> float:
    """Whether the sentence has something new of the kind that is asked for."""
    numbers = [number for number in _NUMBER.findall(raw) if number not in words]
    if _MANY.search(asked):
        return float(bool(numbers or (_NUMERALS & said) - words))
    if _WHEN.search(asked):
        return float(any(len(number) > 1 for number in numbers) or bool((_TIMES & said) - words))
    if _WHO.search(asked) or _WHERE.search(asked):
        capitals = {fold(word) for word in TOKEN.findall(raw) if word[0].isupper()}
        return float(bool(capitals - words - EMPTY_WORDS))
    if _WHY.search(asked):
        return float(bool(_REASONS & said))
    return HALF


def _head_evidence(said: Sequence[str], found: Mapping[str, float]) -> float:
    asked = _HEAD.search(" ".join(said))
    head = None
    for word in split_compounds(asked[1].split()) if asked else ():
        if word in _VERBS:
            break
        head = word if word in found else head
    return found[head] if head else HALF


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
