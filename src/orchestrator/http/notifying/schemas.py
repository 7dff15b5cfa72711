"""Requests and responses about notifications and webhooks."""

from datetime import datetime, time
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, SecretStr, model_validator

from orchestrator.domain.notifying.delivering import WEBHOOK_KINDS
from orchestrator.domain.notifying.settings import Digest, NotificationKind
from orchestrator.http.wire import In, Out, ReadOnly, VersionIn


class QuietHours(In):
    begin: time = Field(alias="from", examples=["22:00"], description="Local time of day.")
    until: time = Field(examples=["07:00"])

    @model_validator(mode="after")
    def _are_local(self) -> "QuietHours":
        if self.begin.tzinfo or self.until.tzinfo:
            raise ValueError("give local times without an offset; the time zone is given by time_zone")
        return self


class QuietHoursOut(Out):
    begin: time = Field(alias="from")
    until: time


class TargetIn(In):
    """The id of a target that is to stay, or the address of a new target."""

    id: UUID | None = None
    address: ReadOnly = None
    status: ReadOnly = None
    last_sent_at: ReadOnly = None
    failing_since: ReadOnly = None
    last_error: ReadOnly = None
    created_at: ReadOnly = None
    url: SecretStr | None = Field(None, examples=["mailtos://user:password@example.org?to=ada@example.org"])

    @model_validator(mode="after")
    def _is_one(self) -> "TargetIn":
        if (self.id is None) == (self.url is None):
            raise ValueError("give either id or url")
        return self


class NotificationsIn(In):
    version: VersionIn = None
    recent: ReadOnly = None
    kinds: list[NotificationKind] = Field(default_factory=lambda: list(NotificationKind))
    digest: Digest = Digest.immediate
    quiet_hours: QuietHours | None = None
    time_zone: str = Field("UTC", max_length=100, examples=["Europe/Oslo"])
    targets: list[TargetIn] = Field(max_length=10)


class TargetOut(Out):
    id: UUID
    address: str = Field(description="The address without its secrets. The full address is never returned.")
    status: str = Field(
        description="'new', 'working', 'failing' or 'disabled'. A test that arrives takes a disabled target into use again."
    )
    last_sent_at: datetime | None
    failing_since: datetime | None
    last_error: str | None
    disabled_reason: str | None
    created_at: datetime


class NotificationOut(Out):
    id: UUID
    kind: NotificationKind
    avee_id: UUID
    conversation_id: UUID | None = Field(description="null where it is not about a conversation.")
    status: str = Field(description="'waiting' (until due_at), 'sending', 'sent', 'failed' or 'dropped'.")
    due_at: datetime
    attempts: int
    last_error: str | None
    created_at: datetime
    sent_at: datetime | None


class NotificationsOut(Out):
    version: int
    kinds: list[NotificationKind]
    digest: Digest
    quiet_hours: QuietHoursOut | None
    time_zone: str
    targets: list[TargetOut]
    recent: list[NotificationOut]


class TrialOut(Out):
    target_id: UUID
    address: str
    is_sent: bool
    error: str | None


class TrialsOut(Out):
    items: list[TrialOut]


class WebhookIn(In):
    url: str = Field(max_length=2_000, examples=["https://example.org/hooks/orchestrator"])
    kinds: Annotated[list[str], Field(max_length=50)] = Field(default_factory=lambda: list(WEBHOOK_KINDS))


class WebhookOut(Out):
    id: UUID
    avee_id: UUID
    url: str
    kinds: list[str]
    active: bool
    disabled_reason: str | None
    paused_until: datetime | None = Field(description="Nothing is posted before: the receiver asked for a pause with Retry-After.")
    last_sent_at: datetime | None
    failing_since: datetime | None
    last_error: str | None
    created_at: datetime


class NewWebhookOut(WebhookOut):
    secret: str = Field(description="Verifies signatures, with any Standard Webhooks library. It is shown only in this response.")


class WebhooksOut(Out):
    items: list[WebhookOut]
    next_cursor: None = None


class WebhookTrialOut(Out):
    is_sent: bool
    status: int | None
    error: str | None


class WebhookDeliveryOut(Out):
    id: UUID
    kind: str
    body: dict[str, Any]
    status: str
    attempts: int
    last_error: str | None
    created_at: datetime
    sent_at: datetime | None


class WebhookDeliveriesOut(Out):
    items: list[WebhookDeliveryOut]
    next_cursor: None = None
