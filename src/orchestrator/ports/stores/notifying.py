"""The stores of notifications, webhooks and events, with their rows."""

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
    """An address that a person's notifications are sent to."""

    id: UUID
    url: str
    """In the notation of apprise, with its secrets; never shown."""
    masked: str
    """The address without its secrets."""
    disabled_reason: str | None
    """Why nothing is sent to it any more; None while it is in use."""
    is_slow: bool
    """Whether the last message took longer than SLOW_AFTER."""
    last_sent_at: datetime | None
    failing_since: datetime | None
    """The first failure after the last success; None where the last message was sent."""
    last_error: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class NotificationRow:
    """A notification with its state."""

    id: UUID
    kind: str
    avee_id: UUID
    conversation_id: UUID | None
    thing_id: UUID
    """The escalation, card or other row that it is about."""
    status: str
    """'waiting', 'sending', 'sent', 'failed' or 'dropped'."""
    due_at: datetime
    """The earliest time of sending, while it waits."""
    attempts: int
    """Failures so far, >= 0."""
    last_error: str | None
    created_at: datetime
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class PendingBatch:
    """A batch of notifications that is sent to one target as one message."""

    url: str
    attempts: int
    """Failures so far."""
    created_at: datetime
    """When the batch was made."""
    news: Sequence[NotificationContent]


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
    """Why it was switched off; None while it is active."""
    paused_until: datetime | None
    """Nothing is posted before: the receiver asked for a pause."""
    last_sent_at: datetime | None
    failing_since: datetime | None
    last_error: str | None
    created_at: datetime


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


@dataclass(frozen=True, slots=True)
class Attempt:
    """The result of the last message to a receiver."""

    error: str | None
    """None where it was taken."""
    is_slow: bool = False
    """Whether it took longer than SLOW_AFTER; its next messages then wait in the queue of slow receivers."""
    paused_until: datetime | None = None
    """The end of a pause that the receiver asked for."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A failed delivery."""

    error: str
    """One sentence for the owner, without secrets."""
    is_final: bool
    """Whether the delivery is given up."""
    retry_at: datetime
    """When it is tried again, unless the failure is final."""


class Events(Protocol):
    """Events that concern the person."""

    async def read(self, position: str | None) -> Batch:
        """The events after a position; without a position no events, only the current position."""
        ...

    async def note_presence(self) -> None:
        """Notes that the person has the app open now."""
        ...

    async def purge(self) -> None:
        """Deletes events of all people that are older than a week."""
        ...


class Notifications(Protocol):
    """The person's notification settings, targets and notifications, with their deliveries."""

    async def load_settings(self) -> NotificationSettings | None:
        """None where the person saved no settings."""
        ...

    async def load_version(self) -> int:
        """The version of the settings and targets; 0 where the person saved none."""
        ...

    async def save_settings(self, person: UUID, settings: NotificationSettings, expected_version: int | None) -> bool:
        """False where `expected_version` is not the current one; None stands for any.

        Other saves of the person wait until the transaction ends.
        """
        ...

    async def list_targets(self) -> list[Target]: ...
    async def insert_target(self, person: UUID, target_id: UUID, url: str, masked: str) -> None: ...
    async def keep_targets(self, ids: Sequence[UUID]) -> None:
        """Deletes every target that is not in `ids`."""
        ...

    async def list_notifications(self, limit: int) -> list[NotificationRow]:
        """Newest first."""
        ...

    async def lock_waiting(self) -> list[WaitingNotification]:
        """The person's waiting notifications, oldest first, locked until the transaction ends."""
        ...

    async def start_batch(self, batch_id: UUID, ids: Sequence[UUID], targets: Sequence[UUID]) -> None:
        """Marks notifications as one batch that is being sent, with a delivery for each target."""
        ...

    async def defer(self, later: Mapping[UUID, datetime]) -> None:
        """Sets when the given notifications are due."""
        ...

    async def drop(self, ids: Sequence[UUID]) -> None:
        """Marks notifications as never to be sent."""
        ...

    async def load_batch(self, batch_id: UUID, target_id: UUID) -> PendingBatch | None:
        """None where it was delivered or given up, or its target was deleted."""
        ...

    async def finish_delivery(self, batch_id: UUID, target_id: UUID) -> None: ...
    async def fail_delivery(self, batch_id: UUID, target_id: UUID, failure: Failure) -> None: ...
    async def mark_target(self, target_id: UUID, attempt: Attempt) -> None:
        """Stores the result of the last message to a target. A success takes it into use again."""
        ...

    async def disable_target(self, target_id: UUID, since_before: datetime | None, reason: str) -> None:
        """Takes a target out of use and gives up its deliveries: at once, or if it has failed since before
        `since_before`."""
        ...

    async def find_due(self, limit: int) -> list[tuple[str, dict[str, str]]]:
        """(task, arguments) for notifications and deliveries of all people that are due and have no job."""
        ...

    async def purge(self) -> None:
        """Deletes notifications and webhook deliveries of all people that are older than three months."""
        ...


class Webhooks(Protocol):
    """Webhooks of the person's own agents, and their deliveries."""

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
    async def postpone(self, avee_id: UUID, delivery_id: UUID, until: datetime) -> None:
        """Leaves a delivery alone until then."""
        ...

    async def mark(self, avee_id: UUID, webhook_id: UUID, attempt: Attempt) -> None:
        """Stores the result of the last post to a webhook. A success switches it on again."""
        ...

    async def disable(self, avee_id: UUID, webhook_id: UUID, since_before: datetime | None, reason: str) -> None:
        """Switches off a webhook, gives up its pending deliveries, and notifies the agent's owner: at once, or if it
        has failed since before `since_before`."""
        ...
