"""What labels prove: bounds compared with textbook figures and simulations, proofs of thresholds in order, and drift."""

import random
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestrator.domain.errors import Invalid
from orchestrator.domain.trust.bounds import EVEN, RATIOS, capital, exact_upper_bound, labels_missing, upper_bound
from orchestrator.domain.trust.proofs import Expected, Label, Target, drift, pooled_shares, prove

counts = st.integers(0, 400)
risks = st.floats(0.001, 0.5)
GRID = tuple(Expected(threshold, wrong, 20.0) for threshold, wrong in ((0.99, 0.005), (0.95, 0.01), (0.9, 0.02), (0.8, 0.05)))


def right(number: int, score: float = 1.0) -> list[Label]:
    return [Label(score, is_wrong=False)] * number


def wrong(number: int, score: float = 1.0) -> list[Label]:
    return [Label(score, is_wrong=True)] * number


def drawn(risk: float, number: int, seed: int) -> list[bool]:
    chance = random.Random(seed)
    return [chance.random() < risk for _ in range(number)]


@pytest.mark.parametrize(("labels", "most"), [(59, 0.05), (149, 0.02), (299, 0.01)])
def test_the_exact_bound_needs_as_many_labels_as_in_textbooks(labels: int, most: float) -> None:
    assert exact_upper_bound(labels, 0) <= most < exact_upper_bound(labels - 1, 0)


def test_the_exact_bound_with_wrong_labels() -> None:
    # Clopper and Pearson, 95 % one-sided, 3 of 100: the 0.95 quantile of Beta(4, 97).
    assert exact_upper_bound(97, 3) == pytest.approx(0.07571, abs=1e-4)
    assert exact_upper_bound(0, 3) == 1.0


def test_without_labels_nothing_is_bounded() -> None:
    assert upper_bound(0, 0) == 1.0


@given(counts, counts)
def test_the_anytime_valid_bound_is_never_tighter_than_the_exact_one(good: int, bad: int) -> None:
    if good:
        assert upper_bound(good, bad) >= exact_upper_bound(good, bad) - 1e-9


@given(counts, counts, risks)
def test_right_labels_raise_the_capital_and_wrong_ones_lower_it(good: int, bad: int, tested: float) -> None:
    now = capital(good, bad, tested)
    assert capital(good + 1, bad, tested) >= now >= capital(good, bad + 1, tested)


@given(counts, counts, risks, st.floats(0.0, 0.4))
def test_a_higher_risk_is_easier_to_exclude(good: int, bad: int, tested: float, more: float) -> None:
    assert capital(good, bad, min(0.95, tested + more)) >= capital(good, bad, tested) * (1 - 1e-9)


@given(st.integers(0, 12), risks)
def test_the_bet_is_fair_at_the_risk_tested(rounds: int, tested: float) -> None:
    """The mean of the capital over all outcomes is 1: at the tested risk, betting gains nothing on average."""
    outcomes = [(k, tested**k * (1 - tested) ** (rounds - k) * _choose(rounds, k)) for k in range(rounds + 1)]
    assert sum(chance * capital(rounds - k, k, tested) for k, chance in outcomes) == pytest.approx(1.0)


def _choose(n: int, k: int) -> int:
    return 1 if k == 0 else _choose(n, k - 1) * (n - k + 1) // k


def test_checking_after_every_label_breaks_the_bound_no_more_often_than_promised() -> None:
    broken = 0
    for seed in range(200):
        good = bad = 0
        for is_wrong in drawn(0.05, 200, seed):
            good, bad = good + (not is_wrong), bad + is_wrong
            if capital(good, bad, 0.05) >= 20:
                broken += 1
                break
    # 5 % of 200, plus four standard deviations.
    assert 0 < broken <= 10 + 4 * (200 * 0.05 * 0.95) ** 0.5


def test_the_bound_holds_for_the_average_of_a_changing_risk() -> None:
    broken = 0
    for seed in range(60):
        chance, good, bad, total = random.Random(seed), 0, 0, 0.0
        for number in range(1, 151):
            risk = 0.01 if number % 60 < 40 else 0.2
            total += risk
            is_wrong = chance.random() < risk
            good, bad = good + (not is_wrong), bad + is_wrong
            if number % 5 == 0 and upper_bound(good, bad) < total / number:
                broken += 1
                break
    assert broken <= 3 + 4 * (60 * 0.05 * 0.95) ** 0.5


@given(counts, st.integers(0, 30), risks)
def test_the_missing_number_of_labels_proves_it_and_one_fewer_does_not(good: int, bad: int, tested: float) -> None:
    missing = labels_missing(good, bad, tested, 0.05)
    assert capital(good + missing, bad, tested) >= 20 * (1 - 1e-9)
    if missing:
        assert capital(good + missing - 1, bad, tested) < 20


@given(st.floats(0, 1), st.floats(0.5, 500), risks)
def test_pooled_shares_sum_to_one_and_are_all_positive(others: float, strength: float, tested: float) -> None:
    shares = pooled_shares(Expected(0.9, others, strength), tested)
    assert sum(shares) == pytest.approx(1.0)
    assert min(shares) > 0


def test_pooled_experience_speeds_up_a_proof_where_it_fits_and_only_slows_it_elsewhere() -> None:
    good = pooled_shares(Expected(0.9, 0.002, 200.0), 0.05)
    bad = pooled_shares(Expected(0.9, 0.04, 200.0), 0.05)
    even = labels_missing(0, 0, 0.05, 0.05, EVEN)
    assert labels_missing(0, 0, 0.05, 0.05, good) < even < labels_missing(0, 0, 0.05, 0.05, bad) < 2 * even


def test_thresholds_are_proven_from_the_start_downwards() -> None:
    labels = right(120, score=0.93)
    # No label scored 0.95 or more, so nothing is proven there; testing begins at 0.9.
    assert [proof.is_proven for proof in prove(labels, Target(), GRID, starts=(0.9,))] == [False, False, True, True]
    assert [proof.labels for proof in prove(labels, Target(), GRID, starts=(0.9,))] == [0, 0, 120, 120]
    assert not any(proof.is_proven for proof in prove(labels, Target(), GRID, starts=(0.95,)))


def test_below_an_unproven_threshold_none_is_proven() -> None:
    labels = right(200, score=0.85) + wrong(20, score=0.97)
    assert [proof.is_proven for proof in prove(labels, Target(), GRID, starts=(0.95,))] == [False] * 4


def test_labels_picked_by_a_person_or_drawn_above_a_floor_do_not_count() -> None:
    picked = [replace(label, is_random=False) for label in right(500)]
    assert not any(proof.is_proven for proof in prove(picked, Target(), GRID, starts=(0.9,)))
    above = [replace(label, floor=0.9) for label in right(500)]
    assert [proof.labels for proof in prove(above, Target(), GRID, starts=(0.9,))] == [500, 500, 500, 0]


@pytest.mark.parametrize("risk", [0.05, 0.08])
def test_a_threshold_over_the_target_is_seldom_proven(risk: float) -> None:
    false_proofs = 0
    for seed in range(200):
        labels = [Label(1.0, is_wrong) for is_wrong in drawn(risk, 400, seed)]
        false_proofs += any(proof.is_proven for proof in prove(labels, Target(), GRID, starts=(0.95, 0.9)))
    assert false_proofs <= 10 + 4 * (200 * 0.05 * 0.95) ** 0.5


def test_drift_is_found_where_answers_go_wrong_and_seldom_elsewhere() -> None:
    began = drift([True] * 6, Target())
    assert began is not None
    assert drift([False] * 300 + [True] * 6, Target()) == 300 + began
    alarms = sum(drift(drawn(0.05, 200, seed), Target()) is not None for seed in range(100))
    assert alarms <= 50
    found = [drift(drawn(0.2, 200, seed), Target()) for seed in range(100)]
    assert sum(place is not None for place in found) >= 95


@pytest.mark.parametrize("given", [{"wrong": 0.0}, {"wrong": 0.6}, {"confidence": 1.0}, {"confidence": 0.2}, {"wrong": float("nan")}])
def test_invalid_targets_are_refused(given: dict[str, float]) -> None:
    with pytest.raises(Invalid):
        Target(**given)


def test_the_bet_ratios_rise_from_zero_and_stay_under_one() -> None:
    assert RATIOS[0] == 0.0
    assert all(low < high < 1 for low, high in pairwise(RATIOS))
