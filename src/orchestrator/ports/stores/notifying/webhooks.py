"""The store of webhooks and their deliveries, with its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from orchestrator.domain.notifying.delivering import WebhookEvent
from orchestrator.ports.stores.notifying.sendings import Attempt, Failure


@dataclass(frozen=True, slots=True)
class Webhook:
    """A webhook of an agent."""

    id: UUID
    avee_id: UUID
    url: str
    secret: str
    """The key that posts are signed with: `whsec_` and 32 random bytes in base64. Shown once."""
    kinds: Sequence[str]
    """The event kinds that are posted to it, among WEBHOOK_KINDS."""
    active: bool
    disabled_reason: str | None
    """Why the program switched it off; None while it is active, and where its owner switched it off."""
    paused_until: datetime | None
    """Nothing is posted before: the receiver asked for a pause."""
    last_sent_at: datetime | None
    failing_since: datetime | None
    last_error: str | None
    created_at: datetime
    version: int
    """Counts its owner's changes, >= 1."""


@dataclass(frozen=True, slots=True)
class WebhookDelivery:
    """An event that is posted to one webhook."""

    id: UUID
    webhook_id: UUID
    kind: str
    event: WebhookEvent
    status: str
    """'pending', 'sent' or 'failed'."""
    attempts: int
    """Failures so far, >= 0."""
    last_error: str | None
    created_at: datetime
    sent_at: datetime | None
    redelivered_at: datetime | None
    """When its owner last had it posted once more; None if never."""


class Webhooks(Protocol):
    """Webhooks of the person's own agents, and their deliveries."""

    async def insert(self, avee_id: UUID, webhook_id: UUID, url: str, secret: str, kinds: Sequence[str]) -> Webhook: ...
    async def change(
        self, avee_id: UUID, webhook_id: UUID, version: int | None, url: str | None, kinds: Sequence[str] | None, active: bool | None
    ) -> Webhook | None:
        """What is None stays. None where it is of another version, or gone."""
        ...

    async def list_webhooks(self, avee_id: UUID) -> list[Webhook]: ...
    async def load(self, avee_id: UUID, webhook_id: UUID) -> Webhook | None: ...
    async def delete(self, avee_id: UUID, webhook_id: UUID) -> bool: ...
    async def list_deliveries(self, avee_id: UUID, webhook_id: UUID, limit: int) -> list[WebhookDelivery]:
        """Newest first."""
        ...

    async def load_delivery(self, avee_id: UUID, delivery_id: UUID) -> WebhookDelivery | None: ...
    async def finish_delivery(self, avee_id: UUID, delivery_id: UUID) -> None: ...
    async def fail_delivery(self, avee_id: UUID, delivery_id: UUID, failure: Failure) -> None: ...
    async def postpone(self, avee_id: UUID, delivery_id: UUID, until: datetime) -> None:
        """Leaves a delivery alone until then."""
        ...

    async def redeliver(self, avee_id: UUID, delivery_id: UUID) -> WebhookDelivery | None:
        """Makes a finished delivery pending again, with no failures; None where it is pending or is not there."""
        ...

    async def count_redeliveries(self, avee_id: UUID, webhook_id: UUID, since: datetime) -> int:
        """How many deliveries of the webhook were redelivered after `since`. Until the end of the transaction nobody else counts
        for this webhook, so that a limit is exact."""
        ...

    async def mark(self, avee_id: UUID, webhook_id: UUID, attempt: Attempt) -> None:
        """Stores the result of the last post to a webhook. A success switches it on again."""
        ...

    async def disable(self, avee_id: UUID, webhook_id: UUID, since_before: datetime | None, reason: str) -> None:
        """Switches off a webhook, gives up its pending deliveries, and notifies the agent's owner: at once, or if it
        has failed since before `since_before`."""
        ...
