"""The product's own decision for each message of a set: the score of the second look, and the path of the decision
table."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple
from uuid import UUID

import numpy as np

from orchestrator.cli.evaluation.measuring import Array
from orchestrator.cli.evaluation.sets import ANSWERED_AT, Searched
from orchestrator.domain.accounts.access import Tier
from orchestrator.domain.accounts.agents import Agent, Asker
from orchestrator.domain.matching.hits import CanonicalHit
from orchestrator.domain.matching.looks.calibration import Calibration
from orchestrator.domain.paths import Path
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.routing.deciding.decide import decide
from orchestrator.domain.routing.deciding.decision import Decision, RuleName
from orchestrator.domain.routing.facts import Facts
from orchestrator.domain.routing.signals import read_signals
from orchestrator.domain.trust.snapshot import TrustSnapshot

NOBODY = UUID(int=0)
POLICY = Policy(max_escalations_per_day=10_000, max_escalations_per_week=10_000, allowed_user_tiers=frozenset(Tier))
"""The defaults with every gate open, so that no limit hides how many messages go to the human."""
EMPTY = Facts("", "", Agent(NOBODY, NOBODY, "agent", "Agent", "The creator"), Asker(NOBODY), ANSWERED_AT)
NEVER = 1.0
"""A threshold that no match reaches; it shows the path of a message that is not served."""


class Flags(NamedTuple):
    """What `needed_match` reads of a hit besides its score and verdicts, as `CanonicalHit` has it."""

    is_edited: bool = False
    is_unmistakable: bool = False
    is_sibling: bool = False
    is_uncalibrated: bool = False

    @staticmethod
    def of(hit: CanonicalHit | None) -> "Flags":
        return Flags(*(getattr(hit, name) for name in Flags._fields)) if hit else Flags()


@dataclass(frozen=True, slots=True)
class Routed:
    """One routed set; one entry for each message, in the order of arrival."""

    score: Array
    """The second look's probability for its best candidate, in [0, 1]."""
    right: Array
    """1.0 if that candidate is right, else 0.0."""
    answer: Array
    """Number of that candidate's answer."""
    flags: tuple[Flags, ...]
    """How the message differs from that candidate's phrasings."""
    asked: Array
    """1.0 where the asker is asked about stored answers if the message is not served, and the right one is among them; -1.0
    where it is not; 0.0 where nothing is asked."""
    contradicted: Array
    """Whether the message is a phrasing in the bank word for word, but its label names another answer."""
    cosine: Array
    """Cosine to the nearest phrasing."""
    cosine_right: Array
    """1.0 if the answer of the nearest phrasing is right, else 0.0."""
    nearest: Array
    """Number of the answer of the nearest phrasing."""
    test: Array
    """True for the split `test`."""
    servable: Array
    """Whether the decision table may serve a match; false for small talk, or if the message asks for a person."""
    otherwise: tuple[Path, ...]
    """The path if the message is not served."""
    accept: tuple[frozenset[str], ...]
    """The letters of the right paths."""

    def __len__(self) -> int:
        return len(self.score)

    def paths_accepted(self, served: Array) -> float:
        """Share of messages on a right path, if the messages marked in `served` are served."""
        return float(np.mean([("C" if is_served else path.value) in accept for is_served, path, accept in
                              zip(served, self.otherwise, self.accept, strict=True)]))  # fmt: skip

    def human_load(self, served: Array) -> float:
        """Share of messages that go to the human, if the messages marked in `served` are served."""
        to_human = [path is Path.offer_escalation for path in self.otherwise]
        return float(np.mean([not is_served and human for is_served, human in zip(served, to_human, strict=True)]))


def route_all(searched: Sequence[Searched], calibration: Calibration) -> Routed:
    """Routes each message with `read_signals` and `decide`. There are no documents, so path A is small talk only."""
    rows = [_route(item, calibration) for item in searched]
    return Routed(
        score=np.array([row[0] for row in rows]),
        right=np.array([row[1] for row in rows], float),
        answer=np.array([row[4] for row in rows]),
        flags=tuple(Flags.of(row[5]) for row in rows),
        asked=np.array([row[6] for row in rows]),
        contradicted=np.array([_is_contradicted(item) for item in searched]),
        cosine=np.array([item.hits[0].cosine for item in searched]),
        cosine_right=np.array([item.hits[0].id in item.right for item in searched], float),
        nearest=np.array([item.hits[0].id.int for item in searched]),
        test=np.array([item.message.is_test for item in searched]),
        servable=np.array([row[2] for row in rows]),
        otherwise=tuple(row[3] for row in rows),
        accept=tuple(item.message.accept for item in searched),
    )


def _is_contradicted(searched: Searched) -> bool:
    nearest = searched.hits[0]
    same = searched.message.text.casefold().split() == nearest.question_pattern.casefold().split()
    return same and nearest.id not in searched.right


def _route(searched: Searched, calibration: Calibration) -> tuple[float, bool, bool, Path, int, CanonicalHit | None, float]:
    """(score, whether its candidate is right, whether it may be served, path otherwise, number of the answer, the candidate, what
    is asked)."""
    facts = replace(EMPTY, text=searched.message.text, question=searched.message.text, canonical=searched.hits, bank=searched.bank)
    signals = read_signals(facts, calibration)
    best = signals.best_answer
    # With a proof, because closely edited questions are served only with one.
    served = decide(replace(signals, canonical_similarity=1.0), POLICY, replace(facts, trust=TrustSnapshot(proven=0.0)))
    otherwise = decide(replace(signals, canonical_similarity=0.0), replace(POLICY, canonical_match_threshold=NEVER), facts)
    asks = signals.close if isinstance(otherwise, Decision) and otherwise.rule is RuleName.close_question else ()
    asked = 0.0 if not asks else 1.0 if any(hit.id in searched.right for hit in asks) else -1.0
    assert isinstance(served, Decision)  # without passages no draft is needed
    assert isinstance(otherwise, Decision)
    is_right, answer = (best.id in searched.right, best.id.int) if best else (False, -1)
    return signals.canonical_similarity, is_right, served.path is Path.serve_canonical, otherwise.path, answer, best, asked
