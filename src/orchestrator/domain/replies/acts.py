"""What the agent says to a reply of the asker's: an offer is accepted or declined, a question waits, is withdrawn or completed."""

from collections.abc import Sequence
from typing import assert_never

from orchestrator.domain.escalation.asked import AskedQuestion
from orchestrator.domain.escalation.expectation import Expectation
from orchestrator.domain.escalation.states import Actor, Status
from orchestrator.domain.replies.phrases import phrases_in
from orchestrator.domain.replies.sentences import about, expected_time, queued, quoted, quoted_whole, render_time
from orchestrator.domain.replies.voice import Voice


def accepted(voice: Voice, offer: AskedQuestion, expected: Expectation, picked: Sequence[int] = ()) -> str:
    """The question, and that it is in the creator's inbox. Where only some questions of the offer were picked, by index, the others
    are told, too: they are not passed on."""
    taken = [question for at, question in enumerate(offer.each) if not picked or at in picked]
    left = [question for at, question in enumerate(offer.each) if picked and at not in picked]
    said = [*map(about, taken), queued(voice.creator, expected, voice.language)]
    if left:
        said.append(phrases_in(voice.language).not_passed.format(questions=" · ".join(map(quoted, left))))
    return "\n\n".join(said)


def declined(voice: Voice) -> str:
    """The offer is closed."""
    return phrases_in(voice.language).kept


def not_meant(voice: Voice) -> str:
    """The asker meant none of the subjects that a clarifying question named."""
    return phrases_in(voice.language).clarify_open.format(creator=voice.creator)


def withdrawn(voice: Voice, question: AskedQuestion) -> str:
    return f"{_named(question)}\n\n{phrases_in(voice.language).withdrawn.format(creator=voice.creator)}"


def added(voice: Voice, question: AskedQuestion) -> str:
    return f"{_named(question)}\n\n{phrases_in(voice.language).added.format(creator=voice.creator)}"


def state_of(voice: Voice, question: AskedQuestion, zone: str) -> str:
    """Whether the question waits, since when and what is expected, or what became of it. Times are told in `zone`."""
    return f"{_named(question)}\n\n{_state(voice, question, zone)}"


MAX_TOLD = 3
"""Questions of which the state is told; of more that wait, the number."""


def states_of(voice: Voice, questions: Sequence[AskedQuestion], zone: str) -> str:
    """The states of several questions, each by its words; of more than a few, the number of the others."""
    said = [state_of(voice, question, zone) for question in questions[:MAX_TOLD]]
    if len(questions) > MAX_TOLD:
        said.append(phrases_in(voice.language).more_waiting.format(number=len(questions) - MAX_TOLD))
    return "\n\n".join(said)


def _named(question: AskedQuestion) -> str:
    """As `about`, of a question whose core was read when it was asked."""
    return f"> {quoted_whole(question.pattern or question.question)}"


def _state(voice: Voice, question: AskedQuestion, zone: str) -> str:
    phrases, creator = phrases_in(voice.language), voice.creator
    match question.status:
        case Status.pending:
            return phrases.offer
        case Status.accepted:
            assert question.accepted_at is not None  # set with this status
            waits = phrases.waiting_since.format(creator=creator, at=render_time(question.accepted_at, phrases, zone))
            return f"{waits} {expected_time(creator, question.expected, phrases)}"
        case Status.answered:
            return phrases.has_answered.format(creator=creator)
        case Status.declined:
            return (phrases.withdrawn if question.declined_by is Actor.asker else phrases.declined).format(creator=creator)
        case Status.expired:
            return phrases.apology.format(creator=creator)
        case _:
            assert_never(question.status)
