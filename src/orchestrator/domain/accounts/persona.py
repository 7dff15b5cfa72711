"""The parts of a persona that have an effect without a chat model, each a field of its own."""

from dataclasses import dataclass
from enum import StrEnum

from orchestrator.domain.texts import check_text

MAX_GREETING_CHARACTERS = 300
MAX_SIGN_OFF_CHARACTERS = 120
MAX_HOME_CHARACTERS = 200


class SpeaksAs(StrEnum):
    """How the agent speaks of its creator: by name, as "I", or as "we"."""

    name = "name"
    i = "i"
    we = "we"


@dataclass(frozen=True, slots=True)
class PersonaFields:
    """Texts of the creator's, on one line each; '' where there is none. They are shown word for word."""

    greeting: str = ""
    """The reply to a greeting. At most MAX_GREETING_CHARACTERS."""
    sign_off: str = ""
    """The last line under an answer from documents. At most MAX_SIGN_OFF_CHARACTERS."""
    home: str = ""
    """A sentence: the reply to "Where do you live?". At most MAX_HOME_CHARACTERS."""
    speaks_as: SpeaksAs = SpeaksAs.name


NO_FIELDS = PersonaFields()


def check_field(name: str, text: str, limit: int) -> str:
    """The text on one line, without white space around it; '' for none. Raises Invalid as `check_text`."""
    return " ".join(check_text(name, text, limit).split()) if text.strip() else ""
