"""The second look at a match: the probability that a stored answer is right for a message.

A cosine alone says too little: in a bank about one subject all texts are close to each other, and some answer is near
even where none fits. The features are therefore: the cosine about the bank's centre; the lead over the other answers
found; whether the message is as near to the answer's phrasings as they are to each other; whether it uses their words
and their question type; and whether it differs from them in a number, a name, a negation or an opposite. Weights are
fitted by `benchmarks/fit_second_look.py`.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, fields, replace
from uuid import UUID

from orchestrator.domain.errors import Invalid
from orchestrator.domain.matching.hits import AnswerCentroid, Bank, CanonicalHit
from orchestrator.domain.matching.telling_apart.differences import Differs, close_differences, nearest_edits, variety
from orchestrator.domain.matching.telling_apart.question_types import agreement, read_question_type, tells_of_failure
from orchestrator.domain.matching.unmistakable import as_scored, find_unmistakable
from orchestrator.domain.message.inflections import lemmas
from orchestrator.domain.message.language import ENGLISH, UNKNOWN_LANGUAGE
from orchestrator.domain.message.reading import Reading, read_text
from orchestrator.domain.safety.word_forms import NO_WORD_FORMS, WordForms
from orchestrator.domain.trust.proofs import PooledRisk

CANDIDATES = 3
"""Answers that the second look is taken at, nearest first. In the fitted data, a fourth one was never the right
choice."""
HALF_CENTRED_AT = 10
"""Phrasings in the bank at which half of its mean vector is subtracted. The mean of a few texts says more about those
texts than about their common subject."""
SHARPNESS = 12.0
"""Weight of a lead in cosine: an answer that is 0.1 ahead has exp(1.2), about three times, the share of the other."""
SMALLEST = 0.02
"""Smaller shares and distances are raised to this before the logarithm is taken."""
MAX_WORDS = 300
"""Words from the beginning of a message that are compared with the phrasings. Those after them would only cost time."""
LONG_MESSAGE_WORDS = 20
PRIOR_COHESION = 0.5
"""Mean cosine among the phrasings of one answer that is assumed before there are pairs of phrasings to measure."""
CALIBRATED = (ENGLISH, UNKNOWN_LANGUAGE)
"""Languages of the sets that it was fitted on. A text that is too short to tell its language counts as English."""
LARGEST_LOG_ODDS = 60.0
"""Log-odds are limited to this, either way; exp stays far from overflow."""


@dataclass(frozen=True, slots=True)
class MatchFeatures:
    """The match features of one answer: numbers that speak for or against it. The weights turn them into a probability.

    The names are keys of the stored weights.
    """

    closeness: float = 0.0
    """-log(1 - cosine about the bank's centre), in [-0.7, 3.9]: a step near a cosine of 1 counts for more."""
    lead: float = 0.0
    """Log of the answer's share among the answers found, in [-3.9, 0] (see SHARPNESS); 0 where no other is near."""
    belonging: float = 0.0
    """Mean cosine to the answer's phrasings minus the mean cosine among these phrasings, in [-2, 1.5]. The message fits
    as well as one of the phrasings where this is 0 or more."""
    wording: float = 0.0
    """Mean over the message's words of log(share of the answer's phrasings with the word / share of all phrasings found
    with it)."""
    phrasings: float = 0.0
    """Log of the number of the answer's phrasings, >= 0."""
    length: float = 0.0
    """Number of the message's words in units of LONG_MESSAGE_WORDS, in [0, 2]."""
    frame: float = 0.0
    """Mean agreement of the message's question type with those of the answer's phrasings, weighted by nearness; in
    [0, 1]."""
    failure: float = 0.0
    """1 where the message and some phrasing both tell of a failure or both do not; 0 otherwise."""
    turned: float = 0.0
    """1 where a few edited words make a difference (see `differences.edits`) that the answer's own phrasings do not
    have; 0 otherwise."""
    twisted: float = 0.0
    """1 where message and phrasing are closely worded and have such a difference (see `differences.close_differences`);
    0 otherwise."""


FEATURES = tuple(field.name for field in fields(MatchFeatures))


@dataclass(frozen=True, slots=True)
class ScoredAnswer:
    """One answer with the result of the second look."""

    hit: CanonicalHit
    """The answer's nearest phrasing."""
    probability: float
    """That the answer is right, in [0, 1]."""
    features: MatchFeatures


@dataclass(frozen=True, slots=True)
class SecondLook:
    """A logistic regression over `MatchFeatures`, for one embedding model.

    Raises Invalid `calibration_invalid` where a coefficient is not finite or the thresholds do not strictly fall.
    """

    version: str
    """Name of the fit. Labels of another version do not count for this one."""
    intercept: float
    """Log-odds where all features are 0."""
    weights: MatchFeatures
    """Log-odds per unit of each feature."""
    pooled: tuple[PooledRisk, ...]
    """The share of wrong answers at each threshold that other creators' labels let expect, strictest first. Proofs test
    these thresholds."""
    provenance: str
    """For people: the data it was fitted on, the date and the command."""

    def __post_init__(self) -> None:
        if not all(math.isfinite(number) for number in (self.intercept, *asdict(self.weights).values())):
            raise invalid_look("A second look's coefficients must be finite.")
        thresholds = [risk.threshold for risk in self.pooled]
        if not thresholds or thresholds != sorted(set(thresholds), reverse=True):
            raise invalid_look("A second look needs at least one pooled threshold, and they must strictly fall.")

    def probability(self, features: MatchFeatures) -> float:
        """That the answer with these features is right, in [0, 1]."""
        log_odds = self.intercept + sum(getattr(self.weights, name) * getattr(features, name) for name in FEATURES)
        return as_probability(log_odds)

    def score(
        self, question: Reading, hits: Sequence[CanonicalHit], bank: Bank, language: str, known: WordForms = NO_WORD_FORMS
    ) -> list[ScoredAnswer]:
        """The answers among the hits (nearest first), the most probably right one first. `language` is that of the question."""
        own = find_unmistakable(question, hits, language, known)
        is_uncalibrated = language not in CALIBRATED
        scored = [
            ScoredAnswer(*as_scored(replace(hit, is_uncalibrated=is_uncalibrated), self.probability(features), own), features)
            for hit, features in read_features(question, hits, bank)
        ]
        return sorted(scored, key=lambda answer: -answer.probability)

    def best_match(self, question: Reading, hits: Sequence[CanonicalHit], bank: Bank, language: str = ENGLISH) -> ScoredAnswer | None:
        """The answer most probably right among the hits (nearest first); None without hits."""
        return next(iter(self.score(question, hits, bank, language)), None)

    @staticmethod
    def from_mapping(mapping: Mapping[str, object]) -> "SecondLook":
        """The reverse of `to_mapping`. Raises Invalid `calibration_invalid`."""
        weights, intercept, pooled = mapping.get("weights"), mapping.get("intercept"), mapping.get("pooled")
        if not isinstance(weights, Mapping) or not all(is_number(value) for value in (intercept, *weights.values())):
            raise invalid_look("A second look needs an 'intercept' and a mapping of 'weights', all numbers.")
        unknown = sorted(set(weights) - set(FEATURES))
        if unknown:
            raise invalid_look(f"A second look's 'weights' name unknown features: {', '.join(unknown)}.")
        assert isinstance(intercept, int | float)  # checked above
        features = MatchFeatures(**{name: float(value) for name, value in weights.items()})
        return SecondLook(
            str(mapping.get("version", "")),
            float(intercept),
            features,
            read_pooled(pooled, "A second look"),
            str(mapping.get("provenance", "")),
        )

    def to_mapping(self) -> dict[str, object]:
        """Values that JSON can hold."""
        return {
            "version": self.version,
            "intercept": self.intercept,
            "weights": asdict(self.weights),
            "pooled": [list(astuple(risk)) for risk in self.pooled],
            "provenance": self.provenance,
        }


def as_probability(log_odds: float) -> float:
    """In [0, 1], where the log-odds are limited to LARGEST_LOG_ODDS either way."""
    return 1.0 / (1.0 + math.exp(-max(-LARGEST_LOG_ODDS, min(LARGEST_LOG_ODDS, log_odds))))


def read_pooled(rows: object, look: str) -> tuple[PooledRisk, ...]:
    """The pooled risks of a stored look, which `look` names for people. Raises Invalid `calibration_invalid`."""
    if not isinstance(rows, list) or not all(isinstance(row, list) and len(row) == 3 and all(map(is_number, row)) for row in rows):
        raise invalid_look(f"{look}'s 'pooled' must be a list of [threshold, wrong, strength].")
    return tuple(PooledRisk(*map(float, row)) for row in rows)


def cohesion(phrasings: int, among: float, prior: float) -> float:
    """Mean cosine among the phrasings of an answer, where `among` is the squared length of their mean vector. The mean of few
    is uncertain, so one more pair with a cosine of `prior` is added."""
    pairs = phrasings * (phrasings - 1) / 2
    return ((phrasings * among - 1.0) / (phrasings - 1) * pairs + prior) / (pairs + 1.0) if pairs else prior


def read_features(question: Reading, hits: Sequence[CanonicalHit], bank: Bank) -> list[tuple[CanonicalHit, MatchFeatures]]:
    """The first CANDIDATES answers among the hits (nearest first), as nearest phrasing and match features.

    Sets `is_edited` of the phrasing. Total: no text raises an error.
    """
    if not hits:
        return []
    centred = [centred_cosine(hit.cosine, hit.common, bank) for hit in hits]
    highest = max(centred)
    weights = [math.exp(SHARPNESS * (cosine - highest)) for cosine in centred]
    answers: dict[UUID, list[int]] = {}
    for place, hit in enumerate(hits):
        answers.setdefault(hit.id, []).append(place)
    shared_words = _SharedWords.read(question, hits)
    length = min(2.0, len(question.tokens) / LONG_MESSAGE_WORDS)
    question_type, is_failure = read_question_type(question), tells_of_failure(question)
    found = []
    for places in list(answers.values())[:CANDIDATES]:
        nearest = hits[max(places, key=lambda place: centred[place])]
        patterns = [read_text(hits[place].question_pattern) for place in places]
        weight = sum(weights[place] for place in places)
        edited = nearest_edits(question, patterns)
        centroid = nearest.centroid or AnswerCentroid(1, nearest.cosine, nearest.common, 1.0)
        features = MatchFeatures(
            closeness=-math.log(max(SMALLEST, 1.0 - max(centred[place] for place in places))),
            lead=math.log(max(SMALLEST, weight / sum(weights))),
            belonging=belonging(centroid, bank),
            wording=shared_words.wording(places),
            phrasings=math.log(max(1, centroid.phrasings)),
            length=length,
            frame=sum(
                weights[place] * agreement(question_type, read_question_type(pattern))
                for place, pattern in zip(places, patterns, strict=True)
            ) / weight,
            failure=float(any(tells_of_failure(pattern) == is_failure for pattern in patterns)),
            turned=float(_may_change_answer(edited, patterns)),
            twisted=float(_may_change_answer(close_differences(question, read_text(nearest.question_pattern)), patterns)),
        )  # fmt: skip
        found.append((replace(nearest, is_edited=bool(edited)), features))
    return found


def belonging(centroid: AnswerCentroid, bank: Bank) -> float:
    """How well a message fits among the phrasings of an answer, in [-2, 1.5]: 0 where it is as near to them as they are
    to each other.

    Cosines are taken about the bank's centre. The mean cosine among few phrasings is uncertain, so one more pair with a
    cosine of PRIOR_COHESION is added.
    """
    share = bank.answers / (bank.answers + HALF_CENTRED_AT)
    asked, common, spread = share * bank.common, share * centroid.common, share * share * bank.spread
    # Mean squared length of the phrasings about the centre.
    lengths = 1.0 - 2.0 * common + spread
    if lengths <= 1e-9 or 1.0 - 2.0 * asked + spread <= 1e-9:
        return 0.0
    to_message = (centroid.cosine - asked - common + spread) / math.sqrt((1.0 - 2.0 * asked + spread) * lengths)
    spread_about_centre = (centroid.spread - 2.0 * common + spread) / lengths
    return max(-2.0, min(1.5, to_message - cohesion(centroid.phrasings, spread_about_centre, PRIOR_COHESION)))


def centred_cosine(cosine: float, common: float, bank: Bank) -> float:
    """The cosine of two vectors of unit length about the bank's centre, in [-1, 1].

    (q - c)(a - c) / |q - c| |a - c|, where c is the bank's mean vector, shortened where the bank is small (see
    HALF_CENTRED_AT).
    """
    share = bank.answers / (bank.answers + HALF_CENTRED_AT)
    asked, common, spread = share * bank.common, share * common, share * share * bank.spread
    lengths = (1.0 - 2.0 * asked + spread) * (1.0 - 2.0 * common + spread)
    if lengths <= 1e-9:
        return max(-1.0, min(1.0, cosine))
    return max(-1.0, min(1.0, (cosine - asked - common + spread) / math.sqrt(lengths)))


@dataclass(frozen=True, slots=True)
class _SharedWords:
    """Which of the message's words stand in which of the hits."""

    lacks: tuple[tuple[tuple[bool, ...], float], ...]
    """A row per word: for each hit whether it lacks the word; and the share of hits with it, drawn towards one half."""

    @staticmethod
    def read(question: Reading, hits: Sequence[CanonicalHit]) -> "_SharedWords":
        texts = [read_text(hit.question_pattern).forms for hit in hits]
        rows = [tuple(map(lemmas(word).isdisjoint, texts)) for word in _compared(question)]
        return _SharedWords(tuple((row, (len(row) - sum(row) + 0.5) / (len(row) + 1.0)) for row in rows))

    def wording(self, places: Sequence[int]) -> float:
        """The feature `wording` of the answer whose hits stand at these places.

        Function words count too: a phrasing that asks something else about the same subject lacks them.
        """
        if not self.lacks:
            return 0.0
        reliability = len(places) / (len(places) + 1.0)
        total = 0.0
        for is_lacking, common in self.lacks:
            own = 1.0 - sum([is_lacking[place] for place in places]) / len(places)
            total += math.log((reliability * own + (1.0 - reliability) * common) / common)
        return total / len(self.lacks)


def _compared(question: Reading) -> list[str]:
    return sorted(dict.fromkeys(question.words[:MAX_WORDS]))


def _may_change_answer(found: frozenset[Differs], patterns: Sequence[Reading]) -> bool:
    """Whether there is a difference of a kind that the answer's own phrasings do not have among each other."""
    return bool(found) and not found <= variety(patterns)


def is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def invalid_look(detail: str) -> Invalid:
    return Invalid("calibration_invalid", detail)
