"""Small talk uses the persona's own line where it has one, and quotes nothing else of the persona."""

import pytest

from orchestrator.domain.accounts.persona import PersonaFields, SpeaksAs
from orchestrator.domain.message.small_talk import SmallTalk
from orchestrator.domain.replies.own_words import own_words
from orchestrator.domain.replies.phrases import PHRASES
from orchestrator.domain.replies.sentences import clarification, quoting, small_talk
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


@pytest.mark.parametrize("language", PHRASES)
def test_a_question_back_names_three_subjects_each_in_quotation_marks(language: str) -> None:
    voice = Voice("Mara Lind", language)
    two, three = clarification(voice, ("Xi", "Zeta")), clarification(voice, ("Xi", "Yota", "Zeta"))
    before, after = two.split("Xi", 1)
    assert before.rstrip()[-1:] in "“„”«「"
    assert three.startswith(f"{before}Xi{after[:1]}")
    assert f"{before[-1:]}Yota{after}" in three


def test_the_subjects_of_a_question_back_are_a_list() -> None:
    said = clarification(Voice("Mara Lind", "de"), ("Luma 2", "Luma 3", "Luma 4"))
    assert said.startswith("Geht es um „Luma 2“, „Luma 3“ oder „Luma 4“")
    assert "「A」、「B」" in clarification(Voice("Mara Lind", "ja"), ("A", "B", "C"))


@pytest.mark.parametrize("language", PHRASES)
def test_quotes_are_introduced_in_three_ways_in_every_language(language: str) -> None:
    said = [quoting(Voice("Mara Lind", language, fields=PersonaFields(speaks_as=each))) for each in SpeaksAs]
    assert len(set(said)) == 3
    assert ["Mara Lind" in each for each in said] == [True, False, False]
    assert {each.rstrip()[-1] for each in said} <= {":", "："}
