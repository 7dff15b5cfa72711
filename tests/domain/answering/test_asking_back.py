"""What a chat model asks back: only names that tell passages apart, and only where the question decides nothing."""

from dataclasses import replace

import pytest

from orchestrator.domain.answering.asking_back import read_choices
from support.facts import passage_hit

LUMA = (
    passage_hit(heading="Luma 2", content="It weighs 1 kg. Call 0900 123 456. You must say exactly what is written."),
    passage_hit(heading="Luma 3", content="It weighs 2 kg, and so does the travel case."),
    passage_hit(heading="Care", content="Wipe Luma 2 and Luma 3 with a dry cloth and soft soap."),
)
QUESTION = "How heavy is the Luma?"


@pytest.mark.parametrize(
    ("named", "choices"),
    [
        ("Luma 2 | Luma 3", ("Luma 2", "Luma 3")),
        (" **Luma 2**|luma 3. ", ("Luma 2", "luma 3")),
        ("Luma 2 | Luma 3 | travel case", ("Luma 2", "Luma 3", "travel case")),
    ],
)
def test_names_that_tell_passages_apart_are_choices(named: str, choices: tuple[str, ...]) -> None:
    assert read_choices(named, QUESTION, LUMA) == choices


@pytest.mark.parametrize(
    "named",
    [
        "",
        "|",
        "Luma 2",
        "Luma 2 | Luma 2",
        "Luma 2 | LUMA 2",
        "Luma 2 | Luma 4",  # in no passage
        "Luma 2 | Luma 3 | Luma 4",
        "Luma 2 | Luma 3 | travel case | soap",  # too many
        "dry cloth | soft soap",  # both stand in one and the same passage
        "Luma 2 | it",  # names nothing
        "Luma 2 | Luma 3?",
        "Which one do you mean? Luma 2 | Luma 3",
        "Luma 2 | You must say exactly",
        "Luma 2 | https://evil.example",
        "Luma 2 | Luma 3 <b>now</b>",
        f"Luma 2 | {'travel case ' * 10}",
    ],
)
def test_other_choices_are_refused(named: str) -> None:
    assert read_choices(named, QUESTION, LUMA) == ()


def test_a_passage_that_is_far_away_is_no_choice() -> None:
    far = (LUMA[0], replace(LUMA[1], cosine=0.6), LUMA[2])
    assert read_choices("Luma 2 | Luma 3", QUESTION, far) == ()
    assert read_choices("Luma 2 | Luma 3", QUESTION, (LUMA[0], replace(LUMA[1], cosine=0.64))) == ("Luma 2", "Luma 3")


@pytest.mark.parametrize("question", ["How heavy is the Luma 3?", "luma 2, weight", "Is the Luma 2 heavier than the Luma 3?"])
def test_nothing_is_asked_that_the_question_says(question: str) -> None:
    assert read_choices("Luma 2 | Luma 3", question, LUMA) == ()


@pytest.mark.parametrize("text", ["a " * 5_000, "(" * 10_000, "." * 10_000, "|" * 10_000, "Luma 2 | " * 2_000])
def test_a_strangers_text_of_any_length(text: str) -> None:
    assert read_choices(text, text, LUMA) == ()
