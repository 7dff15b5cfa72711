"""An exclusion keeps its answer from every message that is nearer to the exclusion than to the answer, and from no
other.
"""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.matching.hits import CanonicalHit
from orchestrator.domain.paths import Path
from orchestrator.domain.routing.audience import PastMatch, PastQuestion, WhyNot, read_past_match
from orchestrator.domain.routing.deciding.decide import decide
from orchestrator.domain.routing.deciding.decision import Decision
from orchestrator.domain.routing.log.replay import DecisionInputs, RecordedDecision
from orchestrator.domain.routing.plan import plan
from orchestrator.domain.routing.signals import read_signals
from support.facts import NOW, answer_hit, asker, calibration, facts, identifier, policy, signals

OTHER = answer_hit(0.88, id=identifier("other"), question_pattern="How long does lavender honey keep?", answer_content="Two years.")


def decided(*hits: CanonicalHit) -> Decision:
    message = facts(canonical=hits, draw=0.0)
    found = decide(read_signals(message, calibration()), policy(), message)
    assert isinstance(found, Decision)
    return found


@pytest.mark.parametrize(
    ("own", "exclusion", "path"),
    [
        ((0.95,), -1.0, Path.serve_canonical),
        ((0.95,), 0.94, Path.serve_canonical),
        ((0.95,), 0.95, Path.offer_escalation),
        ((0.95,), 1.0, Path.offer_escalation),
        # Another phrasing of the answer is nearer than the exclusion.
        ((0.90, 0.99), 0.95, Path.serve_canonical),
    ],
)
def test_the_nearer_of_phrasing_and_exclusion_decides(own: tuple[float, ...], exclusion: float, path: Path) -> None:
    assert decided(*(answer_hit(cosine, counter=exclusion) for cosine in own)).path is path


def test_the_next_answer_is_served_instead() -> None:
    found = decided(answer_hit(0.95, counter=0.97), OTHER)
    assert found.path is Path.serve_canonical
    assert found.signals.best_answer is not None
    assert found.signals.best_answer.id == OTHER.id


def test_an_excluded_answer_draws_no_card_and_is_not_suggested() -> None:
    message = facts(canonical=(answer_hit(0.95, counter=0.97),), draw=0.0)
    found = decide(read_signals(message, calibration()), policy(), message)
    assert isinstance(found, Decision)
    outcome = plan(found, policy(), message, calibration())
    assert (outcome.cards, outcome.suggestions, outcome.reused_answer_id) == ((), (), None)


@given(st.floats(0, 1), st.floats(-1, 1), st.floats(-1, 1))
def test_a_nearer_exclusion_never_serves_more(own: float, far: float, nearer: float) -> None:
    far, nearer = min(far, nearer), max(far, nearer)
    if decided(answer_hit(own, counter=far)).path is not Path.serve_canonical:
        assert decided(answer_hit(own, counter=nearer)).path is not Path.serve_canonical


def previewed(*hits: CanonicalHit, text: str = "When should I harvest lavender honey?", layer: Layer = Layer.public) -> PastMatch | None:
    found = facts(text, canonical=hits, asker=asker())
    inputs = DecisionInputs(signals(), found, None)
    past = RecordedDecision(identifier("past"), NOW, text, Path.offer_escalation, "worth_asking", inputs)
    return read_past_match(PastQuestion(past, inputs), answer_hit().id, layer, policy(), calibration())


@pytest.mark.parametrize(
    ("hits", "why_not"),
    [
        ((answer_hit(0.9),), None),
        ((answer_hit(0.5),), WhyNot.below_threshold),
        ((answer_hit(0.9, counter=0.95),), WhyNot.counter_example),
        ((answer_hit(0.9), replace(OTHER, cosine=0.95)), WhyNot.answered_better),
        ((answer_hit(0.9), replace(OTHER, cosine=0.95, counter=0.99)), None),
    ],
)
def test_why_a_past_message_would_not_be_served(hits: tuple[CanonicalHit, ...], why_not: WhyNot | None) -> None:
    found = previewed(*hits)
    assert found is not None
    assert found.why_not is why_not
    assert found.probability == pytest.approx(hits[0].cosine)


def test_a_difference_is_named_where_the_score_is_too_low() -> None:
    found = previewed(answer_hit(0.5), text="Why should I harvest lavender honey?")
    assert found is not None
    assert (found.why_not, found.differs) == (WhyNot.asks_something_else, ("asked_for",))
    assert previewed(OTHER) is None


def test_the_layer_is_named_before_any_other_reason() -> None:
    found = previewed(answer_hit(0.9, counter=0.95), layer=Layer.friends)
    assert found is not None
    assert found.why_not is WhyNot.layer
