"""What was counted in one window, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from orchestrator.domain.paths import Path


@dataclass(frozen=True, slots=True)
class Day:
    """What happened on one UTC date, as far as it lies in the window."""

    on: date
    paths: Mapping[Path, int] = field(default_factory=dict)
    """Messages by the path of their decision. E is not a message: questions the creator was asked, by the day they were accepted."""
    small_talk: int = 0
    """Of the messages on path A, those that asked nothing."""


@dataclass(frozen=True, slots=True)
class TopAnswer:
    id: str
    question_pattern: str
    """For the creator's eyes only."""
    times_served: int
    """Within the window."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted in one window. Numbers are of the window unless it says 'now'."""

    began_at: datetime
    ended_at: datetime
    observed_days: float = 0.0
    """How long the agent existed within the window, in days."""
    days: tuple[Day, ...] = ()
    """Every date the window touches, oldest first."""
    users: int = 0
    """People who wrote to the agent."""
    asked_back_last: int = 0
    """Conversations whose newest question, small talk apart, was asked back: nothing followed the question back."""
    confirmed: int = 0
    """Answers from documents or the bank that their asker called helpful, and nothing against."""
    contested: int = 0
    """The same that their asker called wrong or not theirs, or that went on to the creator after all."""
    reply_p50_ms: int | None = None
    reply_p95_ms: int | None = None
    replies_timed: int = 0
    offers_accepted: int = 0
    offers_declined: int = 0
    offers_lapsed: int = 0
    offers_open: int = 0
    """Not yet decided by the asker."""
    questions_answered: int = 0
    """Of the questions accepted in the window; likewise the next two."""
    questions_declined: int = 0
    questions_expired: int = 0
    questions_waiting: int = 0
    """Now, however old."""
    answered_s: tuple[float, ...] = ()
    """From accepting to answering, in seconds."""
    waiting_s: tuple[float, ...] = ()
    """How long each question that waits now has waited, in seconds."""
    handled: int = 0
    """Questions the creator answered or declined."""
    handled_measured: int = 0
    """Of these, the ones whose opening was noted."""
    creator_minutes: float = 0.0
    answers_active: int = 0
    """Canonical answers, now."""
    answers_reused: int = 0
    """Of these, served to somebody at least once, ever."""
    direct_messages: int = 0
    """Written to the creator past the agent."""
    top_answers: tuple[TopAnswer, ...] = ()
    unanswered: tuple[str, ...] = ()
    """The newest questions without an answer, at most 200."""

    def on_path(self, path: Path) -> int:
        return sum(day.paths.get(path, 0) for day in self.days)

    @property
    def small_talk(self) -> int:
        return sum(day.small_talk for day in self.days)

    @property
    def messages(self) -> int:
        """All that people wrote to the agent, small talk included."""
        return sum(self.on_path(path) for path in Path if path is not Path.queue_for_creator)

    @property
    def delivered(self) -> int:
        """Questions to which an answer was sent at once: from documents or from the bank."""
        return self.on_path(Path.auto_answer) - self.small_talk + self.on_path(Path.serve_canonical)

    @property
    def questions(self) -> int:
        """Exchanges that asked something, each counted once, where it ended.

        A message that was asked back belongs to the one that followed it, as the router reads the two together; where
        nothing followed, the exchange ended there, without an answer.
        """
        ended = self.delivered + self.on_path(Path.offer_escalation) + self.on_path(Path.refuse)
        return ended + self.asked_back_last

    @property
    def put_to_creator(self) -> int:
        return self.on_path(Path.queue_for_creator)

    @property
    def has_begun(self) -> bool:
        """Whether anything happened that a number about the creator's load could be about."""
        return self.messages + self.direct_messages + self.handled + self.questions_waiting > 0


def dates_of(began_at: datetime, ended_at: datetime) -> tuple[date, ...]:
    """Every UTC date the window touches; both times are aware and in UTC."""
    first, last = began_at.date(), ended_at.date()
    return tuple(first + timedelta(days=number) for number in range((last - first).days + 1))
