"""The six paths a message can take: the letter is stored, the name is the action told to clients."""

from enum import Enum


class Path(Enum):
    auto_answer = "A"
    clarify = "B"
    serve_canonical = "C"
    offer_escalation = "D"
    queue_for_creator = "E"
    refuse = "F"
