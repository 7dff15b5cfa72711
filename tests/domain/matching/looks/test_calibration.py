"""Calibration: monotone, in [0, 1], and unchanged by a JSON round trip."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestrator.domain.answering.finding.confidence import Confidence
from orchestrator.domain.errors import Invalid
from orchestrator.domain.matching.looks.calibration import CONSERVATIVE, Calibration
from orchestrator.domain.matching.looks.curves import Curve

shares = st.floats(0, 1)
any_floats = st.floats(allow_nan=True, allow_infinity=True)
weights = st.floats(0, 1e300)


@st.composite
def curves(draw: st.DrawFn) -> Curve:
    raws = sorted(draw(st.sets(st.floats(-1000, 1000), min_size=1, max_size=8)))
    rising = sorted(draw(st.lists(shares, min_size=len(raws), max_size=len(raws))))
    return Curve(tuple(zip(raws, rising, strict=True)))


confidences = st.builds(Confidence, st.floats(-1e300, 1e300), weights, weights, weights, weights, weights)
modest = st.floats(0, 10)
modest_confidences = st.builds(Confidence, st.floats(-10, 10), modest, modest, modest, modest, modest)
calibrations = st.builds(Calibration, st.text(), curves(), curves(), confidences, st.text())


@given(curves(), any_floats)
def test_curve_stays_within_its_ends(curve: Curve, raw: float) -> None:
    assert 0 <= curve.knots[0][1] <= curve.probability(raw) <= curve.knots[-1][1] <= 1


@given(curves(), st.floats(allow_nan=False), st.floats(allow_nan=False))
def test_curve_never_falls(curve: Curve, one: float, other: float) -> None:
    low, high = sorted((one, other))
    # The last bit may be lost to rounding between two knots.
    assert curve.probability(low) <= curve.probability(high) + 1e-12


@given(curves())
def test_curve_meets_its_knots(curve: Curve) -> None:
    for raw, probability in curve.knots:
        assert curve.probability(raw) == pytest.approx(probability, abs=1e-9)


@pytest.mark.parametrize(
    ("raw", "probability"),
    [
        (0.2, 0.1),
        (0.3, 0.3),
        (0.4, 0.5),
        (0.8, 0.9),
        (-7, 0.1),
        (7, 0.9),
        (math.inf, 0.9),
        (-math.inf, 0.1),
        (math.nan, 0.1),
    ],
)
def test_curve_is_linear_between_knots_and_flat_beyond(raw: float, probability: float) -> None:
    assert Curve(((0.2, 0.1), (0.4, 0.5), (0.8, 0.9))).probability(raw) == pytest.approx(probability)


@pytest.mark.parametrize(
    "knots",
    [
        (),
        ((0.1, 0.5), (0.1, 0.6)),
        ((0.2, 0.5), (0.1, 0.6)),
        ((0.1, 0.5), (0.2, 0.4)),
        ((0.1, 1.2),),
        ((0.1, -0.1),),
        ((math.nan, 0.1),),
        ((0.1, math.nan),),
        ((math.inf, 0.1),),
        ((1e9, 0.1),),
    ],
)
def test_an_invalid_curve_is_refused(knots: tuple[tuple[float, float], ...]) -> None:
    with pytest.raises(Invalid) as refused:
        Curve(knots)
    assert refused.value.code == "calibration_invalid"


@given(confidences, any_floats, any_floats, st.integers(min_value=0), any_floats)
def test_confidence_is_a_probability(confidence: Confidence, passage: float, coverage: float, support: int, complexity: float) -> None:
    assert 0 <= confidence.probability(passage, coverage, support, complexity) <= 1


@given(
    modest_confidences,
    st.tuples(shares, shares),
    st.tuples(shares, shares),
    st.integers(0, 5),
    st.tuples(shares, shares),
    st.tuples(shares, shares),
)
def test_confidence_rises_with_evidence_and_falls_with_complexity(
    confidence: Confidence,
    passages: tuple[float, float],
    coverages: tuple[float, float],
    support: int,
    complexities: tuple[float, float],
    answerabilities: tuple[float, float],
) -> None:
    worse = confidence.probability(min(passages), min(coverages), support, max(complexities), min(answerabilities))
    better = confidence.probability(max(passages), max(coverages), support + 1, min(complexities), max(answerabilities))
    assert worse <= better + 1e-12


def test_each_input_counts_alone() -> None:
    confidence = Confidence(-2, 1, 1, 1, 1, 1)
    assert confidence.probability(0.5, 0.5, 1, 0.5, 0.2) > confidence.probability(0.5, 0.5, 1, 0.5, 0.1)
    base = confidence.probability(0.5, 0.5, 1, 0.5)
    assert confidence.probability(0.6, 0.5, 1, 0.5) > base
    assert confidence.probability(0.5, 0.6, 1, 0.5) > base
    assert confidence.probability(0.5, 0.5, 2, 0.5) > base
    assert confidence.probability(0.5, 0.5, 1, 0.4) > base
    assert confidence.probability(0.5, 0.5, 3, 0.5) == confidence.probability(0.5, 0.5, 9, 0.5)
    assert confidence.probability(1, 1, 3, 0) == pytest.approx(1 / (1 + math.exp(-2)))


@pytest.mark.parametrize(
    "coefficients", [(0, -1, 0, 0, 0), (0, 0, 0, 0, -0.1), (0, 0, 0, 0, 0, -0.1), (math.nan, 0, 0, 0, 0), (0, math.inf, 0, 0, 0)]
)
def test_confidence_that_would_fall_with_evidence_is_refused(coefficients: tuple[float, ...]) -> None:
    with pytest.raises(Invalid):
        Confidence(*coefficients)


@given(calibrations)
def test_json_round_trip(calibration: Calibration) -> None:
    assert Calibration.from_mapping(json.loads(json.dumps(calibration.to_mapping()))) == calibration


@pytest.mark.parametrize("name", ["embedder", "canonical", "passage", "confidence", "provenance"])
@pytest.mark.parametrize("value", [None, 3, [["a", "b"]], [[1]], [[0.1, True]], [[10**400, 1]], {"intercept": "x"}])
def test_an_invalid_calibration_is_refused(name: str, value: object) -> None:
    with pytest.raises(Invalid) as refused:
        Calibration.from_mapping(CONSERVATIVE.to_mapping() | {name: value})
    assert refused.value.code == "calibration_invalid"


def test_the_calibration_for_unknown_models_serves_little() -> None:
    assert CONSERVATIVE.canonical.probability(0.94) < 0.85
    assert CONSERVATIVE.canonical.probability(0.951) >= 0.85
    assert CONSERVATIVE.confidence.probability(CONSERVATIVE.passage.probability(0.8), 1.0, 1, 0.0) < 0.75
