"""How long a message that cannot be delivered is tried again, and what a webhook may be told of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from orchestrator.domain.errors import Invalid
from orchestrator.domain.json_value import JsonValue

QUICK_TRIES = 12
"""Left to the job queue, each twice as long after the last: about half an hour in all."""
LATER_EVERY = timedelta(hours=2)
GIVE_UP_AFTER = timedelta(days=3)

WEBHOOK_KINDS = (
    "escalation.accepted", "escalation.answered", "escalation.declined", "escalation.expired",
    "document.pending", "document.ready", "document.failed",
    "answer.added", "answer.changed", "answer.retired",
    "policy.changed", "trust.voided",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Retry:
    """What follows a failure: one of the two, or neither, when it is tried again later by the sweep."""

    is_final: bool
    at_once: bool
    """The job queue tries again, soon and ever more rarely."""
    at: datetime
    """When it is tried again at the latest; without meaning where it is final."""


@dataclass(frozen=True, slots=True)
class WebhookEvent:
    """What a webhook is told."""

    kind: str
    """One of WEBHOOK_KINDS, or 'webhook.test'."""
    timestamp: str
    """When it happened: ISO 8601 with its offset, as it was stored, so that each try says the same."""
    ids: Mapping[str, str]
    """Of what it is about, such as `avee_id`; no content."""


def show_webhook_event(event: WebhookEvent) -> dict[str, JsonValue]:
    """The JSON that is posted, as Standard Webhooks has it."""
    return {"type": event.kind, "timestamp": event.timestamp, "data": event.ids}


def plan_retry(failures: int, first_at: datetime, now: datetime) -> Retry:
    """After the `failures`-th failure (from 1) of what was first due at `first_at`."""
    is_final = now - first_at >= GIVE_UP_AFTER
    at_once = not is_final and failures < QUICK_TRIES
    return Retry(is_final, at_once, now + (timedelta(minutes=15) if at_once else LATER_EVERY))


def check_webhook_kinds(kinds: Sequence[str]) -> list[str]:
    """Sorted and each once. Raises Invalid `invalid_webhook`."""
    unknown = next((kind for kind in kinds if kind not in WEBHOOK_KINDS), None)
    if unknown is not None:
        raise Invalid("invalid_webhook", f"There are no events of kind {unknown[:50]!r}.", field="kinds", known=list(WEBHOOK_KINDS))
    if not kinds:
        raise Invalid("invalid_webhook", "Name at least one kind of event.", field="kinds", known=list(WEBHOOK_KINDS))
    return sorted(set(kinds))
