"""Cards that closed without a verdict: their share, and the bound if all of them were wrong."""

from orchestrator.domain.trust.proofs import UNKNOWN_POOL, Label, Target
from orchestrator.domain.trust.state import read_trust_state
from orchestrator.domain.trust.unanswered import ClosedCards, bound_at_worst

RIGHT = Label(0.99, False, 0.5, is_served=True)
WRONG = Label(0.99, True, 0.5, is_served=True)


def bounds(labels: list[Label], left: int) -> tuple[float | None, float | None]:
    state = read_trust_state(labels, Target(), UNKNOWN_POOL)
    answering = ClosedCards(len(labels) + left, len(labels), 0, left)
    return state.at_most, bound_at_worst(labels, state, answering, 0.95)


def test_with_all_cards_answered_the_worst_case_is_the_bound() -> None:
    at_most, at_worst = bounds([RIGHT] * 97 + [WRONG], 0)
    assert at_most == at_worst


def test_each_unanswered_card_raises_the_worst_case() -> None:
    at_most, _ = bounds([RIGHT] * 97, 0)
    worst = [bounds([RIGHT] * 97, left)[1] for left in (0, 1, 5, 20)]
    assert at_most == worst[0]
    assert worst == sorted(set(worst), key=lambda each: each or 0)
    # At worst 20 of 117 are wrong; the bound is above that share.
    assert worst[-1] is not None
    assert worst[-1] > 20 / 117


def test_without_an_audit_there_is_no_bound() -> None:
    assert bounds([], 3) == (None, None)


def test_shares() -> None:
    assert ClosedCards(10, 7, 1).share == 0.7
    assert ClosedCards(10, 7, 1).expired == 2
    assert ClosedCards(0, 0, 0).share is None
