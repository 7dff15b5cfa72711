"""The questions of one asker to one agent that were offered or passed on, as a later message of theirs may refer to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from orchestrator.domain.escalation.expectation import Expectation
from orchestrator.domain.escalation.states import Actor, Status
from orchestrator.domain.message.inflections import forms_of, found_in
from orchestrator.domain.message.reading import read_text


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """An open offer of this conversation, or a question of the asker's that was passed on to the creator."""

    id: UUID
    question: str
    """The question in the asker's words."""
    status: Status
    is_here: bool
    """Whether it was asked in this conversation."""
    expected: Expectation
    """As the offer or the notice of its acceptance named it."""
    accepted_at: datetime | None = None
    """Aware; None for an offer."""
    declined_by: Actor | None = None
    pattern: str | None = None
    """The question without its manners; None where it has none."""
    parts: int = 1
    """How many questions of a message it holds, each on a line of its own, > 0."""

    @property
    def each(self) -> tuple[str, ...]:
        """Its questions, in their order."""
        lines = tuple(self.question.split("\n"))
        return lines if len(lines) == self.parts else (self.question,)

    def only(self, picked: Sequence[int]) -> "Kept":
        """What is left of it with these of its questions alone, by index."""
        patterns = tuple((self.pattern or self.question).split("\n"))
        asked = "\n".join(patterns[at] for at in picked) if len(patterns) == len(self.each) else None
        written = "\n".join(self.each[at] for at in picked)
        return Kept(written, asked if asked != written else None)


@dataclass(frozen=True, slots=True)
class Kept:
    """The questions of an offer that its asker accepts, where they decline the others."""

    question: str
    """In the asker's words, a line each."""
    pattern: str | None
    """Without manners; None where it has none."""

    @property
    def asked(self) -> str:
        """What is compared with other questions."""
        return self.pattern or self.question


def open_offer(questions: Sequence[AskedQuestion]) -> AskedQuestion | None:
    """The open offer of this conversation. There is at most one: a newer offer closes the older ones."""
    return next((each for each in questions if each.status is Status.pending and each.is_here), None)


def waiting_question(questions: Sequence[AskedQuestion], text: str = "") -> AskedQuestion | None:
    """The question that the asker most likely speaks of in `text`: of those that were passed on in this conversation and wait, the one
    that shares most words with it, else the newest; of another conversation only where none was passed on here.
    """
    waiting = [each for each in _spoken_of(questions) if each.status is Status.accepted]
    named = read_text(text).informative
    shared = [len(found_in(named, forms_of(read_text(each.question).words))) for each in waiting]
    best = max(shared, default=0)
    return waiting[shared.index(best)] if waiting else None


def waiting_here(questions: Sequence[AskedQuestion], text: str = "") -> AskedQuestion | None:
    """As `waiting_question`, of this conversation alone. Only it is added to: what is told here may be about anything else."""
    waiting = waiting_question(questions, text)
    return waiting if waiting is not None and waiting.is_here else None


def all_waiting(questions: Sequence[AskedQuestion], text: str = "") -> list[AskedQuestion]:
    """The questions that the asker may mean by "any news?", newest first: those of this conversation that wait, or of others where none
    was passed on here; the named one alone where `text` names one."""
    waiting = [each for each in _spoken_of(questions) if each.status is Status.accepted]
    named = [each for each in waiting if found_in(read_text(text).informative, forms_of(read_text(each.question).words))]
    return named if len(named) == 1 else waiting


def last_passed_on(questions: Sequence[AskedQuestion], text: str = "") -> AskedQuestion | None:
    """The question whose state is told: one that waits, else the newest that was passed on; in this conversation before others."""
    return waiting_question(questions, text) or next(iter(_spoken_of(questions)), None)


def _spoken_of(questions: Sequence[AskedQuestion]) -> list[AskedQuestion]:
    passed_on = [each for each in questions if each.accepted_at is not None]
    return [each for each in passed_on if each.is_here] or passed_on
