"""Whether a passage answers a question, judged by the words alone: kinds of evidence, and a fitted weight for each.

No model is asked, and nothing here depends on the embedding model.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields

from orchestrator.domain.answering.finding.word_matches import PassageMatches, better_of, rarity_of, read_rarities, share_of
from orchestrator.domain.answering.passages import PassageHit
from orchestrator.domain.errors import Invalid
from orchestrator.domain.message.opposites import NEGATIONS, opposed
from orchestrator.domain.message.reading import MAX_SUBJECTS, Reading
from orchestrator.domain.message.vocabulary import EMPTY_WORDS
from orchestrator.domain.message.words import TOKEN, fold, split_compounds

MANY_WORDS = 10
"""Number of informative words from which a question counts as fully specific."""

MANY_MISSING = 5
"""Number of missing words from which `none_missing` is 0."""

FOUND = 0.5
"""Value from which a match counts as found."""

NEUTRAL = 0.5
"""Evidence where the question gives nothing to look for."""

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

TIMES = frozenset(
    """january february march april may june july august september october november december monday tuesday wednesday thursday friday
    saturday sunday weekend weekday today tomorrow yesterday century decade year month week day winter summer spring autumn morning
    afternoon evening night noon midnight daily weekly monthly annually""".split()
)

NUMERALS = frozenset(
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
class WordEvidence:
    """Evidence in the words that the passage answers the question. Each value is in [0, 1]: 1 for an answer, 0 against
    it.

    The sentence is the one that holds most of the question's informative words. The names are keys of the stored
    weights.
    """

    passage_words: float = 0.0
    """Share of the question's informative words that the passage holds, weighted by their rarity."""
    sentence_words: float = 0.0
    """Share of these words that the sentence holds, weighted in the same way."""
    pair_words: float = 0.0
    """Share of these words that the sentence and the better of its two neighbours hold, weighted in the same way."""
    rarest_in_passage: float = 0.0
    """1 - the rarity of the rarest of these words that the passage lacks, as a share of the highest rarity."""
    rarest_in_sentence: float = 0.0
    """1 - the rarity of the rarest of these words that the sentence lacks, as a share of the highest rarity."""
    none_missing: float = 0.0
    """1 - the number of these words that the sentence lacks, divided by MANY_MISSING and limited to 1."""
    names_in_passage: float = 0.0
    """Share of the question's names that the passage holds; 1 where the question has none."""
    names_in_sentence: float = 0.0
    """Share of the question's names that the sentence holds; 1 where the question has none."""
    numbers_in_sentence: float = 0.0
    """Share of the question's numbers that the sentence holds; 1 where the question has none."""
    type_in_sentence: float = 0.0
    """Whether the sentence holds something of the kind asked for (a number, a time, a name, a reason); NEUTRAL where
    the question asks for none of these."""
    no_opposite: float = 0.0
    """0 where the sentence holds the opposite of a word of the question."""
    not_negated: float = 0.0
    """0 where the question is negated and the sentence is not."""
    plainly_put: float = 0.0
    """0 where the question is negated."""
    no_extreme: float = 0.0
    """0 where the question asks for the least, the only, the other ... and the passage lacks that word."""
    head_in_sentence: float = 0.0
    """Whether the sentence holds the noun that is asked for ('which *state*'); NEUTRAL where the question names
    none."""
    specific: float = 0.0
    """Number of the question's informative words, divided by MANY_WORDS and limited to 1."""


EVIDENCE = tuple(field.name for field in fields(WordEvidence))


@dataclass(frozen=True, slots=True)
class Scorer:
    """A logistic regression over the evidence.

    Raises Invalid `calibration_invalid` on a negative weight or one that is not finite.
    """

    version: str
    """Name of the fit; '' where nothing was fitted."""
    intercept: float
    """Log-odds where every kind of evidence is 0."""
    weights: WordEvidence
    """Log-odds gained as each kind of evidence rises from 0 to 1, >= 0."""
    provenance: str
    """For people: the data it was fitted on, the date and the command."""

    def __post_init__(self) -> None:
        numbers = asdict(self.weights).values()
        if not all(math.isfinite(number) for number in (self.intercept, *numbers)) or min(numbers) < 0:
            raise Invalid("calibration_invalid", "The weights of evidence must be finite and must not be negative.")

    def probability(self, evidence: WordEvidence) -> float:
        """The probability, in [0, 1], that the question is answered, among equally many that are and that only look
        answered.

        It never falls as any kind of evidence rises.
        """
        log_odds = self.intercept + sum(getattr(self.weights, name) * getattr(evidence, name) for name in EVIDENCE)
        return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, log_odds))))

    @staticmethod
    def from_mapping(mapping: Mapping[str, object]) -> "Scorer":
        """The reverse of `to_mapping`. Evidence that it does not name has a weight of 0.

        Raises Invalid `calibration_invalid`.
        """
        weights, intercept = mapping.get("weights"), mapping.get("intercept")
        if not isinstance(weights, Mapping) or not all(_is_number(value) for value in (intercept, *weights.values())):
            raise Invalid("calibration_invalid", "A scorer needs an 'intercept' and a mapping of 'weights', all numbers.")
        unknown = sorted(set(weights) - set(EVIDENCE))
        if unknown:
            raise Invalid("calibration_invalid", f"A scorer's 'weights' name unknown evidence: {', '.join(unknown)}.")
        assert isinstance(intercept, int | float)  # checked above
        floats = {name: float(value) for name, value in weights.items()}
        return Scorer(str(mapping.get("version", "")), float(intercept), WordEvidence(**floats), str(mapping.get("provenance", "")))

    def to_mapping(self) -> dict[str, object]:
        """Values that JSON can hold."""
        weights = {name: value for name, value in asdict(self.weights).items() if value}
        return {"version": self.version, "intercept": self.intercept, "weights": weights, "provenance": self.provenance}


UNDECIDED = Scorer("", 0.0, WordEvidence(), "Not fitted: always gives a probability of one half.")


def read_evidence(question: Reading, passages: Sequence[PassageHit], at: int = 0) -> WordEvidence:
    """The evidence that passages[at] answers the question. The other passages only show which words are rare among
    them.

    Total: no text raises an error.
    """
    informative = question.informative
    if not passages or not informative:
        return WordEvidence()
    words = question.words
    rarity = read_rarities(informative, passages)
    text = PassageMatches.read(passages[at], informative)
    best = max(range(len(text.sentences)), key=lambda n: share_of(rarity, text.sentences[n]), default=None)
    if best is None:
        return WordEvidence()
    sentence = text.sentences[best]
    neighbours = [text.sentences[n] for n in (best - 1, best + 1) if 0 <= n < len(text.sentences)]
    pair = max((share_of(rarity, better_of(sentence, other)) for other in neighbours), default=share_of(rarity, sentence))
    highest = rarity_of(0, len(passages))
    raw, sentence_words = text.raw[best], text.words[best]
    names = _names(question.text)
    numbers = _NUMBER.findall(question.text)[:MAX_SUBJECTS]
    is_negated = not NEGATIONS.isdisjoint(words)
    return WordEvidence(
        passage_words=share_of(rarity, text.whole),
        sentence_words=share_of(rarity, sentence),
        pair_words=pair,
        rarest_in_passage=1.0 - _rarest_missing(rarity, text.whole) / highest,
        rarest_in_sentence=1.0 - _rarest_missing(rarity, sentence) / highest,
        none_missing=1.0 - min(1.0, sum(sentence[word] < FOUND for word in informative) / MANY_MISSING),
        names_in_passage=_share_of_names(names, text.whole),
        names_in_sentence=_share_of_names(names, sentence),
        numbers_in_sentence=sum(number in raw for number in numbers) / len(numbers) if numbers else 1.0,
        type_in_sentence=_type_evidence(question.plain, frozenset(words), raw, sentence_words),
        no_opposite=1.0 - opposed(words, sentence_words),
        not_negated=1.0 - (is_negated and NEGATIONS.isdisjoint(sentence_words)),
        plainly_put=1.0 - is_negated,
        no_extreme=1.0 - any(word in _EXTREMES and word not in text.all_words for word in words),
        head_in_sentence=_head_evidence(question.tokens, sentence),
        specific=min(1.0, len(informative) / MANY_WORDS),
    )


def _rarest_missing(rarity: Mapping[str, float], found: Mapping[str, float]) -> float:
    """The rarity of the rarest word that was not found; 0 where all were."""
    return max((weight for word, weight in rarity.items() if found[word] < FOUND), default=0.0)


def _names(question: str) -> list[str]:
    """Folded words with a capital that are not the first word of the question."""
    return split_compounds([fold(word) for word in TOKEN.findall(question)[1:] if word[0].isupper() and fold(word) not in EMPTY_WORDS])


def _share_of_names(names: Sequence[str], found: Mapping[str, float]) -> float:
    """Share of the informative names that were found, in [0, 1]; 1 where there are none."""
    informative = [name for name in names if name in found]
    return sum(found[name] >= FOUND for name in informative) / len(informative) if informative else 1.0


def _type_evidence(question: str, question_words: frozenset[str], raw: str, sentence_words: frozenset[str]) -> float:
    """Whether the sentence holds something of the kind asked for that is not already in the question."""
    numbers = [number for number in _NUMBER.findall(raw) if number not in question_words]
    if _MANY.search(question):
        return float(bool(numbers or (NUMERALS & sentence_words) - question_words))
    if _WHEN.search(question):
        return float(any(len(number) > 1 for number in numbers) or bool((TIMES & sentence_words) - question_words))
    if _WHO.search(question) or _WHERE.search(question):
        capitals = {fold(word) for word in TOKEN.findall(raw) if word[0].isupper()}
        return float(bool(capitals - question_words - EMPTY_WORDS))
    if _WHY.search(question):
        return float(bool(_REASONS & sentence_words))
    return NEUTRAL


def _head_evidence(question: Sequence[str], found: Mapping[str, float]) -> float:
    """Match of the noun that is asked for, the last informative word after 'which' and before a verb; NEUTRAL without
    one."""
    match = _HEAD.search(" ".join(question))
    head = None
    for word in split_compounds(match[1].split()) if match else ():
        if word in _VERBS:
            break
        head = word if word in found else head
    return found[head] if head else NEUTRAL


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
