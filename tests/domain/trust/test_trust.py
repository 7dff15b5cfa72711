"""Trust state from labels: which scores are served, confirmed first or left, in both trust modes; the text of the
figure.
"""

import math
import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestrator.domain.trust.proofs import Label, PooledRisk, Target
from orchestrator.domain.trust.scores import OFFSET_SPREAD, card_chance, effective_score, needed_score, read_offset
from orchestrator.domain.trust.state import START_RISK, read_trust_state, render_trust_state, starts

GRID = tuple(
    PooledRisk(threshold, wrong, 20.0)
    for threshold, wrong in ((0.98, 0.004), (0.95, 0.01), (0.9, 0.02), (0.8, 0.04), (0.6, 0.1), (0.4, 0.2))
)
TARGET = Target()
RIGHT, WRONG = Label(0.97, is_wrong=False), Label(0.97, is_wrong=True)
labels = st.lists(
    st.builds(Label, st.floats(0, 1), st.booleans(), st.sampled_from((0.0, 0.6, 0.9)), st.booleans(), st.booleans()), max_size=120
)


def audits(*verdicts: Label) -> list[Label]:
    return [replace(label, is_served=True) for label in verdicts]


def test_a_new_agent_has_proven_nothing_and_draws_cards_for_the_best_matches() -> None:
    state = read_trust_state([], TARGET, GRID)
    assert state.threshold is None
    assert state.floor == 0.8
    assert (state.is_proven, state.at_most, state.audited) == (False, None, 0)


def test_the_missing_number_of_labels_is_the_number_that_proves() -> None:
    missing, best = read_trust_state([], TARGET, GRID).missing, replace(RIGHT, score=0.99)
    assert not read_trust_state([best] * (missing - 1), TARGET, GRID).is_proven
    assert read_trust_state([best] * (missing - 1), TARGET, GRID).missing == 1
    proven = read_trust_state([best] * missing, TARGET, GRID)
    assert (proven.is_proven, proven.missing) == (True, 0)
    assert proven.threshold is not None
    assert proven.threshold <= 0.99


def test_after_the_proof_a_looser_threshold_is_tried() -> None:
    proven = read_trust_state([replace(RIGHT, floor=0.9)] * 120, TARGET, GRID)
    assert proven.threshold == 0.9
    assert proven.floor < proven.threshold


def test_audits_of_served_answers_give_the_figure() -> None:
    state = read_trust_state([RIGHT] * 120 + audits(*[RIGHT] * 97), TARGET, GRID)
    assert state.audited == 97
    assert state.at_most is not None
    assert render_trust_state(state, Target()) == "at most 3.8 % wrong (95 %, 97 audited)"


def test_complaints_prove_nothing_either_way() -> None:
    complaints = [replace(WRONG, is_random=False)] * 50
    assert read_trust_state(complaints, TARGET, GRID) == read_trust_state([], TARGET, GRID)


def test_wrong_labels_prove_nothing() -> None:
    state = read_trust_state([RIGHT, WRONG] * 100, TARGET, GRID)
    assert state.threshold is None
    assert state.floor == 0.98


def test_drift_voids_the_bound() -> None:
    history = [RIGHT] * 120 + audits(*[RIGHT] * 60)
    before = read_trust_state(history, TARGET, GRID)
    assert before.is_proven
    after = read_trust_state([*history, *audits(*[WRONG] * 5)], TARGET, GRID)
    assert (after.voided, after.is_proven, after.audited) == (1, False, 0)
    assert "answers went wrong" in render_trust_state(after, Target())
    proven_again = read_trust_state([*history, *audits(*[WRONG] * 5), *[RIGHT] * 120], TARGET, GRID)
    assert proven_again.is_proven


def test_a_wrong_share_at_the_target_is_seldom_proven() -> None:
    false_proofs = 0
    for seed in range(60):
        chance = random.Random(seed)
        drawn = [Label(0.99, chance.random() < 0.05) for _ in range(240)]
        false_proofs += any(read_trust_state(drawn[:end], TARGET, GRID).is_proven for end in range(0, 241, 20))
    assert false_proofs <= 3 + 4 * (60 * 0.05 * 0.95) ** 0.5


@given(labels)
def test_every_trust_state_is_consistent(history: list[Label]) -> None:
    state = read_trust_state(history, TARGET, GRID)
    assert 0 <= state.floor <= (1 if state.threshold is None else state.threshold)
    assert (state.missing == 0) == state.is_proven
    assert (state.at_most is None) == (state.audited == 0)
    assert render_trust_state(state, TARGET)


def test_testing_starts_stricter_than_the_pooled_threshold_of_the_target() -> None:
    assert starts(Target(0.05), GRID) == (0.95, 0.98)
    assert starts(Target(0.2), GRID) == (0.8, 0.98)
    assert starts(Target(0.001), GRID) == (0.98,)


def test_a_pooled_risk_of_exactly_the_share_counts() -> None:
    grid = (
        PooledRisk(0.8, START_RISK * 0.05 * 1.01, 1.0),
        PooledRisk(0.9, START_RISK * 0.05, 1.0),
        PooledRisk(0.95, START_RISK * 0.05, 1.0),
    )
    assert starts(Target(0.05), grid) == (0.9, 0.8)


@given(st.lists(st.tuples(st.floats(0.01, 0.99), st.booleans()), max_size=40))
def test_the_offset_is_the_most_probable_one(history: list[tuple[float, bool]]) -> None:
    """There the log of the posterior neither rises nor falls."""
    offset = read_offset(history)
    chances = [1 / (1 + math.exp(-math.log(score / (1 - score)) - offset)) for score, _ in history]
    slope = sum(right - chance for chance, (_, right) in zip(chances, history, strict=True)) - offset / OFFSET_SPREAD**2
    assert slope == pytest.approx(0, abs=1e-6)


def test_a_wrong_answer_must_score_higher_until_it_was_right_twenty_times() -> None:
    assert needed_score(0.9, right=0, wrong=0) == pytest.approx(0.9)
    assert needed_score(0.9, right=0, wrong=1) == pytest.approx(1 - 0.1 / 3)
    assert needed_score(0.9, right=0, wrong=2) == pytest.approx(1 - 0.1 / 9)
    assert needed_score(0.9, right=20, wrong=1) == pytest.approx(0.9)


@given(st.floats(0, 1), st.integers(0, 50), st.integers(0, 50))
def test_an_answer_never_needs_less_than_the_threshold(threshold: float, right: int, wrong: int) -> None:
    assert threshold <= needed_score(threshold, right, wrong) <= 1


@given(st.floats(0, 1), st.floats(0, 1), st.integers(0, 50), st.integers(0, 5))
def test_the_needed_score_is_where_the_effective_score_reaches_the_threshold(
    threshold: float, score: float, right: int, wrong: int
) -> None:
    needed = needed_score(threshold, right, wrong)
    if abs(score - needed) > 1e-9 and threshold > 0:
        assert (score >= needed) == (effective_score(score, right, wrong) >= threshold)
    assert 0 <= effective_score(score, right, wrong) <= score


def test_the_daily_cards_are_spread_over_the_days_matches() -> None:
    assert card_chance(3, 30) == pytest.approx(0.1)
    assert card_chance(3, 1) == 1.0
    assert card_chance(0, 30) == 0.0
