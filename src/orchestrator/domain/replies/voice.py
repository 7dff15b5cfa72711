"""The voice of a reply: whom the agent speaks for, and in which language."""

from dataclasses import dataclass

from orchestrator.domain.accounts.persona import NO_FIELDS, PersonaFields
from orchestrator.domain.message.language import UNKNOWN_LANGUAGE


@dataclass(frozen=True, slots=True)
class Voice:
    """Whom the agent speaks for, and how."""

    creator: str
    """The creator's display name."""
    language: str = UNKNOWN_LANGUAGE
    """ISO 639-1 code of the asker's language; UNKNOWN_LANGUAGE for English."""
    persona: str = ""
    """The creator's text on how the agent speaks; '' where there is none."""
    fields: PersonaFields = NO_FIELDS
