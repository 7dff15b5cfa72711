"""The context of a question for the creator: the last turns, each cut to what it says first; and what a model made of them."""

from collections.abc import Sequence

from orchestrator.domain.answering.support import foreign_addresses, read_numbers, read_reference, supported_share
from orchestrator.domain.message.turns import Role, Turn
from orchestrator.domain.texts import first_sentence

TURNS = 5
TURN_LETTERS = 200
WRITTEN_LETTERS = 700
WRITTEN_SHARE = 0.4
"""Share of a written summary's words that the conversation must hold; a summary words things anew."""


def summarise(turns: Sequence[Turn], asker_name: str, agent_name: str) -> str:
    """The last five turns, a line each, oldest first; '' where there are none."""
    names = {Role.user: asker_name, Role.agent: agent_name, Role.creator: "You"}
    return "\n".join(f"{names[turn.role]}: {first_sentence(turn.content, TURN_LETTERS)}" for turn in turns[-TURNS:])


def check_written(text: str, turns: Sequence[Turn]) -> str | None:
    """A model's summary on one line; None where it is empty, long, or says what the conversation does not."""
    line = " ".join(text.split())
    said = read_reference(turn.content for turn in turns)
    if not line or len(line) > WRITTEN_LETTERS:
        return None
    if not read_numbers(line) <= said.numbers or foreign_addresses(line, said.text) or supported_share(line, said) < WRITTEN_SHARE:
        return None
    return line
