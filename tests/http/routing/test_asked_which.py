"""Where two places of the documents answer differently, the asker is asked which is meant, and a pressed choice is answered."""

import pytest

from support.api import Api

LAMPS = """# Reading lamps

## Luma 2

### Warranty

The lamp is covered for two years from the day of delivery.

### Cleaning

Wipe the shade with a dry cloth.

## Luma 3

### Warranty

The lamp is covered for five years, cable and switch included.

### Cleaning

The glass shade comes off with a quarter turn and may go into the dishwasher.

## Spare parts

| Part | Fits | Price |
| --- | --- | --- |
| Linen shade | Luma 2 | 24 euros |
| Glass shade | Luma 3 | 39 euros |
| Charging cable | Luma 2 and Luma 3 | 9 euros |
"""


@pytest.fixture
def api(crowd: Api) -> Api:
    return crowd


@pytest.fixture
def avee(creator: Api) -> str:
    avee = creator.create_avee("tom-agent")
    creator.add_document(avee, "Lamps", LAMPS)
    return avee


@pytest.mark.parametrize(
    ("question", "choices", "answers"),
    [
        ("What is the warranty of the Luma?", ["Luma 2", "Luma 3"], ["two years", "five years"]),
        ("What does a new shade cost?", ["Linen shade", "Glass shade"], ["**Part: Linen shade", "**Part: Glass shade"]),
    ],
)
def test_each_choice_is_answered(api: Api, avee: str, question: str, choices: list[str], answers: list[str]) -> None:
    asker = api.sign_up()
    for choice, answer in zip(choices, answers, strict=True):
        conversation = asker.start(avee)
        asked = asker.ask(conversation, question)
        assert (asked["path"], asked["reply"]["choices"], asked["suggestions"]) == ("B", choices, []), asked
        assert all(f"“{name}”" in asked["reply"]["content"] and f"“{name}”" in asked["decision"]["reason"] for name in choices)
        chosen = asker.ask(conversation, choice)
        assert (chosen["path"], chosen["acted"]["kind"]) == ("A", "chose"), chosen
        assert answer in chosen["reply"]["content"]
        assert not any(other in chosen["reply"]["content"] for other in set(answers) - {answer})


def test_a_choice_can_be_made_in_words(api: Api, avee: str) -> None:
    asker = api.sign_up()
    conversation = asker.start(avee)
    asker.ask(conversation, "How long is the warranty?")
    assert "five years" in asker.ask(conversation, "the 3")["reply"]["content"]


@pytest.mark.parametrize(
    "question", ["What is the warranty of the Luma 3?", "Which lamp has the longer warranty?", "What does a charging cable cost?"]
)
def test_who_says_which_is_not_asked_back(api: Api, avee: str, question: str) -> None:
    asker = api.sign_up()
    assert asker.ask(asker.start(avee), question)["path"] != "B"


def test_nothing_is_asked_back_where_the_creator_switched_it_off(api: Api, creator: Api, avee: str) -> None:
    creator.configure(avee, clarification_enabled=False)
    asker = api.sign_up()
    assert asker.ask(asker.start(avee), "What is the warranty of the Luma?")["path"] != "B"


def test_the_reply_to_a_choice_is_in_the_language_of_the_question(api: Api, creator: Api) -> None:
    avee = creator.create_avee("tom-text")
    creator.add_document(
        avee,
        "Quire",
        "# Quire\n\n## Exporting to PDF\n\nChoose File, then Export, then PDF. Pictures are kept.\n\n## Exporting to Word\n\nChoose File, then Export, then Word. Tables become pictures.\n",
    )
    asker = api.sign_up()
    conversation = asker.start(avee)
    asked = asker.ask(conversation, "How can I export my notes?")
    assert asked["reply"]["choices"] == ["Exporting to PDF", "Exporting to Word"], asked
    assert asker.ask(conversation, "Exporting to Word")["reply"]["content"].startswith("From ")


def test_one_of_several_questions_can_be_asked_back_and_its_choice_is_answered(api: Api, avee: str) -> None:
    asker = api.sign_up()
    conversation = asker.start(avee)
    asked = asker.ask(conversation, "What is the warranty of the Luma? And what does a charging cable cost?")
    assert [part["path"] for part in asked["parts"]][:1] == ["B"], asked
    assert "“Luma 2”" in asked["parts"][0]["reply"]["content"]
    assert "five years" in asker.ask(conversation, "Luma 3")["reply"]["content"]
