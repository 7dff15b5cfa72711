"""The product's own decision for every message of a set: what its second look scores, and where its table sends it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

import numpy as np

from orchestrator.cli.evaluation.measuring import Array
from orchestrator.cli.evaluation.sets import ANSWERED_AT, Searched
from orchestrator.domain.accounts.access import Tier
from orchestrator.domain.accounts.agents import Agent, Asker
from orchestrator.domain.matching.calibration import Calibration
from orchestrator.domain.paths import Path
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.routing.decide import Decision, decide
from orchestrator.domain.routing.facts import Facts
from orchestrator.domain.routing.signals import read_signals
from orchestrator.domain.trust.snapshot import TrustSnapshot

NOBODY = UUID(int=0)
POLICY = Policy(max_escalations_per_day=10_000, max_escalations_per_week=10_000, allowed_user_tiers=frozenset(Tier))
"""The defaults with every gate open: what goes to the human is measured, so nothing may cap it."""
EMPTY = Facts("", "", Agent(NOBODY, NOBODY, "agent", "Agent", "The creator"), Asker(NOBODY), ANSWERED_AT)
NEVER = 1.0
"""A threshold of the policy that nothing reaches: where the message goes when it is not served."""


@dataclass(frozen=True, slots=True)
class Routed:
    """One set routed: an entry a message, in the order of arrival."""

    score: Array
    """The second look's probability for its best candidate, in [0, 1]."""
    right: Array
    """1.0 where that candidate is right."""
    answer: Array
    """Which answer that candidate is."""
    cosine: Array
    """To the nearest phrasing."""
    cosine_right: Array
    nearest: Array
    """Which phrasing of the bank that is, as the place of its answer."""
    test: Array
    """True for the split `test`."""
    servable: Array
    """Whether the table lets a match be served: false for small talk, or where a person is asked for."""
    otherwise: tuple[Path, ...]
    """Where it goes when it is not served."""
    accept: tuple[frozenset[str], ...]
    """The letters of its right paths."""

    def __len__(self) -> int:
        return len(self.score)

    def paths_accepted(self, served: Array) -> float:
        """Share of messages whose path is a right one, where those are served."""
        return float(np.mean([("C" if is_served else path.value) in accept for is_served, path, accept in
                              zip(served, self.otherwise, self.accept, strict=True)]))  # fmt: skip

    def human_load(self, served: Array) -> float:
        """Share of messages that go to the human, where those are served."""
        to_human = [path is Path.offer_escalation for path in self.otherwise]
        return float(np.mean([not is_served and human for is_served, human in zip(served, to_human, strict=True)]))


def route_all(searched: Sequence[Searched], calibration: Calibration) -> Routed:
    """Every message by `read_signals` and `decide`; no documents, so path A is small talk only."""
    rows = [_route(one, calibration) for one in searched]
    return Routed(
        score=np.array([row[0] for row in rows]),
        right=np.array([row[1] for row in rows], float),
        answer=np.array([row[4] for row in rows]),
        cosine=np.array([one.hits[0].cosine for one in searched]),
        cosine_right=np.array([one.hits[0].id in one.right for one in searched], float),
        nearest=np.array([one.hits[0].id.int for one in searched]),
        test=np.array([one.message.is_test for one in searched]),
        servable=np.array([row[2] for row in rows]),
        otherwise=tuple(row[3] for row in rows),
        accept=tuple(one.message.accept for one in searched),
    )


def _route(one: Searched, calibration: Calibration) -> tuple[float, bool, bool, Path, int]:
    facts = replace(EMPTY, text=one.message.text, question=one.message.text, canonical=one.hits, bank=one.bank)
    signals = read_signals(facts, calibration)
    best = signals.best_answer
    # With the proof, as edited phrasings wait for it.
    served = decide(replace(signals, canonical_similarity=1.0), POLICY, replace(facts, trust=TrustSnapshot(proven=0.0)))
    otherwise = decide(replace(signals, canonical_similarity=0.0), replace(POLICY, canonical_match_threshold=NEVER), facts)
    assert isinstance(served, Decision)  # without passages no draft is needed
    assert isinstance(otherwise, Decision)
    is_right, answer = (best.id in one.right, best.id.int) if best else (False, -1)
    return signals.canonical_similarity, is_right, served.path is Path.serve_canonical, otherwise.path, answer
