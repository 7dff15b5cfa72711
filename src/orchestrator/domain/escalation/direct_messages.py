"""What lets a direct message through to the creator: the switch, the tier, two limits, blocked topics and safety."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from orchestrator.domain.accounts.access import Tier
from orchestrator.domain.errors import Forbidden, Limited, OrchestratorError
from orchestrator.domain.message.reading import Reading, read_text
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.safety.moderation import NOT_ASKED, read_unsafe
from orchestrator.domain.safety.topics import touches
from orchestrator.domain.safety.word_forms import WordForms

WINDOW = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class DirectUsage:
    """The direct messages of the last 24 hours."""

    of_all: int = 0
    """From all people, >= 0."""
    of_person: int = 0
    """From this person, after the creator's last message in their conversation, >= 0."""
    all_opens_at: datetime | None = None
    """When there will be fewer than the limit for all people; None where there are now, or where the limit is 0."""
    person_opens_at: datetime | None = None
    """When there will be fewer than the limit for one person; None as above."""


def closed_to(policy: Policy, creator: str, tier: Tier) -> OrchestratorError | None:
    """Why this person may not write to the creator at all; None where they may."""
    if not policy.direct_messages_enabled:
        return Forbidden("direct_messages_disabled", f"{creator} takes no direct messages; ask the agent instead.")
    if tier not in policy.direct_message_tiers:
        return Forbidden("tier_not_allowed", f"{creator} takes no direct messages from your tier; ask the agent instead.", tier=tier.value)
    return None


def limit_reached(policy: Policy, creator: str, usage: DirectUsage) -> OrchestratorError | None:
    """The limit that leaves no room for another message now; None where there is room."""
    if usage.of_person >= policy.max_direct_messages_per_person:
        detail = f"You have written as much as {creator} takes from one person in 24 hours before they reply."
        return _limited(detail, usage.person_opens_at)
    if usage.of_all >= policy.max_direct_messages_per_day:
        return _limited(f"{creator} has as many direct messages as they take in 24 hours.", usage.all_opens_at)
    return None


def touches_blocked_topic(policy: Policy, text: Reading, word_forms: WordForms) -> bool:
    """Whether the message touches a topic that the creator keeps out."""
    return any(touches(text, topic, word_forms) for topic in policy.blocked_topics)


@dataclass(frozen=True, slots=True)
class PastDirectMessage:
    """A message of a direct conversation, from the asker or from the creator."""

    conversation_id: UUID
    user_id: UUID
    """The asker of the conversation, whoever wrote the message."""
    tier: Tier
    is_reply: bool
    """Whether the creator wrote it."""
    content: str
    at: datetime
    """Aware."""


@dataclass(frozen=True, slots=True)
class DirectReplay:
    """Past direct messages under other rules."""

    considered: int
    """Messages to the creator, >= 0."""
    refused: int
    """How many of them these rules would have refused, >= 0."""


def replay_direct(policy: Policy, past: Iterable[PastDirectMessage], word_forms: WordForms) -> DirectReplay:
    """Applies the rules to past messages, oldest first. The moderation model is not asked again."""
    taken: list[PastDirectMessage] = []
    unanswered: dict[UUID, list[PastDirectMessage]] = {}
    considered = refused = 0
    for message in past:
        if message.is_reply:
            unanswered[message.conversation_id] = []
            continue
        considered += 1
        since = message.at - WINDOW
        taken = [each for each in taken if each.at > since]
        waiting = [each for those in unanswered.values() for each in those if each.user_id == message.user_id and each.at > since]
        if _is_refused(policy, message, DirectUsage(len(taken), len(waiting)), word_forms):
            refused += 1
            continue
        taken.append(message)
        unanswered.setdefault(message.conversation_id, []).append(message)
    return DirectReplay(considered, refused)


def _is_refused(policy: Policy, message: PastDirectMessage, usage: DirectUsage, word_forms: WordForms) -> bool:
    reading = read_text(message.content)
    return (
        closed_to(policy, "", message.tier) is not None
        or limit_reached(policy, "", usage) is not None
        or touches_blocked_topic(policy, reading, word_forms)
        or read_unsafe(reading, NOT_ASKED, policy) is not None
    )


def _limited(detail: str, opens_at: datetime | None) -> Limited:
    return Limited("direct_limit_reached", detail, opens_at=opens_at.isoformat() if opens_at else None)
