"""A counter-example keeps its answer from itself and from what is nearer to it than to the answer; nothing else is
touched.
"""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.matching.hits import CanonicalHit
from orchestrator.domain.paths import Path
from orchestrator.domain.routing.decide import Decision, decide
from orchestrator.domain.routing.plan import plan
from orchestrator.domain.routing.preview import Asked, Served, WhyNot, would_serve
from orchestrator.domain.routing.replay import DecisionInputs, Past
from orchestrator.domain.routing.signals import read_signals
from support.facts import NOW, answer_hit, asker, calibration, facts, identifier, policy, signals

OTHER = answer_hit(0.88, id=identifier("other"), question_pattern="How long does lavender honey keep?", answer_content="Two years.")


def decided(*hits: CanonicalHit) -> Decision:
    message = facts(canonical=hits, draw=0.0)
    found = decide(read_signals(message, calibration()), policy(), message)
    assert isinstance(found, Decision)
    return found


@pytest.mark.parametrize(
    ("own", "counter", "path"),
    [
        ((0.95,), -1.0, Path.serve_canonical),
        ((0.95,), 0.94, Path.serve_canonical),
        ((0.95,), 0.95, Path.offer_escalation),
        ((0.95,), 1.0, Path.offer_escalation),
        # Another wording of the answer is nearer than the counter-example.
        ((0.90, 0.99), 0.95, Path.serve_canonical),
    ],
)
def test_which_side_a_message_is_on(own: tuple[float, ...], counter: float, path: Path) -> None:
    assert decided(*(answer_hit(cosine, counter=counter) for cosine in own)).path is path


def test_the_next_answer_is_served_instead() -> None:
    found = decided(answer_hit(0.95, counter=0.97), OTHER)
    assert found.path is Path.serve_canonical
    assert found.signals.best_answer is not None
    assert found.signals.best_answer.id == OTHER.id


def test_nobody_is_shown_it_or_asked_about_it_again() -> None:
    message = facts(canonical=(answer_hit(0.95, counter=0.97),), draw=0.0)
    found = decide(read_signals(message, calibration()), policy(), message)
    assert isinstance(found, Decision)
    outcome = plan(found, policy(), message, calibration())
    assert (outcome.cards, outcome.suggestions, outcome.reused_answer_id) == ((), (), None)


@given(st.floats(0, 1), st.floats(-1, 1), st.floats(-1, 1))
def test_a_nearer_counter_example_never_lets_more_through(own: float, far: float, nearer: float) -> None:
    far, nearer = min(far, nearer), max(far, nearer)
    if decided(answer_hit(own, counter=far)).path is not Path.serve_canonical:
        assert decided(answer_hit(own, counter=nearer)).path is not Path.serve_canonical


def judged(*hits: CanonicalHit, text: str = "When should I harvest lavender honey?", layer: Layer = Layer.public) -> Served | None:
    found = facts(text, canonical=hits, asker=asker())
    inputs = DecisionInputs(signals(), found, None)
    past = Past(identifier("past"), NOW, text, Path.offer_escalation, "worth_asking", inputs)
    return would_serve(Asked(past, inputs), answer_hit().id, layer, policy(), calibration())


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
    found = judged(*hits)
    assert found is not None
    assert found.why_not is why_not
    assert found.probability == pytest.approx(hits[0].cosine)


def test_the_difference_is_the_reason_where_it_is_not_sure_enough() -> None:
    found = judged(answer_hit(0.5), text="Why should I harvest lavender honey?")
    assert found is not None
    assert (found.why_not, found.differs) == (WhyNot.asks_something_else, ("asked_for",))
    assert judged(OTHER) is None


def test_the_layer_comes_first() -> None:
    found = judged(answer_hit(0.9, counter=0.95), layer=Layer.friends)
    assert found is not None
    assert found.why_not is WhyNot.layer
