"""Notifications, webhooks and events as the store keeps them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from orchestrator.domain.notifying.delivering import WebhookEvent
from orchestrator.domain.notifying.settings import NotificationSettings, WaitingNotification
from orchestrator.domain.notifying.texts import NotificationContent
from orchestrator.ports.live import Batch


@dataclass(frozen=True, slots=True)
class Target:
    """Where a person wants to be told."""

    id: UUID
    url: str
    """With its secrets; never shown."""
    last_sent_at: datetime | None
    failing_since: datetime | None
    """Of the failures since it last worked; None where the last sending worked."""
    last_error: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class NotificationRow:
    id: UUID
    kind: str
    avee_id: UUID
    conversation_id: UUID | None
    thing_id: UUID
    status: str
    """'waiting', 'sending', 'sent', 'failed' or 'dropped'."""
    due_at: datetime
    """When it is sent at the earliest, while it waits."""
    attempts: int
    """Failures so far, >= 0."""
    last_error: str | None
    created_at: datetime
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class PendingBatch:
    """One message on its way to one target."""

    url: str
    attempts: int
    """Failures so far."""
    created_at: datetime
    news: Sequence[NotificationContent]


@dataclass(frozen=True, slots=True)
class Webhook:
    id: UUID
    avee_id: UUID
    url: str
    secret: str
    """Signs what is posted; `whsec_` and 32 random bytes in base64. Shown once."""
    kinds: Sequence[str]
    """Of events that it is told of, among WEBHOOK_KINDS."""
    active: bool
    disabled_reason: str | None
    last_sent_at: datetime | None
    failing_since: datetime | None
    last_error: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class WebhookDelivery:
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


@dataclass(frozen=True, slots=True)
class Failure:
    """A sending that did not work."""

    error: str
    """One sentence for the owner, without secrets."""
    is_final: bool
    retry_at: datetime


class Events(Protocol):
    async def read(self, position: str | None) -> Batch:
        """What the position has not seen; without one nothing, and where to go on from."""
        ...

    async def purge(self) -> None: ...


class Notifications(Protocol):
    async def load_settings(self) -> NotificationSettings | None:
        """The person's own; None where none were saved."""
        ...

    async def save_settings(self, person: UUID, settings: NotificationSettings) -> None: ...
    async def list_targets(self) -> list[Target]: ...
    async def insert_target(self, person: UUID, target_id: UUID, url: str) -> None: ...
    async def keep_targets(self, ids: Sequence[UUID]) -> None:
        """Deletes every other target."""
        ...

    async def list_notifications(self, limit: int) -> list[NotificationRow]:
        """Newest first."""
        ...

    async def lock_waiting(self) -> list[WaitingNotification]:
        """What waits for the person, locked until the transaction ends, oldest first."""
        ...

    async def start_batch(self, batch_id: UUID, ids: Sequence[UUID], targets: Sequence[UUID]) -> None: ...
    async def defer(self, later: Mapping[UUID, datetime]) -> None: ...
    async def drop(self, ids: Sequence[UUID]) -> None: ...
    async def load_batch(self, batch_id: UUID, target_id: UUID) -> PendingBatch | None:
        """None where it was delivered, given up, or its target is gone."""
        ...

    async def finish_delivery(self, batch_id: UUID, target_id: UUID) -> None: ...
    async def fail_delivery(self, batch_id: UUID, target_id: UUID, failure: Failure) -> None: ...
    async def mark_target(self, target_id: UUID, error: str | None) -> None:
        """What a sending to it came to; None is success."""
        ...

    async def find_due(self, limit: int) -> list[tuple[str, dict[str, str]]]:
        """(task, arguments) of every sending whose time is over, whoever it concerns."""
        ...

    async def purge(self) -> None: ...


class Webhooks(Protocol):
    async def insert(self, avee_id: UUID, webhook_id: UUID, url: str, secret: str, kinds: Sequence[str]) -> Webhook: ...
    async def list_webhooks(self, avee_id: UUID) -> list[Webhook]: ...
    async def load(self, avee_id: UUID, webhook_id: UUID) -> Webhook | None: ...
    async def delete(self, avee_id: UUID, webhook_id: UUID) -> bool: ...
    async def list_deliveries(self, avee_id: UUID, webhook_id: UUID, limit: int) -> list[WebhookDelivery]:
        """Newest first."""
        ...

    async def load_delivery(self, avee_id: UUID, delivery_id: UUID) -> WebhookDelivery | None: ...
    async def finish_delivery(self, avee_id: UUID, delivery_id: UUID) -> None: ...
    async def fail_delivery(self, avee_id: UUID, delivery_id: UUID, failure: Failure) -> None: ...
    async def mark(self, avee_id: UUID, webhook_id: UUID, error: str | None) -> None: ...
    async def disable_failing(self, avee_id: UUID, webhook_id: UUID, since_before: datetime, reason: str) -> None:
        """Switches it off where it has failed since before that moment; what is pending for it is given up."""
        ...
