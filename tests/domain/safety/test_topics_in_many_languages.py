"""Blocked topics in the languages that askers write: inflections, scripts without spaces, and signs that belong to names."""

import pytest

from orchestrator.adapters.words.word_forms import LibraryWordForms
from orchestrator.domain.message.reading import read_text
from orchestrator.domain.safety.topics import touches
from support.texts.topics import SEEN, UNSEEN, Case

WORD_FORMS = LibraryWordForms()
MISSED = frozenset(
    {("ar", "ضريبة"), ("ar", "تأمين"), ("ar", "انتخابات"), ("fi", "vakuutus"), ("fi", "laina"), 
     ("pl", "podatek"), ("pt", "eleição"), ("tr", "sigorta"), ("tr", "seçim"), ("uk", "податок")}
)  # fmt: skip
"""Topics of which one sentence below is missed: the stem changes within the word (broken plurals, gradation), or neither
the sentence nor the topic shows its language."""


@pytest.mark.parametrize("case", [case for case in (*SEEN, *UNSEEN) if (case.language, case.topic) not in MISSED or not case.is_blocked])
def test_a_topic_is_found_in_its_inflections_and_in_no_other_word(case: Case) -> None:
    assert touches(read_text(case.text), case.topic, WORD_FORMS) == case.is_blocked


def test_what_is_missed_is_known() -> None:
    """Where one of these is found, take it from the list: it must not be missed again."""
    wrong = {case for case in (*SEEN, *UNSEEN) if touches(read_text(case.text), case.topic, WORD_FORMS) != case.is_blocked}
    assert {(case.language, case.topic) for case in wrong} == MISSED
    assert all(case.is_blocked for case in wrong)


@pytest.mark.parametrize(
    ("text", "topic", "is_blocked"),
    [
        ("我想学C++", "C++", True),
        ("🐝 京都に行きたい 🐝", "京都", True),
        ("C++ templates are hard", "c++ templates", True),
        ("c ++ templates", "c++ templates", False),
        ("Use .net, please", ".NET", True),
        ("What is Google+?", "google", True),
        ("fish & chips", "chips", True),
        ("Is R good?", "R", True),
        ("What does R&D cost?", "R", False),
    ],
)
def test_signs_and_scripts_side_by_side(text: str, topic: str, is_blocked: bool) -> None:
    assert touches(read_text(text), topic, WORD_FORMS) == is_blocked
