import pytest

from orchestrator.domain.accounts.limits import say_wait


@pytest.mark.parametrize(
    ("wait_s", "said"),
    [
        (1, "1 min"), (60, "1 min"), (61, "2 min"), (900, "15 min"), (3_600, "60 min"), (7_080, "118 min"), (7_199, "120 min"),
        (7_200, "2 hours"), (7_201, "3 hours"), (10_800, "3 hours"), (86_400, "24 hours"),
    ],
)  # fmt: skip
def test_a_wait_is_said_in_minutes_or_hours_and_never_too_short(wait_s: int, said: str) -> None:
    assert say_wait(wait_s) == said
