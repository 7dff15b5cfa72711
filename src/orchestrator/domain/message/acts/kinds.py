"""The acts that a message can be, and what each of them may be read from."""

from enum import StrEnum


class Act(StrEnum):
    """What a message does in a conversation. The values are the labels of the fitted file."""

    question = "question"
    """Anything that may ask for knowledge. Every message is a question unless it is surely something else."""
    accept = "accept"
    decline = "decline"
    choose = "choose"
    status = "status"
    """Asks what became of a question that was passed on."""
    withdraw = "withdraw"
    add = "add"
    """Adds to a question that was passed on, or corrects it."""
    rephrase = "rephrase"
    """Says what was meant instead."""
    not_answered = "not_answered"
    """Says that the last reply did not answer the question."""
    simpler = "simpler"
    repeat = "repeat"
    """Wants to hear the agent's last reply again."""
    greeting = "greeting"
    thanks = "thanks"
    praise = "praise"
    apology = "apology"
    farewell = "farewell"
    who_are_you = "who_are_you"
    are_you_a_bot = "are_you_a_bot"
    what_can_you_do = "what_can_you_do"
    wants_person = "wants_person"
    statement = "statement"
    """Tells something, and asks nothing."""


ASKING = frozenset({Act.status, Act.who_are_you, Act.are_you_a_bot, Act.what_can_you_do, Act.wants_person, Act.simpler, Act.repeat, Act.not_answered,
                    Act.choose, Act.rephrase, Act.add, Act.withdraw})  # fmt: skip
"""Acts whose wording may end with a question mark."""

TELLING = frozenset({Act.choose, Act.add, Act.rephrase, Act.statement})
"""Acts that name things of their own, so that words unknown to acts say nothing against them."""
