"""Which withdrawn question gives its place in the creator's limits back."""

from datetime import datetime, timedelta

GIVEN_BACK_WITHIN = timedelta(hours=1)
"""Since it was accepted. Later the creator may have planned for it."""
MAX_GIVEN_BACK = 2
"""Places that one asker gets back in 24 hours, so that nobody keeps the inbox busy with questions that they withdraw."""


def gives_place_back(accepted_at: datetime | None, now: datetime, is_opened: bool, people_waiting: int, given_back: int) -> bool:
    """Whether a question that its asker withdraws `now` no longer counts against the limits.

    It does not where the creator had no work with it: it was passed on within the hour, was not opened, and nobody else waits for its
    answer. `people_waiting` includes the asker; `given_back` are the asker's withdrawn questions of the last 24 hours that do not count.
    """
    if accepted_at is None or is_opened or people_waiting > 1:
        return False
    return now - accepted_at < GIVEN_BACK_WITHIN and given_back < MAX_GIVEN_BACK
