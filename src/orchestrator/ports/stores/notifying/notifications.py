"""The store of notifications and of where they are sent, with its rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from orchestrator.domain.notifying.settings import NotificationSettings, WaitingNotification
from orchestrator.domain.notifying.texts import NotificationContent
from orchestrator.ports.stores.notifying.sendings import Attempt, Failure


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
