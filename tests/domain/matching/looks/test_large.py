"""The look of the larger model: where it looks, what it adds, and what is left where it could not."""

import json
import math
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestrator.adapters.models.calibrations import load_calibration, load_large
from orchestrator.domain.errors import Invalid
from orchestrator.domain.matching.looks.calibration import pooled
from orchestrator.domain.matching.looks.large import (
    GREY_FROM,
    GREY_TO,
    UNDECIDED,
    LargeFeatures,
    LargeLook,
    LargeMatch,
    is_grey,
    read_large_features,
)
from orchestrator.domain.matching.looks.second_look import MatchFeatures, ScoredAnswer
from orchestrator.domain.trust.proofs import PooledRisk
from support.facts import answer_hit, identifier

LOOK = LargeLook(
    "model",
    -4.0,
    MatchFeatures(closeness=1.0),
    LargeFeatures(closeness=3.0, lead=1.0, belonging=1.0),
    (PooledRisk(0.9, 0.02, 10.0),),
    "for tests",
)
FIRST, SECOND = identifier("first"), identifier("second")
cosines = st.floats(-1.0, 1.0)


def scored(probability: float, name: str = "first", **changes: Any) -> ScoredAnswer:
    return ScoredAnswer(answer_hit(0.7, id=identifier(name), **changes), probability, MatchFeatures(closeness=1.0))


def match(nearest: float, name: str = "first", phrasings: int = 1) -> LargeMatch:
    return LargeMatch(identifier(name), nearest, nearest, 1.0, phrasings)


def test_it_looks_only_where_the_second_look_is_in_doubt() -> None:
    for probability in (GREY_FROM - 0.01, GREY_TO):
        answers = [scored(probability)]
        assert not is_grey(answers)
        assert LOOK.look_again(answers, [match(0.99)]) == answers
    assert not is_grey([])
    assert LOOK.look_again([], []) == []


def test_the_nearer_answer_by_the_larger_model_comes_first() -> None:
    answers = [scored(0.6), scored(0.5, "second")]
    again = LOOK.look_again(answers, [match(0.5), match(0.95, "second")])
    assert [answer.hit.id for answer in again] == [SECOND, FIRST]
    assert again[0].probability > 0.9
    assert again[1].probability < 0.5


def test_what_it_could_not_judge_counts_for_no_proof() -> None:
    answers = [scored(0.9), scored(0.3, "second")]
    for matches in ([], [match(0.2, "second")]):
        again = {answer.hit.id: answer.probability for answer in LOOK.look_again(answers, matches)}
        assert again[FIRST] == UNDECIDED
    assert min(risk.threshold for risk in pooled(load_calibration("all-MiniLM-L6-v2", with_large=True))) > UNDECIDED


def test_what_is_unmistakable_stays_so() -> None:
    certain = scored(0.9, is_unmistakable=True)
    assert certain in LOOK.look_again([certain, scored(0.3, "second")], [match(-1.0), match(0.9, "second")])


def test_phrasings_that_are_near_each_other_ask_more_of_a_message() -> None:
    apart, alike = replace(match(0.7, phrasings=8), spread=0.5), replace(match(0.7, phrasings=8), spread=0.9)
    (loose,), (tight,) = (read_large_features([each]).values() for each in (apart, alike))
    assert loose.belonging > tight.belonging
    # The mean over pairs of 8 phrasings with a mean vector of squared length 0.5 is (8 * 0.5 - 1) / 7.
    assert loose.belonging == pytest.approx(0.7 - ((8 * 0.5 - 1) / 7 * 28 + 0.6) / 29)


@given(st.lists(st.builds(LargeMatch, st.uuids(), cosines, cosines, st.floats(0.0, 1.0), st.integers(1, 10_000)), max_size=24))
def test_the_features_stay_within_their_ranges(matches: list[LargeMatch]) -> None:
    for features in read_large_features(matches).values():
        assert -0.7 <= features.closeness <= 4.0
        assert -4.0 <= features.lead <= 1e-9
        assert -2.5 <= features.belonging <= 2.5


def test_the_shipped_fit_reads_back_and_changes_the_name_of_the_score() -> None:
    shipped = load_large("all-MiniLM-L6-v2")
    assert shipped is not None
    assert LargeLook.from_mapping(json.loads(json.dumps(shipped.to_mapping()))) == shipped
    assert shipped.large.closeness > 0
    without, with_it = load_calibration("all-MiniLM-L6-v2"), load_calibration("all-MiniLM-L6-v2", with_large=True)
    assert without.scorer != with_it.scorer, "labels of one do not count for the other"
    assert pooled(with_it) == shipped.pooled


@pytest.mark.parametrize(
    "broken",
    [
        {"intercept": "x"},
        {"weights": {"closeness": 1}},
        {"large": []},
        {"large": {"closeness": True}},
        {"pooled": [[1, 2]]},
        {"pooled": []},
        {"intercept": math.inf},
    ],
)
def test_a_broken_file_is_refused(broken: dict[str, object]) -> None:
    with pytest.raises(Invalid, match="large look"):
        LargeLook.from_mapping(LOOK.to_mapping() | broken)
