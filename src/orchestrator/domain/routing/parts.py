"""A message with several questions: each has a decision and a reply of its own; the agent says them as one, with one offer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from orchestrator.domain.message.parts.reading import read_parts
from orchestrator.domain.paths import Path
from orchestrator.domain.replies import sentences as replies
from orchestrator.domain.replies.voice import Voice
from orchestrator.domain.routing.deciding.decision import FROM_DOCUMENTS, Decision, RuleName
from orchestrator.domain.routing.outcome import Offer, Outcome, QuotedReply, Reply, SignedAnswer, Source, quoted_reply, signed_answer
from orchestrator.domain.texts import shortened

UNDIVIDED = frozenset({RuleName.creator_present, RuleName.unsafe, RuleName.reply_to_agent, RuleName.small_talk})
"""Where one of these rules decides on the whole message, its questions are not told apart."""

HEADING_CHARACTERS = 160
"""How much of a question stands above its reply."""


_CITED = re.compile(r"\[(\d{1,3})\](?!\()")


@dataclass(frozen=True, slots=True)
class PartReply:
    """One question of a message, and what the agent says to it."""

    number: int
    """Its place in the message, from 1."""
    text: str
    """As it was written, without the word that joins it to the question before."""
    content: str
    """Markdown."""
    sources: tuple[Source, ...] = ()

    @property
    def signed(self) -> SignedAnswer | None:
        """The parts of a reply that is an earlier answer; None for any other reply."""
        return signed_answer(self.content, self.sources)

    @property
    def quoted(self) -> QuotedReply | None:
        """The parts of a reply that quotes documents; None for any other reply."""
        return quoted_reply(self.content, self.sources)


@dataclass(frozen=True, slots=True)
class Combined:
    """The outcomes of all questions of a message, said as one."""

    replies: tuple[PartReply, ...]
    """In the order of the message; one for each outcome."""
    reply: Reply
    offer: Offer | None
    """One for all that is left unanswered."""
    offered: tuple[int, ...]
    """The outcomes that the offer covers, by their index."""
    leading: int
    """The index of the outcome that stands for the message where only one can: what is offered, else what is asked back, else the
    last one."""


def combine(parts: Sequence[tuple[str, Decision, Outcome]], voice: Voice) -> Combined:
    """One reply to all parts, each (text, decision, outcome) under its question. The last one that is offered carries the offer."""
    outcomes = [outcome for _, _, outcome in parts]
    offered = tuple(at for at, outcome in enumerate(outcomes) if outcome.offer is not None)
    asked_back = tuple(at for at, (_, decision, _) in enumerate(parts) if decision.path is Path.clarify)
    said = tuple(
        PartReply(at + 1, text, _content(at, outcomes, offered, voice), outcome.reply.sources)
        for at, (text, _, outcome) in enumerate(parts)
    )
    sources = {source.id: replace(source, signature=None, quote="") for part in said for source in part.sources}
    pieces = [
        piece
        for part, (_, decision, _) in zip(said, parts, strict=True)
        for piece in ("" if decision.rule is RuleName.reply_to_agent else _heading(part.text), _renumbered(part, decision, list(sources)))
    ]
    content = "\n\n".join(filter(None, pieces))
    is_signed = any(decision.rule in FROM_DOCUMENTS for _, decision, _ in parts)
    return Combined(
        replies=said,
        reply=Reply(replies.signed_off(content, voice) if is_signed else content, tuple(sources.values())),
        offer=outcomes[offered[-1]].offer if offered else None,
        offered=offered,
        leading=(*offered[-1:], *asked_back, len(parts) - 1)[0],
    )


def _renumbered(part: PartReply, decision: Decision, sources: Sequence[UUID]) -> str:
    """The part with the numbers that its sources have among those of the whole reply. An answer of the creator's is left as it is."""
    if decision.rule not in FROM_DOCUMENTS:
        return part.content
    numbers = {str(at): sources.index(source.id) + 1 for at, source in enumerate(part.sources, 1)}
    return _CITED.sub(lambda found: f"[{numbers.get(found[1], found[1])}]", part.content)


def _content(at: int, outcomes: Sequence[Outcome], offered: tuple[int, ...], voice: Voice) -> str:
    """What is said to one part. Of neighbours that are offered, the last speaks for all; their questions stand above it. Where
    it begins with an answer to its own question, it speaks for itself."""
    outcome = outcomes[at]
    if at not in offered[:-1]:
        return outcome.reply.content
    if outcome.answered:
        return outcome.answered
    return "" if at + 1 in offered and not outcomes[at + 1].answered else replies.unanswered(voice, bool(outcome.suggestions))


def is_undivided(decision: Decision, count: int) -> bool:
    """Whether a decision on a whole message of `count` questions stands: by its rule, or as an answer to as many questions."""
    if decision.rule is not RuleName.known_question:
        return decision.rule in UNDIVIDED
    best = decision.signals.best_answer
    return best is not None and len(read_parts(best.question_pattern)) >= count


def have_one_answer(one: Outcome, other: Outcome) -> bool:
    """Whether two questions are answered by the same words, which are told once."""
    return bool(one.reply.sources) and one.reply == other.reply


def _heading(text: str) -> str:
    """The question as a line of its own."""
    line = shortened(text, HEADING_CHARACTERS)
    line += "?" if line[-1:].isalnum() else ""
    return f"**{replies.MARKDOWN.sub(replies.ESCAPED, line[:1].upper() + line[1:])}**"
