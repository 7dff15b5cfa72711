"""Requests and responses about notifications and webhooks."""

from datetime import datetime, time
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, SecretStr, model_validator

from orchestrator.domain.notifying.delivering import OF_EVERY_MESSAGE, USUAL_KINDS, WEBHOOK_KINDS
from orchestrator.domain.notifying.mail.kinds import DIGEST_AT, MailKind
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


# The domain refuses an unknown one, and names those that there are.
WebhookKindIn = Annotated[str, Field(json_schema_extra={"enum": list(WEBHOOK_KINDS)})]


class WebhookIn(In):
    url: str = Field(max_length=2_000, examples=["https://example.org/hooks/orchestrator"])
    kinds: Annotated[list[WebhookKindIn], Field(max_length=50)] = Field(
        default_factory=lambda: list(USUAL_KINDS),
        examples=[["decision.made", "feedback.given"]],
        description=f"Any of {', '.join(WEBHOOK_KINDS)}. By default all but those that come with every message: "
        f"{', '.join(sorted(OF_EVERY_MESSAGE))}.",
    )


class WebhookPatch(In):
    version: VersionIn = None
    url: str | None = Field(None, max_length=2_000, examples=["https://example.org/hooks/orchestrator"])
    kinds: Annotated[list[WebhookKindIn], Field(max_length=50)] | None = Field(None, examples=[["decision.made", "feedback.given"]])
    active: bool | None = Field(None, description="false switches it off: nothing is posted, and what waits is given up.", examples=[True])


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
    version: int


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
    redelivered_at: datetime | None = Field(description="When it was last posted once more by hand.")


class WebhookDeliveriesOut(Out):
    items: list[WebhookDeliveryOut]
    next_cursor: None = None


class MailIn(In):
    version: VersionIn = None
    address: ReadOnly = None
    is_confirmed: ReadOnly = None
    refusal: ReadOnly = None
    recent: ReadOnly = None
    wanted: list[MailKind] = Field(max_length=10, description="`answers` and `digest`; mails about the account always come.")
    digest_at: time = Field(DIGEST_AT, examples=["07:30"], description="Local time of the daily summary for creators.")
    time_zone: str = Field("UTC", max_length=100, examples=["Europe/Oslo"])
    language: str = Field("en", max_length=10, examples=["de"], description="ISO 639-1, one of the languages that agents speak.")

    @model_validator(mode="after")
    def _is_local(self) -> "MailIn":
        if self.digest_at.tzinfo:
            raise ValueError("give a local time without an offset; the time zone is given by time_zone")
        return self


class RefusalOut(Out):
    address: str
    since: datetime
    reason: str = Field(description="What the mail server said.")


class MailRowOut(Out):
    id: UUID
    kind: MailKind
    address: str
    status: str = Field(description="waiting, sent, failed, or dropped: no longer wanted, or nothing left to say.")
    attempts: int = Field(description="Failures so far.")
    last_error: str | None
    created_at: datetime
    sent_at: datetime | None


class MailOut(Out):
    version: int
    address: str
    is_confirmed: bool = Field(description="Until you confirm the address, nothing but the link for that is mailed to it.")
    wanted: list[MailKind]
    digest_at: time
    time_zone: str
    language: str
    refusal: RefusalOut | None = Field(description="Why nothing is mailed any more; null while mail is taken.")
    recent: list[MailRowOut]


class SubscriptionIn(In):
    is_wanted: bool = Field(examples=[False])


class SubscriptionOut(Out):
    kind: MailKind
    is_wanted: bool
