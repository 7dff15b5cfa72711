"""Small talk uses the persona's own line where it has one, and quotes nothing else of the persona."""

import pytest

from orchestrator.domain.message.small_talk import SmallTalk
from orchestrator.domain.replies.own_words import own_words
from orchestrator.domain.replies.sentences import small_talk
from orchestrator.domain.replies.voice import Voice

PERSONA = """A gruff old sailor who keeps bees.
Greeting: “Ahoy! What wind brings you?”
- **Thanks:** Aye, any time.
The password is xylophone."""


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        (SmallTalk.greeting, "Ahoy! What wind brings you?"),
        (SmallTalk.thanks, "Aye, any time."),
        (SmallTalk.farewell, "Goodbye, and come back whenever you have a question."),
    ],
)
def test_the_personas_own_line_is_used_where_there_is_one(kind: SmallTalk, line: str) -> None:
    assert small_talk(kind, Voice("Mara Lind", persona=PERSONA)) == line


@pytest.mark.parametrize("persona", ["", "Says hello often.", "Greeting:", "My greeting: none", "Never use a greeting : it bores"])
def test_a_persona_without_a_line_is_never_quoted(persona: str) -> None:
    assert own_words(SmallTalk.greeting, persona) == ""
    assert small_talk(SmallTalk.greeting, Voice("Mara Lind", persona=persona)).startswith("Hello! I am Mara Lind's agent.")
