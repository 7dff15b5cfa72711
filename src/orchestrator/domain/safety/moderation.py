"""What makes a message unsafe: the moderation model's objection, its silence where the creator wants none, or the local rules."""

from dataclasses import dataclass

from orchestrator.domain.message.reading import Reading
from orchestrator.domain.message.wants_human import wants_human
from orchestrator.domain.policy.policy import ModerationFailure, Policy
from orchestrator.domain.safety.abuse import find_abuse

UNCHECKED = "unchecked"
"""Stands for a message that the moderation model could not be asked about."""
SELF_HARM = "self-harm"
"""How the kinds begin, here and with moderation models, where the asker needs help rather than a refusal."""


@dataclass(frozen=True, slots=True)
class Moderated:
    """What came of asking the moderation model."""

    objection: str | None = None
    """The categories it objected to, parted by commas; None where it did not object or was not asked."""
    failure: str | None = None
    """A code such as 'moderation_timeout' where it did not answer; None where it did or none is configured."""


NOT_ASKED = Moderated()


def read_unsafe(message: Reading, moderated: Moderated, policy: Policy) -> str | None:
    """What is objected to; None where the message is fine.

    An insult beside the wish to reach a person is an angry asker, and gets the person.
    """
    if moderated.objection:
        return moderated.objection
    abuse = find_abuse(message) if policy.abuse_rules_enabled else None
    if abuse is not None and not (abuse == "insult" and wants_human(message)):
        return abuse
    if moderated.failure and policy.moderation_failure is ModerationFailure.closed:
        return UNCHECKED
    return None
