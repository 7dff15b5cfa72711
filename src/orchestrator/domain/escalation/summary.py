"""The context of a question for the creator: the last turns in short, and the check of a model's summary of them."""

import re
from collections.abc import Sequence

from orchestrator.domain.answering import prompt
from orchestrator.domain.answering.checking.support import foreign_addresses, read_numbers, read_reference, supported_share
from orchestrator.domain.message.turns import Role, Turn
from orchestrator.domain.texts import first_sentence

_QUOTATION = re.compile(r"\*\*|^>[^\S\n]?", re.MULTILINE)
TURNS = 5
MAX_TURN_CHARACTERS = 200
MAX_SUMMARY_CHARACTERS = 700
MIN_SUPPORTED_SHARE = 0.4
"""Share of a summary's informative words that the conversation must hold. It is low, as a summary uses other words."""


def summarise(turns: Sequence[Turn], asker_name: str, agent_name: str) -> str:
    """The first sentences of the last five turns, one line per turn, oldest first; '' where there are no turns."""
    names = {Role.user: asker_name, Role.agent: agent_name, Role.creator: "You"}
    return "\n".join(f"{names[turn.role]}: {first_sentence(_without_marks(turn), MAX_TURN_CHARACTERS)}" for turn in turns[-TURNS:])


def _without_marks(turn: Turn) -> str:
    """What was said, without the marks of a quotation that the agent puts around it."""
    return _QUOTATION.sub("", turn.content) if turn.role is Role.agent else turn.content


def check_written(text: str, turns: Sequence[Turn]) -> str | None:
    """A model's summary on one line; None where it is empty, too long, or not supported by the conversation."""
    line = " ".join(text.split())
    # What the model was shown of the conversation.
    conversation = read_reference(turn.content[: prompt.MAX_TURN_CHARACTERS] for turn in turns[-prompt.LAST_TURNS :])
    if not line or len(line) > MAX_SUMMARY_CHARACTERS:
        return None
    if (
        not read_numbers(line) <= conversation.numbers
        or foreign_addresses(line, conversation.text)
        or supported_share(line, conversation) < MIN_SUPPORTED_SHARE
    ):
        return None
    return line
