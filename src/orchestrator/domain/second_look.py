"""The second look at a match: how probable it is that this stored answer is right for this message, from what the search brought.

A cosine alone says too little: in a bank about one subject everything is close to everything, and the nearest answer is near also
where none fits. So the cosine is taken about the bank's own centre, and beside it stands how far the answer leads the others found,
how much the message says, and whether two texts that are otherwise alike differ in a number, a name, a negation or an opposite.
Hits that share an id are past phrasings (aliases) of one answer. Weights are fitted by `benchmarks/fit_second_look.py`.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from uuid import UUID

from orchestrator.domain.errors import Invalid
from orchestrator.domain.facts import Bank, CanonicalHit
from orchestrator.domain.language import informative_words
from orchestrator.domain.risk import Expected
from orchestrator.domain.twists import is_turned, is_twisted, read_text
from orchestrator.domain.words import lemmas, tokens

CANDIDATES = 3
"""Answers that are looked at, nearest first; a further one was never right where none of these was preferred."""
SETTLED_BANK = 10
"""Answers at which half of the bank's centre is taken off: of a handful, the centre is rather one of them than their subject."""
SHARPNESS = 12.0
"""How much a lead in cosine counts: an answer 0.1 ahead has exp(1.2), about three times, the share of the other."""
LEAST = 0.02
"""Under which a share or a distance is no longer told apart."""
WORDS_FULL = 20
INFORMATIVE_FULL = 10
STEEPEST = 60.0


@dataclass(frozen=True, slots=True)
class Look:
    """What speaks for one answer. No probability in itself; the weights make one of it."""

    closeness: float = 0.0
    """-log(1 - cosine about the bank's centre), in [-0.7, 3.9]: a step at the top of the scale counts for more."""
    cosine: float = 0.0
    """That cosine itself, in [-1, 1]."""
    lead: float = 0.0
    """Log of the answer's share of all that was found, in [-3.9, 0]; 0 where nothing else is near."""
    length: float = 0.0
    """Words of the message, in units of WORDS_FULL, at most 2."""
    informative: float = 0.0
    """Different words that carry a subject, of INFORMATIVE_FULL, at most 1."""
    missing: float = 0.0
    """Share of those that stand in none of the answer's phrasings found, in [0, 1]; a word that few of the hits have counts more."""
    turned: float = 0.0
    """1 where a few edited words turn the answer, see `is_turned`; it weighs so much that such a match is not served alone."""
    twisted: float = 0.0
    """1 where message and phrasing are alike but for a number, a name, a negation, an opposite or the question word."""


FEATURES = tuple(field.name for field in fields(Look))


@dataclass(frozen=True, slots=True)
class Judged:
    """One answer with what the second look makes of it."""

    hit: CanonicalHit
    """Its nearest phrasing."""
    probability: float
    """That it is right, in [0, 1]."""
    look: Look


@dataclass(frozen=True, slots=True)
class SecondLook:
    """A logistic regression over `Look`, for one embedding model. Raises Invalid `calibration_invalid` on what is no number."""

    version: str
    """Of the fit, so that a stored score tells what made it: labels of another version say nothing of this one."""
    intercept: float
    """Log-odds where everything is 0."""
    weights: Look
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

    def probability(self, look: Look) -> float:
        """In [0, 1]."""
        log_odds = self.intercept + sum(getattr(self.weights, name) * getattr(look, name) for name in FEATURES)
        return 1.0 / (1.0 + math.exp(-max(-STEEPEST, min(STEEPEST, log_odds))))

    def judge(self, question: str, hits: Sequence[CanonicalHit], bank: Bank) -> Judged | None:
        """The likeliest right answer among the hits (nearest first); None where there are none."""
        judged = [Judged(hit, self.probability(look), look) for hit, look in read_looks(question, hits, bank)]
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
        return SecondLook(str(mapping.get("version", "")), float(intercept), Look(**given), grid, str(mapping.get("provenance", "")))

    def to_mapping(self) -> dict[str, object]:
        """Values that JSON can hold."""
        return {
            "version": self.version,
            "intercept": self.intercept,
            "weights": asdict(self.weights),
            "pooled": [[each.threshold, each.wrong, each.strength] for each in self.pooled],
            "provenance": self.provenance,
        }


def read_looks(question: str, hits: Sequence[CanonicalHit], bank: Bank) -> list[tuple[CanonicalHit, Look]]:
    """The first CANDIDATES answers among the hits, each with its nearest phrasing and what speaks for it. Pure; any text is fine."""
    if not hits:
        return []
    centred = [centred_cosine(hit.cosine, hit.common, bank) for hit in hits]
    most = max(centred)
    worths = [math.exp(SHARPNESS * (cosine - most)) for cosine in centred]
    answers: dict[UUID, list[int]] = {}
    for place, hit in enumerate(hits):
        answers.setdefault(hit.id, []).append(place)
    wanted = tuple(dict.fromkeys(informative_words(question)))
    rarity = _rarities(wanted, hits)
    length = min(2.0, len(tokens(question)) / WORDS_FULL)
    informative = min(1.0, len(wanted) / INFORMATIVE_FULL)
    found = []
    for places in list(answers.values())[:CANDIDATES]:
        nearest = max(places, key=lambda place: centred[place])
        cosine = centred[nearest]
        look = Look(
            closeness=-math.log(max(LEAST, 1.0 - cosine)),
            cosine=cosine,
            lead=math.log(max(LEAST, sum(worths[place] for place in places) / sum(worths))),
            length=length,
            informative=informative,
            missing=_missing(wanted, rarity, [hits[place].question_pattern for place in places]),
            turned=float(is_turned(question, hits[nearest].question_pattern)),
            twisted=float(is_twisted(question, hits[nearest].question_pattern)),
        )
        found.append((hits[nearest], look))
    return found


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


def _rarities(wanted: Sequence[str], hits: Sequence[CanonicalHit]) -> dict[str, float]:
    """By in how many of the hits a word stands: what all of them speak of sets none apart."""
    texts = [read_text(hit.question_pattern).forms for hit in hits]
    return {word: math.log((len(texts) + 1) / (sum(not lemmas(word).isdisjoint(text) for text in texts) + 0.5)) + 0.3 for word in wanted}


def _missing(wanted: Sequence[str], rarity: Mapping[str, float], phrasings: Sequence[str]) -> float:
    if not wanted:
        return 0.5
    said = frozenset().union(*(read_text(phrasing).forms for phrasing in phrasings))
    return sum(rarity[word] for word in wanted if lemmas(word).isdisjoint(said)) / sum(rarity.values())


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _invalid(detail: str) -> Invalid:
    return Invalid("calibration_invalid", detail)
