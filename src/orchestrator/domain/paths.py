"""The six paths that a message can take. The letter is stored; the name is the action in API responses."""

from enum import Enum


class Path(Enum):
    auto_answer = "A"
    clarify = "B"
    serve_canonical = "C"
    offer_escalation = "D"
    queue_for_creator = "E"
    refuse = "F"
