"""Posting webhooks by the Standard Webhooks scheme: signed, without redirects, each in a process of its own with a
deadline."""

import base64
import secrets
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from uuid import UUID

from standardwebhooks import Webhook

from orchestrator.adapters.notifying.errands.pool import ErrandPool
from orchestrator.adapters.notifying.errands.records import Errand, Job
from orchestrator.domain.errors import Invalid, Unavailable

DEADLINE_S = 15.0
"""The specification of Standard Webhooks recommends 15 to 30 seconds."""
GONE = 410
"""The status by which a receiver unsubscribes, by the same specification."""


class WebhookPoster:
    """A WebhookSender. `allow_private` allows private addresses and plain http, for closed networks and tests."""

    def __init__(self, allow_private: bool = False, deadline_s: float = DEADLINE_S) -> None:
        self._allow_private = allow_private
        self._errands = ErrandPool(deadline_s)

    async def check(self, url: str, person: UUID) -> None:
        errand = Errand(Job.check_webhook, url, self._allow_private, self._errands.deadline_s)
        outcome = await self._errands.run(errand, person, self._errands.deadline_s)
        try:
            outcome.raise_error()
        except (Unavailable, Invalid) as error:
            raise Invalid(error.code, error.detail, field="url") from None

    def new_secret(self) -> str:
        return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()

    async def post(
        self, url: str, secret: str, message_id: str, body: str, now: datetime, person: UUID, wait_s: float = 0.0
    ) -> int:  # fmt: skip
        headers = {
            "content-type": "application/json",
            "user-agent": "Orchestrator-Webhooks",
            "webhook-id": message_id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": Webhook(secret).sign(message_id, now.astimezone(UTC), body),
        }
        errand = Errand(Job.post, url, self._allow_private, self._errands.deadline_s, body=body, headers=headers)
        outcome = await self._errands.run(errand, person, wait_s)
        outcome.raise_error()
        if outcome.status == GONE:
            raise Invalid("target_gone", "The receiver answered 410: it wants no more events.")
        if not 200 <= outcome.status < 300:
            retry_after_s = read_retry_after(outcome.retry_after, now)
            raise Unavailable("target_failed", f"The receiver answered {outcome.status}.", retry_after_s=retry_after_s)
        return outcome.status

    async def close(self) -> None:
        """Ends what is being posted."""
        await self._errands.close()


def read_retry_after(value: str, now: datetime) -> float:
    """Seconds that the header Retry-After asks to wait, as a number or as a date (RFC 9110, 10.2.3); 0 for none."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        at = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return 0.0
    return max(0.0, ((at if at.tzinfo else at.replace(tzinfo=UTC)) - now).total_seconds())
