"""The questions of a message, told apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestrator.domain.message.parts.leaning import leans_back
from orchestrator.domain.message.parts.reading import MAX_CHARACTERS, MAX_PARTS, read_parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("How hot is the kiln? Do you sell glaze?", ("How hot is the kiln?", "Do you sell glaze?")),
        ("How hot is the kiln and do you sell glaze?", ("How hot is the kiln", "and do you sell glaze?")),
        ("How hot is the kiln, and how long does a firing take?", ("How hot is the kiln,", "and how long does a firing take?")),
        ("What is it made of, how heavy is it, can it be washed?", ("What is it made of,", "how heavy is it,", "can it be washed?")),
        ("how hot is the kiln\ndo you sell glaze", ("how hot is the kiln", "do you sell glaze")),
        ("1) How hot is the kiln? 2) Do you sell glaze?", ("How hot is the kiln?", "Do you sell glaze?")),
        ("- How hot is the kiln\n- Is glaze for sale\n", ("How hot is the kiln", "Is glaze for sale")),
        ("How hot is the kiln? also do you sell glaze", ("How hot is the kiln?", "also do you sell glaze")),
        ("Was kostet der Kurs und wie viele Leute sind dabei?", ("Was kostet der Kurs", "und wie viele Leute sind dabei?")),
        ("¿Cuánto cuesta el curso y dónde está el taller?", ("¿Cuánto cuesta el curso", "y dónde está el taller?")),
        ("Could you please tell me:\n1. How hot is it?\n2. Is it free?", ("How hot is it?", "Is it free?")),
        ("¿Cuánto cuesta el curso y cuándo es?", ("¿Cuánto cuesta el curso", "y cuándo es?")),
        ("I'd like to know when you fire. I also want to know what a cup costs.",
         ("I'd like to know when you fire.", "I also want to know what a cup costs.")),
        ("I'd like to know how hot it is and also whether you sell glaze.", ("I'd like to know how hot it is", "and also whether you sell glaze.")),
        ("Ich wüsste gern, wann ihr brennt. Außerdem möchte ich wissen, was ein Becher kostet.",
         ("Ich wüsste gern, wann ihr brennt.", "Außerdem möchte ich wissen, was ein Becher kostet.")),
        ("Not sure how hot the kiln is. No idea which glaze fits.",
         ("Not sure how hot the kiln is.", "No idea which glaze fits.")),
        ("stoneware firing range; glaze price?", ("stoneware firing range;", "glaze price?")),
        ("price, duration, what to bring?", ("price,", "duration,", "what to bring?")),
        ("opening hours\nparking?", ("opening hours", "parking?")),
        ("Which glaze do I need and how much?", ("Which glaze do I need", "and how much?")),
        ("Do I glaze it? Or how long does a cup keep without any glaze?", ("Do I glaze it?", "Or how long does a cup keep without any glaze?")),
        ("体験は無料ですか？マットは借りられますか？", ("体験は無料ですか？", "マットは借りられますか？")),
        ("My kiln is new. How hot is it? I sell cups. What do cups cost?",
         ("My kiln is new. How hot is it?", "I sell cups. What do cups cost?")),
    ],
)  # fmt: skip
def test_several_questions_are_told_apart(text: str, parts: tuple[str, ...]) -> None:
    assert read_parts(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "How do I clean and store the brush?",
        "What is the difference between stoneware and porcelain?",
        "I want to know when and why you started.",
        "Which kiln, which shelf and which cone do you use?",
        "When you fire porcelain, what do you watch for?",
        "Is it waterproof? I mean, can it stand in the rain?",
        "Is it glazed? Or is it raw?",
        "My mug broke. Can you help me? How do I glue it?",
        "How do I glue a mug? Any ideas?",
        "You fire it twice, right? How hot is the second time?",
        "Do you know a shop that is cheap and can deliver to Berlin?",
        "Why does https://example.org/?page=2 say that it is sold out?",
        "My friend asked 'why is it blue?' and I had no answer. What should I say?",
        "Quel four, quel émail et quel cône utilisez-vous ?",
        "What happens if I do it in winter?",
        "Can my daughter, who is nine, come along?",
        "Can I fire it in Bern, Switzerland?",
        "Bowls, cups, plates: which break first?",
        "Do you sell wax, clay and glaze?",
        "Is the course full? I don't know when it starts.",
        "I want to start with clay. When is the course?",
        "Do I glaze it? Or is it not needed?",
    ],
)
def test_one_question_stays_whole(text: str) -> None:
    assert read_parts(text) == (text,)


def test_what_follows_the_last_part_belongs_to_it() -> None:
    questions = [f"How many cups of kind {number} are there?" for number in range(MAX_PARTS + 2)]
    parts = read_parts(" ".join(questions))
    assert len(parts) == MAX_PARTS
    assert parts[-1] == " ".join(questions[MAX_PARTS - 1 :])


@pytest.mark.parametrize(("length", "count"), [(MAX_CHARACTERS, 2), (MAX_CHARACTERS + 1, 1)])
def test_a_letter_is_read_as_a_whole(length: int, count: int) -> None:
    questions = "How hot is the kiln? Do you sell glaze?"
    assert len(read_parts(questions + " " * (length - len(questions)))) == count


@given(
    st.lists(st.sampled_from(["How hot is it?", "Do you ship?", "I like it.", "and how", "\n", "1) ", "- ", "ok?", ",", " "]), max_size=12)
)
def test_no_word_is_lost(pieces: list[str]) -> None:
    text = " ".join(pieces)
    said = " ".join(read_parts(text))
    letters = [sign for sign in said if sign.isalpha()]
    assert letters == [sign for sign in text if sign.isalpha()]


@pytest.mark.parametrize(
    ("part", "leans"),
    [
        ("how much?", True),
        ("wie wende ich sie an?", True),
        ("¿cuándo lo doy?", True),
        ("when should I order it?", True),
        ("Haben Sie Glasur?", False),
        ("when is the weekend course?", False),
        ("¿cuándo es el curso?", False),
    ],
)
def test_a_part_that_names_no_thing_of_its_own_leans_on_the_one_before(part: str, leans: bool) -> None:
    assert leans_back(part) is leans
