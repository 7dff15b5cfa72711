"""The second look at a match: how probable it is that this stored answer is right for this message, from what the search brought.

A cosine alone says too little: in a bank about one subject everything is close to everything, and the nearest answer is near also
where none fits. So the cosine is taken about the bank's own centre, and beside it stands how far the answer leads the others found,
whether the message is as near to all of the answer's phrasings as they are to each other, whether it is said in their words, asks for
the same kind of thing, and whether two texts that are otherwise alike differ in a number, a name, a negation or an opposite. Hits that share an id are past phrasings (aliases) of one answer. Weights are fitted by `benchmarks/fit_second_look.py`.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from uuid import UUID

from orchestrator.domain.errors import Invalid
from orchestrator.domain.matching.differences import Differs, close_differences, nearest_edits, variety
from orchestrator.domain.matching.frames import agreement, read_question_type, tells_of_failure
from orchestrator.domain.matching.hits import AnswerCentroid, Bank, CanonicalHit
from orchestrator.domain.message.inflections import lemmas
from orchestrator.domain.message.reading import Reading, read_text
from orchestrator.domain.trust.proofs import Expected

CANDIDATES = 3
"""Answers that are looked at, nearest first; a further one was never right where none of these was preferred."""
SETTLED_BANK = 10
"""Answers at which half of the bank's centre is taken off: of a handful, the centre is rather one of them than their subject."""
SHARPNESS = 12.0
"""How much a lead in cosine counts: an answer 0.1 ahead has exp(1.2), about three times, the share of the other."""
LEAST = 0.02
"""Under which a share or a distance is no longer told apart."""
WORDS_FULL = 20
OWN = 0.5
"""Mean cosine among the phrasings of one answer, where it has too few to tell."""
STEEPEST = 60.0


@dataclass(frozen=True, slots=True)
class MatchFeatures:
    """What speaks for one answer. No probability in itself; the weights make one of it."""

    closeness: float = 0.0
    """-log(1 - cosine about the bank's centre), in [-0.7, 3.9]: a step at the top of the scale counts for more."""
    lead: float = 0.0
    """Log of the answer's share of all that was found, in [-3.9, 0]; 0 where nothing else is near."""
    belonging: float = 0.0
    """Mean cosine to all of the answer's phrasings less their own mean cosine among each other: as one of them where 0 or more."""
    wording: float = 0.0
    """Mean over the message's words of log(how often the answer's phrasings say it / how often all that was found does)."""
    phrasings: float = 0.0
    """Log of how many phrasings the answer has, >= 0."""
    length: float = 0.0
    """Words of the message, in units of WORDS_FULL, at most 2."""
    frame: float = 0.0
    """Share of its phrasings, the nearer ones for more, that ask for the same kind of thing, in [0, 1]; see `frames`."""
    failure: float = 0.0
    """1 where some phrasing tells of a failure as the message does, or tells of none as it does; else 0."""
    turned: float = 0.0
    """1 where a few edited words turn the answer, see `close_differences.turns`, in a way in which its own phrasings do not differ."""
    twisted: float = 0.0
    """1 where message and phrasing are alike but for such a thing or the question word, again beyond what its phrasings differ in."""


FEATURES = tuple(field.name for field in fields(MatchFeatures))


@dataclass(frozen=True, slots=True)
class ScoredAnswer:
    """One answer with what the second look makes of it."""

    hit: CanonicalHit
    """Its nearest phrasing."""
    probability: float
    """That it is right, in [0, 1]."""
    look: MatchFeatures


@dataclass(frozen=True, slots=True)
class SecondLook:
    """A logistic regression over `MatchFeatures`, for one embedding model. Raises Invalid `calibration_invalid` on what is no number."""

    version: str
    """Of the fit, so that a stored score tells what made it: labels of another version say nothing of this one."""
    intercept: float
    """Log-odds where everything is 0."""
    weights: MatchFeatures
    """Log-odds a unit of each."""
    pooled: tuple[Expected, ...]
    """What other creators' labels say of each threshold, strictest first; the grid the risk controller works on."""
    provenance: str

    def __post_init__(self) -> None:
        if not all(math.isfinite(number) for number in (self.intercept, *asdict(self.weights).values())):
            raise _invalid("A second look's coefficients must be finite.")
        thresholds = [each.threshold for each in self.pooled]
        if not thresholds or thresholds != sorted(set(thresholds), reverse=True):
            raise _invalid("A second look's pooled thresholds must be there, strictly falling.")

    def probability(self, look: MatchFeatures) -> float:
        """In [0, 1]."""
        log_odds = self.intercept + sum(getattr(self.weights, name) * getattr(look, name) for name in FEATURES)
        return 1.0 / (1.0 + math.exp(-max(-STEEPEST, min(STEEPEST, log_odds))))

    def best_match(self, question: Reading, hits: Sequence[CanonicalHit], bank: Bank) -> ScoredAnswer | None:
        """The likeliest right answer among the hits (nearest first); None where there are none."""
        judged = [ScoredAnswer(hit, self.probability(look), look) for hit, look in read_features(question, hits, bank)]
        return max(judged, key=lambda each: each.probability, default=None)

    @staticmethod
    def from_mapping(mapping: Mapping[str, object]) -> "SecondLook":
        """The reverse of `to_mapping`. Raises Invalid `calibration_invalid`."""
        weights, intercept, pooled = mapping.get("weights"), mapping.get("intercept"), mapping.get("pooled")
        if not isinstance(weights, Mapping) or not all(_is_number(value) for value in (intercept, *weights.values())):
            raise _invalid("A second look needs an 'intercept' and a mapping of 'weights', all numbers.")
        unknown = sorted(set(weights) - set(FEATURES))
        if unknown:
            raise _invalid(f"A second look's 'weights' name unknown features: {', '.join(unknown)}.")
        if not isinstance(pooled, list) or not all(isinstance(row, list) and len(row) == 3 and all(map(_is_number, row)) for row in pooled):
            raise _invalid("A second look's 'pooled' must be a list of [threshold, wrong, strength].")
        assert isinstance(intercept, int | float)  # checked above
        given = {name: float(value) for name, value in weights.items()}
        grid = tuple(Expected(*map(float, row)) for row in pooled)
        return SecondLook(
            str(mapping.get("version", "")), float(intercept), MatchFeatures(**given), grid, str(mapping.get("provenance", ""))
        )

    def to_mapping(self) -> dict[str, object]:
        """Values that JSON can hold."""
        return {
            "version": self.version,
            "intercept": self.intercept,
            "weights": asdict(self.weights),
            "pooled": [[each.threshold, each.wrong, each.strength] for each in self.pooled],
            "provenance": self.provenance,
        }


def read_features(question: Reading, hits: Sequence[CanonicalHit], bank: Bank) -> list[tuple[CanonicalHit, MatchFeatures]]:
    """The first CANDIDATES answers among the hits, each with its nearest phrasing and what speaks for it. Pure; any text is fine."""
    if not hits:
        return []
    centred = [centred_cosine(hit.cosine, hit.common, bank) for hit in hits]
    most = max(centred)
    worths = [math.exp(SHARPNESS * (cosine - most)) for cosine in centred]
    answers: dict[UUID, list[int]] = {}
    for place, hit in enumerate(hits):
        answers.setdefault(hit.id, []).append(place)
    said = _Said.read(question, hits)
    length = min(2.0, len(question.tokens) / WORDS_FULL)
    frame, failed = read_question_type(question), tells_of_failure(question)
    found = []
    for places in list(answers.values())[:CANDIDATES]:
        nearest = hits[max(places, key=lambda place: centred[place])]
        patterns = [read_text(hits[place].question_pattern) for place in places]
        worth = sum(worths[place] for place in places)
        turned = nearest_edits(question, patterns)
        centroid = nearest.centroid or AnswerCentroid(1, nearest.cosine, nearest.common, 1.0)
        look = MatchFeatures(
            closeness=-math.log(max(LEAST, 1.0 - max(centred[place] for place in places))),
            lead=math.log(max(LEAST, worth / sum(worths))),
            belonging=belonging(centroid, bank),
            wording=said.wording(places),
            phrasings=math.log(max(1, centroid.phrasings)),
            length=length,
            frame=sum(
                worths[place] * agreement(frame, read_question_type(pattern)) for place, pattern in zip(places, patterns, strict=True)
            ) / worth,
            failure=float(any(tells_of_failure(pattern) == failed for pattern in patterns)),
            turned=float(_changes(turned, patterns)),
            twisted=float(_changes(close_differences(question, read_text(nearest.question_pattern)), patterns)),
        )  # fmt: skip
        found.append((replace(nearest, is_edited=bool(turned)), look))
    return found


def belonging(centroid: AnswerCentroid, bank: Bank) -> float:
    """How well a message fits among all phrasings of an answer, in [-2, 1.5]: 0 where it is as near to them as they are to each other.

    Cosines are about the bank's centre. Of few phrasings their own nearness is uncertain and drawn to OWN, as if by one more pair.
    """
    share = bank.answers / (bank.answers + SETTLED_BANK)
    asked, common, spread = share * bank.common, share * centroid.common, share * share * bank.spread
    lengths = 1.0 - 2.0 * common + spread
    """Mean squared length of the phrasings about the centre."""
    if lengths <= 1e-9 or 1.0 - 2.0 * asked + spread <= 1e-9:
        return 0.0
    near = (centroid.cosine - asked - common + spread) / math.sqrt((1.0 - 2.0 * asked + spread) * lengths)
    pairs = centroid.phrasings * (centroid.phrasings - 1) / 2
    own = OWN
    if pairs:
        together = (centroid.spread - 2.0 * common + spread) / lengths
        own = ((centroid.phrasings * together - 1.0) / (centroid.phrasings - 1) * pairs + OWN) / (pairs + 1.0)
    return max(-2.0, min(1.5, near - own))


def centred_cosine(cosine: float, common: float, bank: Bank) -> float:
    """The cosine of two vectors of unit length about the bank's centre, in [-1, 1].

    (q - c)(a - c) / |q - c| |a - c| with c the bank's mean vector, taken for less than it is where there are few answers.
    """
    share = bank.answers / (bank.answers + SETTLED_BANK)
    asked, common, spread = share * bank.common, share * common, share * share * bank.spread
    lengths = (1.0 - 2.0 * asked + spread) * (1.0 - 2.0 * common + spread)
    if lengths <= 1e-9:
        return max(-1.0, min(1.0, cosine))
    return max(-1.0, min(1.0, (cosine - asked - common + spread) / math.sqrt(lengths)))


@dataclass(frozen=True, slots=True)
class _Said:
    """Which of the message's words stand in which of the hits."""

    lacks: tuple[tuple[tuple[bool, ...], float], ...]
    """A row a word: of each hit whether the word is not in it, and the share of hits that hold it, drawn to a half."""

    @staticmethod
    def read(question: Reading, hits: Sequence[CanonicalHit]) -> "_Said":
        texts = [read_text(hit.question_pattern).forms for hit in hits]
        rows = [tuple(map(lemmas(word).isdisjoint, texts)) for word in sorted(question.vocabulary)]
        return _Said(tuple((row, (len(row) - sum(row) + 0.5) / (len(row) + 1.0)) for row in rows))

    def wording(self, places: Sequence[int]) -> float:
        """Over all words of the message, function words too: a phrasing that asks for another thing of the same subject lacks those."""
        if not self.lacks:
            return 0.0
        trusted = len(places) / (len(places) + 1.0)
        total = 0.0
        for lacked, common in self.lacks:
            own = 1.0 - sum([lacked[place] for place in places]) / len(places)
            total += math.log((trusted * own + (1.0 - trusted) * common) / common)
        return total / len(self.lacks)


def _changes(found: frozenset[Differs], patterns: Sequence[Reading]) -> bool:
    """Whether what differs is more than what the answer's own phrasings differ in."""
    return bool(found) and not found <= variety(patterns)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _invalid(detail: str) -> Invalid:
    return Invalid("calibration_invalid", detail)
