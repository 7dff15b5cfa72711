"""Wordings that askers confirmed: they were asked "Do you mean ...?" and said yes. What that is worth, docs/trust.md says."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from orchestrator.domain.matching.close import wording_of
from orchestrator.domain.matching.unmistakable import is_unmistakable
from orchestrator.domain.message.reading import read_text

ENOUGH = 3
"""So many people must confirm a wording before it is kept as a phrasing that waits for the creator.

If an asker who is asked about the wrong question says yes one time in five, three of them do so once in 125 times, which is below
the share of wrong answers that any creator allows by default.
"""


@dataclass(frozen=True, slots=True)
class Reply:
    """What one asker said when they were asked whether a stored question is meant."""

    id: UUID
    person: UUID
    question: str
    """Their own words."""
    is_yes: bool
    is_taken_back: bool
    """Whether they said after a yes that the answer was not right."""
    is_counted: bool
    """Whether the person is known well enough for their yes to count."""
    card_id: UUID | None = None
    """The creator's card about this message and answer."""
    card_verdict: str | None = None
    """'right', 'wrong' or 'unsure'; None while the card waits or where there is none."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Replies to the same question about the same answer, oldest first; at least one."""

    replies: tuple[Reply, ...]

    @property
    def is_denied(self) -> bool:
        """Whether anybody said no, or took a yes back: one of them is enough."""
        return any(not reply.is_yes or reply.is_taken_back for reply in self.replies)

    @property
    def people(self) -> int:
        """Different people whose yes counts, >= 0."""
        return len({reply.person for reply in self.replies if reply.is_yes and reply.is_counted})

    @property
    def is_enough(self) -> bool:
        return not self.is_denied and self.people >= ENOUGH

    @property
    def is_judged(self) -> bool:
        """Whether the creator has closed a card about it: they need not be asked again, whatever they said."""
        return any(reply.card_verdict is not None for reply in self.replies)

    @property
    def has_card(self) -> bool:
        return any(reply.card_id is not None for reply in self.replies)


def group_wordings(replies: Sequence[Reply], language: str) -> tuple[Wording, ...]:
    """The wordings of these replies, which are all about one answer; those with the most people first.

    Two replies have the same wording if their folded words are equal, or if one is unmistakably the other. `language` is the ISO
    639-1 code of the questions.
    """
    groups: list[list[Reply]] = []
    for reply in replies:
        group = next((each for each in groups if _is_same(reply.question, each[0].question, language)), None)
        if group is None:
            groups.append([reply])
        else:
            group.append(reply)
    return tuple(sorted((Wording(tuple(group)) for group in groups), key=lambda wording: -wording.people))


def names_another(question: str, others: Sequence[str], language: str) -> bool:
    """Whether the question is unmistakably a phrasing of another answer; `others` are the phrasings of those."""
    return any(_is_same(question, other, language) for other in others)


def _is_same(one: str, other: str, language: str) -> bool:
    return wording_of(one) == wording_of(other) or is_unmistakable(read_text(one), read_text(other), language)
