"""A third look at the likely answers, by a larger embedding model, where the second one is neither sure of yes nor of no.

All of it is about English, which that model reads.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, fields, replace
from uuid import UUID

from orchestrator.domain.matching.looks.second_look import (
    SHARPNESS,
    SMALLEST,
    MatchFeatures,
    ScoredAnswer,
    as_probability,
    cohesion,
    invalid_look,
    is_number,
    read_pooled,
)
from orchestrator.domain.trust.proofs import PooledRisk

GREY_FROM, GREY_TO = 0.2, 0.95
"""Probabilities of the second look between which the larger model is asked. On sets left out of the fit nothing was lost by
asking it about these 58 % of the messages alone."""
UNDECIDED = 0.49
"""Highest probability of an answer that the larger model should have judged and could not: it may be asked about, and counts for
no proof, as every threshold of a proof is higher."""
PRIOR_COHESION = 0.6
"""Mean cosine among the phrasings of one answer that is assumed before there are pairs of phrasings to measure."""


@dataclass(frozen=True, slots=True)
class LargeMatch:
    """One stored answer by the larger model: its phrasings, the question pattern included, against the message."""

    id: UUID
    nearest: float
    """Cosine of the nearest phrasing, in [-1, 1]."""
    mean: float
    """Mean cosine of all phrasings, in [-1, 1]."""
    spread: float
    """Squared length of the phrasings' mean vector, in [0, 1]."""
    phrasings: int
    """Number of phrasings, >= 1."""


@dataclass(frozen=True, slots=True)
class LargeFeatures:
    """Match features by the larger model. The names are keys of the stored weights."""

    closeness: float = 0.0
    """-log(1 - cosine of the nearest phrasing), in [-0.7, 3.9]."""
    lead: float = 0.0
    """Log of the answer's softmax share of the answers found, in [-3.9, 0]."""
    belonging: float = 0.0
    """Mean cosine to the answer's phrasings minus the mean cosine among these, in [-2, 2]."""


LARGE_FEATURES = tuple(field.name for field in fields(LargeFeatures))


@dataclass(frozen=True, slots=True)
class LargeLook:
    """A logistic regression over the features of both models. Raises Invalid `calibration_invalid` where a figure is not finite."""

    embedder: str
    """EmbedderIdentity.name of the larger model."""
    intercept: float
    weights: MatchFeatures
    """Log-odds per unit of each feature by the first model."""
    large: LargeFeatures
    """The same by the larger one."""
    pooled: tuple[PooledRisk, ...]
    """As `SecondLook.pooled`, of this look."""
    provenance: str
    """For people: the data it was fitted on, the date and the command."""

    def __post_init__(self) -> None:
        if not all(map(math.isfinite, (self.intercept, *astuple(self.weights), *astuple(self.large)))):
            raise invalid_look("A large look's coefficients must be finite.")
        if not self.pooled:
            raise invalid_look("A large look needs at least one pooled threshold.")

    def look_again(self, scored: Sequence[ScoredAnswer], matches: Sequence[LargeMatch]) -> list[ScoredAnswer]:
        """The answers with the probability that both models give them, the most probable first.

        Those outside the grey zone, and what is unmistakable, stay as they are; of the others one without a match is at most
        UNDECIDED.
        """
        if not is_grey(scored):
            return list(scored)
        features = read_large_features(matches)
        again = [replace(answer, probability=self._probability(answer, features.get(answer.hit.id))) for answer in scored]
        return sorted(again, key=lambda answer: -answer.probability)

    def _probability(self, answer: ScoredAnswer, large: LargeFeatures | None) -> float:
        if answer.hit.is_unmistakable:
            return answer.probability
        return min(answer.probability, UNDECIDED) if large is None else self.probability(answer.features, large)

    def probability(self, features: MatchFeatures, large: LargeFeatures) -> float:
        """That the answer with these features is right, in [0, 1]."""
        pairs = (*zip(astuple(self.weights), astuple(features), strict=True), *zip(astuple(self.large), astuple(large), strict=True))
        log_odds = self.intercept + sum(weight * value for weight, value in pairs)
        return as_probability(log_odds)

    @staticmethod
    def from_mapping(mapping: Mapping[str, object]) -> "LargeLook":
        """The reverse of `to_mapping`. Raises Invalid `calibration_invalid`."""
        intercept, weights, large, pooled = (mapping.get(name) for name in ("intercept", "weights", "large", "pooled"))
        if not is_number(intercept):
            raise invalid_look("A large look needs an 'intercept'.")
        assert isinstance(intercept, int | float)  # is_number looked
        return LargeLook(
            embedder=str(mapping.get("embedder", "")),
            intercept=float(intercept),
            weights=MatchFeatures(**_read_numbers(weights, "weights", tuple(field.name for field in fields(MatchFeatures)))),
            large=LargeFeatures(**_read_numbers(large, "large", LARGE_FEATURES)),
            pooled=read_pooled(pooled, "A large look"),
            provenance=str(mapping.get("provenance", "")),
        )

    def to_mapping(self) -> dict[str, object]:
        """Values that JSON can hold."""
        return {
            "embedder": self.embedder,
            "intercept": self.intercept,
            "weights": asdict(self.weights),
            "large": asdict(self.large),
            "pooled": [list(astuple(risk)) for risk in self.pooled],
            "provenance": self.provenance,
        }


def is_grey(scored: Sequence[ScoredAnswer]) -> bool:
    """Whether the second look is neither sure of yes nor of no about its best answer, the first of `scored`."""
    return bool(scored) and GREY_FROM <= scored[0].probability < GREY_TO


def read_large_features(matches: Sequence[LargeMatch]) -> Mapping[UUID, LargeFeatures]:
    """The features of each match, compared with the others. Total."""
    highest = max((match.nearest for match in matches), default=0.0)
    weights = [math.exp(SHARPNESS * (match.nearest - highest)) for match in matches]
    return {
        match.id: LargeFeatures(
            closeness=-math.log(max(SMALLEST, 1.0 - match.nearest)),
            lead=math.log(max(SMALLEST, weight / sum(weights))),
            belonging=match.mean - cohesion(match.phrasings, match.spread, PRIOR_COHESION),
        )
        for match, weight in zip(matches, weights, strict=True)
    }


def _read_numbers(values: object, name: str, names: Sequence[str]) -> dict[str, float]:
    if not isinstance(values, Mapping) or not all(is_number(values.get(each)) for each in names) or set(values) - set(names):
        raise invalid_look(f"A large look's '{name}' must have a number for each of: {', '.join(names)}.")
    return {each: float(values[each]) for each in names}
