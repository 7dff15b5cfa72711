"""What reuse has cost, as numbers with bounds and in sentences."""

import pytest

from orchestrator.domain.policy.trust_mode import Mode
from orchestrator.domain.trust.bounds import exact_interval, upper_bound
from orchestrator.domain.trust.costs import Asked, Bound, Checked, ModeCost, ReuseRecord, read_exact_share, read_served_share
from orchestrator.domain.trust.told import tell_asked, tell_first, tell_mode, tell_served, tell_waited


@pytest.mark.parametrize(
    ("right", "wrong", "least", "most"),
    # Clopper & Pearson, 95 % two-sided: the 0.025 and 0.975 quantiles of Beta(wrong, right + 1) and Beta(wrong + 1, right).
    [(9, 1, 0.0025, 0.4450), (12, 0, 0.0, 0.2646), (0, 3, 0.2924, 1.0), (97, 3, 0.0062, 0.0852), (0, 0, 0.0, 1.0)],
)
def test_the_exact_interval_is_that_of_the_textbooks(right: int, wrong: int, least: float, most: float) -> None:
    assert exact_interval(right, wrong) == pytest.approx((least, most), abs=1e-4)


def test_what_is_served_alone_has_the_bound_that_holds_at_any_time() -> None:
    share = read_served_share(Checked(41, 12, 0), 0.95)
    assert share is not None
    assert (share.at_least, share.at_most, share.bound) == (0.0, upper_bound(12, 0, 0.95), Bound.any_time)
    assert share.at_most > 1 - 0.05 ** (1 / 12), "wider than the bound of a number that was fixed beforehand"
    assert read_served_share(Checked(41), 0.95) is None
    exact = read_exact_share(Checked(20, 9, 1), 0.95)
    assert exact is not None
    assert exact.bound is Bound.exact
    assert (exact.at_least, exact.at_most) == exact_interval(9, 1)


SERVED = [
    (Checked(), "No message."),
    (Checked(1), "1 message. You have not checked any of them yet."),
    (Checked(41, 12, 0), "41 messages. You checked 12 of them: none was wrong, so at most 27 % are (95 % sure)."),
    (Checked(41, 11, 1), "41 messages. You checked 12 of them: 1 was wrong, so at most 44 % are (95 % sure)."),
    (Checked(41, 10, 2), "41 messages. You checked 12 of them: 2 were wrong, so at most 55 % are (95 % sure)."),
    (Checked(3, 0, 0, 1), "3 messages. You have not checked any of them yet. One asker said that it was not right for them."),
    (Checked(3, 0, 0, 2), "3 messages. You have not checked any of them yet. 2 askers said that it was not right for them."),
]


@pytest.mark.parametrize(("served", "line"), SERVED)
def test_served_alone_in_words(served: Checked, line: str) -> None:
    assert tell_served(served, 0.95) == line


ASKED = [
    (Asked(), "No message."),
    (Asked(1), "1 message. Yes: 0, no: 0, no reply: 1."),
    (Asked(9, 4, 3, Checked(4)), "9 messages. Yes: 4, no: 3, no reply: 2. You have not checked any yes yet."),
    (
        Asked(9, 4, 3, Checked(4, 2, 1, 1)),
        "9 messages. Yes: 4, no: 3, no reply: 2. You checked 3 of the questions with a yes: 1 was wrong, so at most 91 % are "
        "(95 % sure). After a yes, one asker said that the answer was not right after all.",
    ),
]


@pytest.mark.parametrize(("asked", "line"), ASKED)
def test_asked_in_words(asked: Asked, line: str) -> None:
    assert tell_asked(asked, 0.95) == line


def test_waited_in_words() -> None:
    assert tell_waited(Checked(30, 10, 10), 0.95).endswith("so between 27 % and 73 % of such matches are wrong (95 % sure).")
    assert tell_waited(Checked(), 0.95) == "No message."
    assert tell_waited(Checked(2), 0.95) == "2 messages. You have not judged any match of these yet."
    assert tell_waited(Checked(6, 3, 1), 0.95) == (
        "6 messages. You judged the match of 4: your answer was right for 3 and wrong for 1, so at most 81 % of such matches are "
        "wrong (95 % sure)."
    )


@pytest.mark.parametrize("mode", Mode)
def test_before_a_verdict_what_happens_first_is_told_without_a_number(mode: Mode) -> None:
    first = tell_first(mode, ReuseRecord(by_words=Checked(40)))
    assert first is not None
    assert not any(character.isdigit() for character in first)
    assert tell_first(mode, ReuseRecord(waited=Checked(1, 1))) is None


def test_a_mode_in_words() -> None:
    assert tell_mode(ModeCost(Mode.immediate, Checked(9, 7, 2), Checked(3, 2, 1), Checked(1, 1, 0))) == (
        "Of 13 messages that you judged in the last 30 days: 9 answered at once (2 wrong), 3 asked about (1 in vain), 1 left to you."
    )
    assert tell_mode(ModeCost(Mode.cautious, waited=Checked(1, 0, 1))) == (
        "Of 1 message that you judged in the last 30 days: none answered at once, none asked about, 1 left to you."
    )
    assert "Once you have judged cards" in tell_mode(ModeCost(Mode.asking))
