"""The counts of one time window, which the metrics are computed from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo

from orchestrator.domain.paths import Path


@dataclass(frozen=True, slots=True)
class Day:
    """The counts of one date in the creator's time zone, as far as it lies in the window."""

    on: date
    paths: Mapping[Path, int] = field(default_factory=dict)
    """Number of messages by the path of their decision.

    E counts no messages but questions to the creator, on the day when they were accepted.
    """
    small_talk: int = 0
    """Number of messages on path A that are small talk."""


@dataclass(frozen=True, slots=True)
class TopAnswer:
    """A canonical answer that was served often."""

    id: str
    question_pattern: str
    """Only the creator may see it."""
    times_served: int
    """Within the window."""


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts of one window. A field that says "now" counts the present state instead."""

    began_at: datetime
    ended_at: datetime
    observed_days: float = 0.0
    """Days of the window in which the agent existed."""
    days: tuple[Day, ...] = ()
    """Every date the window touches, oldest first."""
    users: int = 0
    """Number of people who wrote to the agent, guests included."""
    guests: int = 0
    """Number of guests who asked it something."""
    guest_questions: int = 0
    """Number of questions of guests; small talk does not count."""
    asked_back_last: int = 0
    """Number of conversations that ended with a clarifying question; small talk after it does not count."""
    confirmed: int = 0
    """Answers from documents or the bank that the asker called helpful and did not contest."""
    contested: int = 0
    """Answers from documents or the bank that the asker called wrong or not their question, or passed on."""
    helped: int = 0
    """Questions that were offered or refused, and whose askers found the answer in what was shown beside."""
    reply_p50_ms: int | None = None
    """Median time from the message to the automatic answer."""
    reply_p95_ms: int | None = None
    """The same time's 95th percentile."""
    replies_timed: int = 0
    """Number of automatic answers behind the two percentiles."""
    offers_accepted: int = 0
    offers_declined: int = 0
    offers_lapsed: int = 0
    offers_open: int = 0
    """Offers that the asker has neither accepted nor declined yet."""
    questions_answered: int = 0
    """Number of questions that were accepted in the window and answered; the next two fields count likewise."""
    questions_declined: int = 0
    questions_expired: int = 0
    questions_waiting: int = 0
    """Number of questions that wait now, however old."""
    answered_s: tuple[float, ...] = ()
    """Seconds from accepting to answering, one for each answered question."""
    waiting_s: tuple[float, ...] = ()
    """Seconds since accepting, one for each question that waits now."""
    handled: int = 0
    """Number of questions that the creator answered or declined."""
    handled_measured: int = 0
    """Number of these questions for which it is known when the creator opened them."""
    creator_minutes: float = 0.0
    """Minutes that the creator spent on these questions."""
    answers_active: int = 0
    """Number of active canonical answers now."""
    answers_reused: int = 0
    """Number of these answers that were ever served to somebody."""
    direct_messages: int = 0
    """Number of messages that people wrote to the creator directly, without the agent."""
    top_answers: tuple[TopAnswer, ...] = ()
    unanswered: tuple[str, ...] = ()
    """The newest questions without an answer, at most 200."""

    def on_path(self, path: Path) -> int:
        """The number of the whole window, see `Day.paths`."""
        return sum(day.paths.get(path, 0) for day in self.days)

    @property
    def small_talk(self) -> int:
        """Number of messages that are small talk."""
        return sum(day.small_talk for day in self.days)

    @property
    def messages(self) -> int:
        """Number of messages to the agent, including small talk."""
        return sum(self.on_path(path) for path in Path if path is not Path.queue_for_creator)

    @property
    def delivered(self) -> int:
        """Number of questions that were answered at once, from documents or from the bank."""
        return self.on_path(Path.auto_answer) - self.small_talk + self.on_path(Path.serve_canonical)

    @property
    def settled(self) -> int:
        """Number of questions that ended well without the creator: answered and not contested, or helped."""
        return self.delivered - self.contested + self.helped

    @property
    def questions(self) -> int:
        """Number of questions. A question with its clarifying questions counts once, on the path where it ended.

        A message that got a clarifying question is joined with the next message, as the router reads both together.
        Without a next message, the question ended there unanswered.
        """
        ended = self.delivered + self.on_path(Path.offer_escalation) + self.on_path(Path.refuse)
        return ended + self.asked_back_last

    @property
    def put_to_creator(self) -> int:
        """Number of questions that were accepted for the creator's inbox."""
        return self.on_path(Path.queue_for_creator)

    @property
    def has_begun(self) -> bool:
        """Whether anybody has written yet, so that a figure about the creator's work has a meaning."""
        return self.messages + self.direct_messages + self.handled + self.questions_waiting > 0


def dates_of(began_at: datetime, ended_at: datetime, zone: tzinfo) -> tuple[date, ...]:
    """Every date of the window in the time zone, the first and the last perhaps only in part; both times are aware."""
    first, last = began_at.astimezone(zone).date(), ended_at.astimezone(zone).date()
    return tuple(first + timedelta(days=number) for number in range((last - first).days + 1))
