"""Whether a message is unsafe: by the moderation model, by the local rules, or because the moderation model did not
answer."""

from dataclasses import dataclass

from orchestrator.domain.message.reading import Reading
from orchestrator.domain.message.wants_human import wants_human
from orchestrator.domain.policy.policy import ModerationFailure, Policy
from orchestrator.domain.safety.abuse import find_abuse

UNCHECKED = "unchecked"
"""The category of a message that the moderation model did not check, where the creator wants such messages refused."""
SELF_HARM = "self-harm"
"""Beginning of the categories, here and of moderation models, where the asker needs help rather than a refusal."""


@dataclass(frozen=True, slots=True)
class Moderated:
    """The result of asking the moderation model."""

    objection: str | None = None
    """The categories that it objected to, separated by commas; None where it did not object or was not asked."""
    failure: str | None = None
    """An error code such as 'moderation_timeout' where it did not answer; None where it did, or where no such model is
    configured."""


NOT_ASKED = Moderated()


def read_unsafe(message: Reading, moderated: Moderated, policy: Policy) -> str | None:
    """The categories that make the message unsafe; None where it is safe.

    An insult together with the wish for a person does not count: an angry asker gets the person.
    """
    if moderated.objection:
        return moderated.objection
    abuse = find_abuse(message) if policy.abuse_rules_enabled else None
    if abuse is not None and not (abuse == "insult" and wants_human(message)):
        return abuse
    if moderated.failure and policy.moderation_failure is ModerationFailure.closed:
        return UNCHECKED
    return None
