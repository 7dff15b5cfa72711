"""Two stored answers, or a stored answer and a passage, that fit a message equally well: the choice that is offered to the
asker, and the answer that was chosen."""

from collections.abc import Sequence
from dataclasses import dataclass

from orchestrator.domain.answering.passages import PassageHit
from orchestrator.domain.matching.answers import nearest_phrasings
from orchestrator.domain.matching.hits import CanonicalHit, Dispute
from orchestrator.domain.matching.looks.curves import Curve
from orchestrator.domain.matching.rivals.passages import short_name
from orchestrator.domain.message.inflections import forms_of, found_in
from orchestrator.domain.message.reading import Reading, read_text
from orchestrator.domain.message.turns import Role, Turn
from orchestrator.domain.paths import Path
from orchestrator.domain.texts import first_sentence, shortened

COMPETING = 0.75
"""Share of the best answer's probability that the second best must reach to be its rival."""
MIN_PROBABILITY = 0.2
"""Probability that the best answer must reach for a choice to be offered."""
MAX_CHOICE_CHARACTERS = 80
NEAR_PASSAGES = 3
"""So many of the best passages may be a rival of a stored answer."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    hit: CanonicalHit
    words: frozenset[str]
    """The informative words of its question pattern."""


def read_rivals(question: Reading, is_follow_up: bool, answers: tuple[CanonicalHit, ...], curve: Curve) -> tuple[CanonicalHit, ...]:
    """The two best answers, best first, where nothing in the message decides between them; () otherwise.

    Nothing decides where both question patterns hold every informative word of the message, and each pattern has a word
    that neither the message nor the other pattern has. () for a follow-up: a message that answers a question of the
    agent is not asked back again.
    """
    if is_follow_up:
        return ()
    asked = frozenset(question.informative)
    chances = sorted(((curve.probability(hit.cosine), hit) for hit in nearest_phrasings(answers)), key=lambda chance: -chance[0])
    if not asked or len(chances) < 2 or chances[0][0] < MIN_PROBABILITY or chances[1][0] < COMPETING * chances[0][0]:
        return ()
    first, second = (_Candidate(hit, frozenset(read_text(hit.question_pattern).informative)) for _, hit in chances[:2])
    is_undecided = _is_undecided(asked, first.words, second.words)
    return (first.hit, second.hit) if is_undecided and choice_of(first.hit) != choice_of(second.hit) else ()


def read_answer_and_passage(
    question: Reading, answers: tuple[CanonicalHit, ...], curve: Curve, passages: Sequence[PassageHit]
) -> tuple[str, ...]:
    """The choices between the best answer and a passage under a heading, as they are shown; () where the message decides.

    As with two answers, nothing decides where the question pattern and the heading both hold every informative word of the
    message, and each has one that neither the message nor the other has.
    """
    asked = frozenset(question.informative)
    best = max(nearest_phrasings(answers), key=lambda hit: hit.cosine, default=None)
    if not asked or best is None or curve.probability(best.cosine) < MIN_PROBABILITY:
        return ()
    pattern = frozenset(read_text(best.question_pattern).informative)
    headings = (hit.names[-1] for hit in passages[:NEAR_PASSAGES] if len(hit.names) > 1)
    rival = next((heading for heading in headings if _is_undecided(asked, pattern, frozenset(read_text(heading).informative))), None)
    return (choice_of(best), short_name(rival)) if rival is not None else ()


def _is_undecided(asked: frozenset[str], first: frozenset[str], second: frozenset[str]) -> bool:
    each_adds_a_word = bool(_without(first, asked | second)) and bool(_without(second, asked | first))
    return each_adds_a_word and not _without(asked, first) and not _without(asked, second)


def choice_of(hit: CanonicalHit) -> str:
    """The text that offers this answer: its question in the creator's words.

    A question in an asker's words is never shown; the answer's first sentence stands for it. So it does for a question that
    another answer has, too.
    """
    if hit.dispute is Dispute.apart:
        return first_sentence(hit.answer_content, MAX_CHOICE_CHARACTERS)
    return shortened(hit.shown_question, MAX_CHOICE_CHARACTERS) or first_sentence(hit.answer_content, MAX_CHOICE_CHARACTERS)


def chosen_answer(text: str, turns: tuple[Turn, ...], answers: tuple[CanonicalHit, ...]) -> CanonicalHit | None:
    """The answer whose offered text this message repeats word for word; None unless the agent just asked to choose."""
    last = turns[-1] if turns else None
    if last is None or last.role is not Role.agent or last.path is not Path.clarify:
        return None
    return next((hit for hit in answers if choice_of(hit) == text.strip()), None)


def _without(words: frozenset[str], others: frozenset[str]) -> frozenset[str]:
    """The words that stand in no inflection among the others."""
    return words - found_in(words, forms_of(others))
