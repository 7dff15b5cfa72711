"""Sending notifications to people through apprise, each in a process of its own with a deadline."""

from uuid import UUID

from orchestrator.adapters.notifying.errands.pool import ErrandPool
from orchestrator.adapters.notifying.errands.records import Errand, Job
from orchestrator.adapters.notifying.services import check_shape
from orchestrator.domain.errors import Invalid, Unavailable
from orchestrator.ports.notifying import NotificationText

DEADLINE_S = 30.0
"""Some mail servers wait 20 seconds before they greet, to tire senders of spam."""
GONE = frozenset({404, 410})
"""HTTP statuses of a chat or push service that say: this address does not exist any more."""


class AppriseNotifier:
    """A Notifier. `allow_private` allows private addresses, for closed networks and tests."""

    def __init__(self, allow_private: bool = False, deadline_s: float = DEADLINE_S) -> None:
        self._allow_private = allow_private
        self._errands = ErrandPool(deadline_s)

    async def check(self, url: str, person: UUID) -> str:
        check_shape(url)
        outcome = await self._errands.run(self._errand(Job.check_target, url), person, self._errands.deadline_s)
        try:
            outcome.raise_error()
        except Unavailable as error:
            raise Invalid(error.code, error.detail, field="targets") from error
        except Invalid as error:
            raise Invalid(error.code, error.detail, field="targets") from None
        return outcome.masked

    async def send(self, url: str, text: NotificationText, person: UUID, wait_s: float = 0.0) -> None:
        check_shape(url)
        outcome = await self._errands.run(self._errand(Job.send, url, text), person, wait_s)
        if outcome.status in GONE:
            raise Invalid("target_gone", outcome.detail)
        outcome.raise_error()

    async def close(self) -> None:
        """Ends what is being sent."""
        await self._errands.close()

    def _errand(self, job: Job, url: str, text: NotificationText | None = None) -> Errand:
        title, body = (text.title, text.body) if text else ("", "")
        return Errand(job, url, self._allow_private, self._errands.deadline_s, title, body)
