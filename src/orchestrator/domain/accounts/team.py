"""The team of an agent: what each of its people may do."""

from enum import StrEnum


class TeamRole(StrEnum):
    """What somebody may do with an agent; each role may do what those before it may."""

    viewer = "viewer"
    """Reads questions, conversations, knowledge, rules and figures."""
    answerer = "answerer"
    """Answers questions and writes into threads."""
    editor = "editor"
    """Changes knowledge and rules, and signs what answerers propose."""
    owner = "owner"
    """Changes the team, the agent's webhooks, and whose agent it is; reads direct messages."""

    def includes(self, other: "TeamRole") -> bool:
        """Whether this role may do what `other` may."""
        order = list(TeamRole)
        return order.index(other) <= order.index(self)
