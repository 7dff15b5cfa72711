"""What may be promised of the creator's response time: only from a history, and never less than the closed hours ahead."""

from datetime import UTC, datetime
from typing import Any

import pytest

from orchestrator.domain.escalation.expectation import Expectation, expect_answer
from orchestrator.domain.policy.availability import read_availability
from support.facts import policy, usage

WEEKDAYS = {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
FRIDAY = datetime(2026, 3, 6, 12, tzinfo=UTC)
THURSDAY = datetime(2026, 3, 5, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("rules", "used", "now", "expected"),
    [
        ({}, {}, FRIDAY, Expectation(24.0, False)),
        ({"expected_response_hours": 48}, {}, FRIDAY, Expectation(48.0, False)),
        ({"expected_response_hours": 48}, {"median_response_hours": 0.4}, FRIDAY, Expectation(0.4, True)),
        ({"availability": WEEKDAYS}, {}, THURSDAY, Expectation(24.0, False)),
        # Saturday noon is closed: until Monday, 9:00 there are 69 hours.
        ({"availability": WEEKDAYS}, {}, FRIDAY, Expectation(69.0 + 24.0, False)),
        ({"availability": WEEKDAYS}, {"median_response_hours": 24.0}, FRIDAY, Expectation(69.0 + 24.0, True)),
        ({"availability": WEEKDAYS, "expected_response_hours": 5}, {}, FRIDAY, Expectation(69.0 + 5.0, False)),  # 17:00 is closed
        ({"availability": WEEKDAYS, "expected_response_hours": 4}, {}, FRIDAY, Expectation(4.0, False)),
        # Closed now: counted from the next opening.
        ({"availability": WEEKDAYS, "expected_response_hours": 2}, {}, FRIDAY.replace(hour=20), Expectation(61.0 + 2.0, False)),
        ({"availability": {}}, {}, FRIDAY, Expectation(24.0, False)),
    ],
)
def test_expect_answer(rules: dict[str, Any], used: dict[str, Any], now: datetime, expected: Expectation) -> None:
    if "availability" in rules:
        rules = rules | {"availability": read_availability({"weekly": rules["availability"]})}
    assert expect_answer(policy(**rules), usage(**used), now) == expected
