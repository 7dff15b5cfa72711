"""A simple model of an agent and its people. Tests apply every step to it and to the product, and compare the two."""

from dataclasses import dataclass, field
from typing import Any

DEPTH = {"public": 0, "friends": 1, "intimate": 2}
DAY_H, WEEK_H = 24, 168


@dataclass
class Asked:
    """One message to the agent, with the response to it."""

    asker: int
    conversation: str
    text: str
    client_message_id: str
    response: dict[str, Any]
    offer: str | None = None
    """The escalation that stood for it last."""
    offers: list[str] = field(default_factory=list)
    """All that ever did."""


@dataclass
class Question:
    """One escalation."""

    id: str
    asker: int
    conversation: str
    text: str
    is_free: bool = False
    status: str = "pending"
    is_due: bool = False
    is_replaced: bool = False
    """Whether a newer offer in its thread closed it."""
    was_accepted: bool = False
    age_h: int = 0
    """How long ago it was accepted."""
    group: str = ""
    answer: str = ""
    assigned_to: int | None = None
    """Which of the team is to answer it."""
    gave_back: bool = False
    """Whether it was withdrawn so early that it does not count."""


@dataclass
class Answer:
    """One canonical answer."""

    id: str
    pattern: str
    content: str
    layer: str
    version: int = 1
    is_active: bool = True
    times_reused: int = 0
    is_to_be_sent: bool = False
    """Its last change has a job that is still to run."""
    given: dict[str, int] = field(default_factory=dict)
    """Conversation -> the newest version that was given or announced there."""
    withdrawn: set[str] = field(default_factory=set)
    """Conversations where that was only that it is withdrawn."""
    layers: dict[int, str] = field(default_factory=dict)
    """How private each version was when it was made."""

    def __post_init__(self) -> None:
        self.layers[self.version] = self.layer

    def change(self) -> None:
        """Starts a new version with the current content."""
        self.version += 1
        self.layers[self.version] = self.layer

    def give(self, conversation: str) -> None:
        self.given[conversation] = self.version
        self.withdrawn.discard(conversation)

    def correct(self, conversation: str, granted: str) -> bool:
        """Applies a correction in the conversation; returns whether a message is written."""
        now = max(DEPTH[self.layer], DEPTH[self.layers[self.version]])
        is_theirs = now <= DEPTH[granted]
        if conversation in self.withdrawn and not (is_theirs and self.is_active):
            return False
        as_private_before = conversation not in self.withdrawn and now <= DEPTH[self.layers[self.given[conversation]]]
        self.give(conversation)
        if not self.is_active or not (is_theirs or as_private_before):
            self.withdrawn.add(conversation)
        return True


@dataclass
class Line:
    """One message of a thread."""

    role: str
    kind: str
    content: str | None = None
    """None where the words are the agent's own."""
    id: str | None = None


@dataclass
class Shadow:
    day_limit: int = 10
    week_limit: int = 50
    is_enabled: bool = True
    layers: dict[int, str] = field(default_factory=lambda: {0: "public", 1: "public", 2: "public"})
    guests: set[int] = field(default_factory=set)
    """The askers without an account."""
    asked: list[Asked] = field(default_factory=list)
    others_said: list[str] = field(default_factory=list)
    """Decisions on messages that replied to the agent."""
    questions: dict[str, Question] = field(default_factory=dict)
    answers: dict[str, Answer] = field(default_factory=dict)
    threads: dict[str, list[Line]] = field(default_factory=dict)
    owners: dict[str, int] = field(default_factory=dict)
    """Conversation -> the asker whose it is."""
    direct: set[str] = field(default_factory=set)
    silenced: set[str] = field(default_factory=set)
    """Conversations with the agent in which the creator wrote, and which were not handed back."""

    def used(self, hours: int, *, by_guests: bool = False) -> int:
        counted = [each for each in self.questions.values() if each.was_accepted and not each.is_free and each.age_h < hours]
        return sum(not by_guests or each.asker in self.guests for each in counted)

    def remaining(self, asker: int) -> int:
        left = [self.day_limit - self.used(DAY_H), self.week_limit - self.used(WEEK_H)]
        if asker in self.guests:
            # One place is always left to people with an account.
            left += [self.day_limit - 1 - self.used(DAY_H, by_guests=True), self.week_limit - 1 - self.used(WEEK_H, by_guests=True)]
        return max(0, min(left))

    def closed_gate(self, asker: int) -> str | None:
        """The first closed gate for an asker."""
        if not self.is_enabled:
            return "escalation_disabled"
        if self.used(DAY_H) >= self.day_limit:
            return "day_limit_reached"
        if self.used(WEEK_H) >= self.week_limit:
            return "week_limit_reached"
        if asker in self.guests and self.used(DAY_H, by_guests=True) >= self.day_limit - 1:
            return "day_limit_reached"
        return "week_limit_reached" if asker in self.guests and self.used(WEEK_H, by_guests=True) >= self.week_limit - 1 else None

    def add_offer(self, question: Question) -> None:
        """A new offer closes the older open ones of its thread."""
        for each in self.questions.values():
            if each.conversation == question.conversation and each.status == "pending":
                each.status, each.is_replaced = "expired", True
        self.questions[question.id] = question

    def of_status(self, status: str) -> list[Question]:
        return [each for each in self.questions.values() if each.status == status]

    def waiting(self, group: str) -> list[Question]:
        return [each for each in self.questions.values() if each.status == "accepted" and each.group == group]

    def people_waiting(self, group: str) -> int:
        return len({each.asker for each in self.waiting(group)})

    def can_reach(self, asker: int, answer: Answer) -> bool:
        return answer.is_active and DEPTH[answer.layer] <= DEPTH[self.layers[asker]]

    def find_same(self, pattern: str, content: str) -> Answer | None:
        same = (each for each in self.answers.values() if each.is_active and (each.pattern, each.content) == (pattern, content))
        return next(same, None)

    def write(self, conversation: str, role: str, kind: str, content: str | None = None, message: str | None = None) -> None:
        self.threads[conversation].append(Line(role, kind, content, message))
