"""Delivery: when a failed notification or webhook is tried again, and what a webhook is sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from orchestrator.domain.errors import Invalid
from orchestrator.domain.json_value import JsonValue

QUICK_TRIES = 12
"""So many tries are left to the job queue, each after twice the wait of the one before: about half an hour in all."""
LATER_EVERY = timedelta(hours=2)
"""Interval of the tries after those."""
GIVE_UP_AFTER = timedelta(days=3)
"""No more tries this long after the first."""
TARGET_GIVE_UP_AFTER = timedelta(days=14)
"""A person's address that has failed for so long is taken out of use."""
SLOW_AFTER = timedelta(seconds=5)
"""A receiver that takes longer counts as slow."""
LONGEST_QUEUED = timedelta(minutes=10)
"""The job queue waits at most so long between two tries; a longer pause is left to the periodic job."""
LONGEST_PAUSE = timedelta(days=1)
"""A pause that a receiver asks for is kept up to this length."""

WEBHOOK_KINDS = (
    "escalation.accepted", "escalation.answered", "escalation.declined", "escalation.expired",
    "document.pending", "document.held", "document.ready", "document.failed",
    "answer.added", "answer.changed", "answer.retired",
    "policy.changed", "trust.voided",
    "feedback.given", "member.joined", "member.changed", "member.removed",
    "message.received", "message.sent", "decision.made",
)  # fmt: skip
"""The kinds of events that a webhook can subscribe to."""
OF_EVERY_MESSAGE = frozenset({"message.received", "message.sent", "decision.made"})
"""The kinds that come with each message: a webhook gets them only where they are named."""
USUAL_KINDS = tuple(kind for kind in WEBHOOK_KINDS if kind not in OF_EVERY_MESSAGE)
"""What a webhook subscribes to that names no kinds."""
MAX_REDELIVERIES = 20
"""So many deliveries of one webhook are posted once more by hand within REDELIVERIES_WITHIN."""
REDELIVERIES_WITHIN = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Retry:
    """What follows a failure. Where neither flag is set, a periodic job tries again later."""

    is_final: bool
    """No more tries."""
    at_once: bool
    """The job queue tries again soon."""
    at: datetime
    """The time of the next try at the latest; meaningless where `is_final`."""


@dataclass(frozen=True, slots=True)
class WebhookEvent:
    """The content of one webhook request."""

    kind: str
    """One of WEBHOOK_KINDS, or 'webhook.test'."""
    timestamp: str
    """Time of the event in ISO 8601 with offset. Each try sends the same text."""
    data: Mapping[str, JsonValue]
    """Ids of the things that the event is about, such as `avee_id`, and facts in names and numbers. No text that a person wrote."""


def show_webhook_event(event: WebhookEvent) -> dict[str, JsonValue]:
    """The JSON body, in the form of the Standard Webhooks specification."""
    return {"type": event.kind, "timestamp": event.timestamp, "data": dict(event.data)}


def plan_retry(failures: int, first_at: datetime, now: datetime, pause: timedelta = timedelta()) -> Retry:
    """What follows failure number `failures` (from 1) of a delivery whose first try was due at `first_at`.

    `pause` is what the receiver asked for; nothing is tried before, up to LONGEST_PAUSE.
    """
    pause = read_pause(pause)
    is_final = now - first_at >= GIVE_UP_AFTER
    at_once = not is_final and failures < QUICK_TRIES and pause <= LONGEST_QUEUED
    return Retry(
        is_final, at_once, now + max(pause, timedelta(minutes=15) if at_once else LATER_EVERY if pause <= LONGEST_QUEUED else pause)
    )


def read_pause(asked: timedelta) -> timedelta:
    """The pause that a receiver is granted, from zero to LONGEST_PAUSE."""
    return max(timedelta(), min(asked, LONGEST_PAUSE))


def check_webhook_kinds(kinds: Sequence[str]) -> list[str]:
    """The kinds, sorted and without repetitions. Raises Invalid `invalid_webhook` for none or an unknown one."""
    unknown = next((kind for kind in kinds if kind not in WEBHOOK_KINDS), None)
    if unknown is not None:
        raise Invalid("invalid_webhook", f"There are no events of kind {unknown[:50]!r}.", field="kinds", known=list(WEBHOOK_KINDS))
    if not kinds:
        raise Invalid("invalid_webhook", "Name at least one kind of event.", field="kinds", known=list(WEBHOOK_KINDS))
    return sorted(set(kinds))
