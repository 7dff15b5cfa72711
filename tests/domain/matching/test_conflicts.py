"""Two answers conflict where they say different things to the same words; those that are alike may conflict."""

from dataclasses import replace
from typing import Any

import pytest

from orchestrator.domain.matching.conflicts import MAX_LIKELY, Conflict, NearWording, read_conflicts
from support.facts import calibration, identifier

OWN, OTHER = identifier("own"), identifier("other")
QUESTION, ANSWER = "When do you open?", "At eight."


def near(question: str, **changes: Any) -> NearWording:
    valid: dict[str, Any] = {"own_wording": OWN, "own_question": QUESTION, "answer_id": OTHER, "wording": OTHER, "question": question,
             "answer_content": "At nine.", "cosine": 0.9}  # fmt: skip
    return NearWording(**valid | changes)


def read(*found: NearWording, language: str = "en") -> tuple[Conflict, ...]:
    return read_conflicts(ANSWER, found, language, calibration(), 0.85)


@pytest.mark.parametrize(
    ("language", "own", "question"),
    [
        ("en", QUESTION, "when do you open"),
        ("en", "How do I turn on dark mode?", "How can I turn on the dark mode?"),
        ("de", "Wann habt ihr geöffnet?", "wann habt ihr geöffnet"),
        ("fr", "Quand est-ce que vous ouvrez ?", "quand est-ce que vous ouvrez"),
    ],
)
def test_the_same_words_conflict_for_certain(language: str, own: str, question: str) -> None:
    (found,) = read(near(question, own_question=own, cosine=0.1), language=language)
    assert found == Conflict(OTHER, True, 1.0, (OWN,), (OTHER,))


def test_all_shared_wordings_of_a_pair_are_named_once() -> None:
    third = identifier("third")
    (found,) = read(near(QUESTION), near("when do you open", wording=third), near("Where are you?", wording=identifier("far"), cosine=0.2))
    assert (found.own_wordings, set(found.wordings)) == ((OWN,), {OTHER, third})


def test_the_same_text_to_the_same_question_is_one_answer() -> None:
    assert read(near(QUESTION, answer_content=f" {ANSWER}\n")) == ()


@pytest.mark.parametrize(
    ("question", "cosine"),
    [
        ("Do you open?", 0.84),
        ("When don't you open?", 0.99),
        ("When do you open 3 doors?", 0.99),
        ("Where do you open?", 0.99),
        ("When do you close?", 0.99),
    ],
)
def test_what_is_far_or_differs_in_meaning_is_no_conflict(question: str, cosine: float) -> None:
    assert read(near(question, cosine=cosine)) == ()


def test_what_is_alike_is_perhaps_the_same_and_the_nearest_come_first() -> None:
    alike = [near("When are you open?", answer_id=identifier(str(cosine)), cosine=cosine) for cosine in (0.86, 0.9, 0.95, 0.91, 0.92, 0.93)]
    found = read(*alike, near(QUESTION))
    assert [each.likeness for each in found] == [1.0, 0.95, 0.93, 0.92, 0.91, 0.9]
    assert [each.is_certain for each in found] == [True] + [False] * MAX_LIKELY
    assert found[1].own_wordings == (), "only the same words are shared"


def test_the_first_model_reads_english_only() -> None:
    german = near("Wann seid ihr offen?", own_question="Zu welchen Zeiten kann man vorbeikommen?", cosine=0.99)
    assert read(german, language="de") == ()
    assert read(replace(german, meaning=0.99), language="de") == (), "there is no second model here"
