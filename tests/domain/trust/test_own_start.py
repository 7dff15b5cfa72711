"""Testing that begins at the creator's own scores: what is chosen, when, what it proves, and that it proves nothing false."""

import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestrator.domain.trust.own_start import NOT_YET, OWN_MESSAGES, OwnStart, choose_own_start, own_place
from orchestrator.domain.trust.proofs import Label, PooledRisk, Target, prove
from orchestrator.domain.trust.state import read_trust_state

TARGET = Target()
GRID = tuple(
    PooledRisk(threshold, wrong, 20.0)
    for threshold, wrong in ((0.98, 0.004), (0.95, 0.01), (0.9, 0.02), (0.8, 0.04), (0.7, 0.07), (0.6, 0.1), (0.4, 0.2))
)
THRESHOLDS = [risk.threshold for risk in GRID]
OTHERS = (0.98, 0.95)
"""Where other creators' risks let testing begin."""


def right(number: int, score: float) -> list[Label]:
    return [Label(score, is_wrong=False)] * number


def test_the_start_is_the_score_that_a_tenth_of_the_matches_reach() -> None:
    scores = [number / 200 for number in range(200)]
    random.Random(1).shuffle(scores)
    own = choose_own_start(scores, labels=7)
    assert own == OwnStart(0.895, 7)
    assert own_place(own, THRESHOLDS) == THRESHOLDS.index(0.8)


def test_nothing_is_chosen_from_too_few_matches() -> None:
    assert choose_own_start([0.9] * (OWN_MESSAGES - 1), 0) == NOT_YET
    assert own_place(NOT_YET, THRESHOLDS) is None
    assert own_place(None, THRESHOLDS) is None


def test_scores_below_every_threshold_begin_at_the_loosest() -> None:
    assert own_place(OwnStart(0.1), THRESHOLDS) == len(GRID) - 1


def test_a_creator_whose_scores_are_low_proves_at_their_own_start_what_others_starts_never_do() -> None:
    labels = right(150, 0.75)
    assert not any(proof.is_proven for proof in prove(labels, TARGET, GRID, OTHERS))
    proven = prove(labels, TARGET, GRID, OTHERS, OwnStart(0.72))
    assert [proof.threshold for proof in proven if proof.is_proven] == [0.7, 0.6, 0.4]


def test_labels_from_before_the_choice_do_not_count_for_it() -> None:
    labels = right(150, 0.75)
    assert not any(proof.is_proven for proof in prove(labels, TARGET, GRID, OTHERS, OwnStart(0.72, labels=150)))
    # They do count for a threshold that other creators' risks chose.
    before = prove(right(150, 0.99), TARGET, GRID, OTHERS, OwnStart(0.72, labels=150))
    assert [proof.threshold for proof in before if proof.is_proven][:2] == [0.98, 0.95]


def test_until_it_is_chosen_its_half_of_alpha_waits() -> None:
    best = right(1, 0.99)
    alone, waiting = (read_trust_state(best, TARGET, GRID, own).missing for own in (None, NOT_YET))
    assert alone < waiting < 1.4 * alone


@settings(max_examples=40)
@given(st.integers(0, 60), st.integers(0, 3), st.integers(0, 60))
def test_the_missing_number_of_labels_is_the_number_that_proves(good: int, bad: int, before: int) -> None:
    labels = [*right(good, 0.99), *[Label(0.99, is_wrong=True)] * bad]
    own = OwnStart(0.96, min(before, len(labels)))
    missing = read_trust_state(labels, TARGET, GRID, own).missing
    if missing:
        assert not read_trust_state([*labels, *right(missing - 1, 0.99)], TARGET, GRID, own).is_proven
        assert read_trust_state([*labels, *right(missing, 0.99)], TARGET, GRID, own).is_proven


def test_cards_reach_down_to_the_own_start_until_it_looks_hopeless() -> None:
    own = OwnStart(0.62)
    assert read_trust_state([], TARGET, GRID, own).floor == 0.6
    assert read_trust_state([Label(0.65, is_wrong=True)], TARGET, GRID, own).floor == 0.6
    assert read_trust_state([Label(0.65, is_wrong=True)] * 6, TARGET, GRID, own).floor > 0.6


def test_a_voided_proof_keeps_the_start_and_counts_only_labels_after_it() -> None:
    served = [Label(0.75, is_wrong, is_served=True) for is_wrong in [False] * 60 + [True] * 8]
    state = read_trust_state([*served, *right(300, 0.75)], TARGET, GRID, OwnStart(0.72, labels=30))
    assert (state.voided, state.threshold) == (1, 0.4)


Shape = Callable[[float], float]
"""From a score to the chance that the match is wrong."""
OVER = 0.0505
"""Just above the target."""
SHAPES: dict[str, Shape] = {
    # Scores are even in [0, 1]. Every threshold is just above the target:
    "flat": lambda score: OVER,
    "worst at the top": lambda score: OVER + 0.1 * max(0.0, score - 0.9),
    # Right down to 0.95, so that all of alpha reaches 0.9, where the risk is just above the target:
    "cliff": lambda score: 0.0 if score >= 0.95 else 2 * OVER if score >= 0.9 else OVER,
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_risk_just_above_the_target_is_seldom_proven(shape: str) -> None:
    runs = 60
    false_proofs = sum(_proves_what_is_not(SHAPES[shape], seed, seldom_proven=0.95 if shape == "cliff" else 2.0) for seed in range(runs))
    # 5 % of the runs, plus three standard deviations.
    assert false_proofs <= runs * 0.05 + 3 * (runs * 0.05 * 0.95) ** 0.5


def _proves_what_is_not(shape: Shape, seed: int, seldom_proven: float) -> bool:
    """Whether a threshold under `seldom_proven` is ever proven, with cards from the floor up, renewed after 20 labels."""
    chance = random.Random(seed)
    labels: list[Label] = []
    own = NOT_YET
    for batch in range(15):
        state = read_trust_state(labels, TARGET, GRID, own)
        if any(proof.is_proven and proof.threshold < seldom_proven for proof in state.proofs):
            return True
        scores = [state.floor + (1 - state.floor) * chance.random() for _ in range(20)]
        labels += [Label(score, chance.random() < shape(score), state.floor) for score in scores]
        if batch == 0:
            own = choose_own_start([chance.random() for _ in range(OWN_MESSAGES)], len(labels))
    return False
