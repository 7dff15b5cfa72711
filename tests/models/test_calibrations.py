"""The shipped calibrations: found by the model's name, with figures that the default thresholds rely on."""

from dataclasses import replace

import pytest

from orchestrator.adapters.models.calibrations import load_acts, load_calibration, load_scorer
from orchestrator.adapters.models.embedding.local import LocalEmbedder
from orchestrator.domain.matching.looks.calibration import CONSERVATIVE

shipped = load_calibration(LocalEmbedder.identity.name)


def test_the_local_embedder_has_its_own_calibration() -> None:
    assert shipped.embedder == LocalEmbedder.identity.name
    assert "benchmarks/fit_calibration.py" in shipped.provenance


@pytest.mark.parametrize("name", ["unknown", "vendor/model", "", "../calibrations/all-MiniLM-L6-v2", "a\0b", "all minilm-L6-v2"])
def test_any_other_model_gets_the_conservative_calibration(name: str) -> None:
    assert load_acts(name).head is None, "acts are read by exact phrases alone"
    assert load_calibration(name) == replace(
        CONSERVATIVE, answerability=load_scorer(), acts=load_acts(name), multilingual=shipped.multilingual
    )


def test_no_cosine_gives_certainty() -> None:
    assert shipped.canonical.probability(1.0) <= 0.98
    assert shipped.passage.probability(1.0) <= 0.97


def test_a_match_is_served_only_near_the_top() -> None:
    assert shipped.canonical.probability(0.80) < 0.85 <= shipped.canonical.probability(0.92)


def test_unrelated_questions_are_novel() -> None:
    assert shipped.canonical.probability(0.3) < 0.1
    assert shipped.passage.probability(0.1) < 0.1


def test_good_passage_that_covers_the_question_is_confident_and_an_uncovered_one_is_not() -> None:
    best = shipped.passage.probability(0.75)
    assert (
        shipped.confidence.probability(best, coverage=1.0, support=1, complexity=0.0, answerability=0.75, cosines=(0.75, 0.4, 0.6)) >= 0.75
    )
    assert shipped.confidence.probability(best, coverage=0.3, support=3, complexity=0.0, answerability=0.3, cosines=(0.35, 0.3, 0.35)) < 0.5
    assert shipped.confidence.probability(best, coverage=1.0, support=3, complexity=0.0, answerability=0.1, cosines=(0.4, 0.3, 0.4)) < 0.5


def test_the_shipped_scorer_has_a_version_and_its_provenance() -> None:
    scorer = load_scorer()
    assert scorer.version.startswith("en-")
    assert "benchmarks/answerability.py" in scorer.provenance
