"""Rival passages: where two passages or rows answer a message differently, the asker is asked which one, and only then."""

from dataclasses import replace

import pytest

from orchestrator.domain.answering.passages import NearSentence, PassageHit
from orchestrator.domain.matching.rivals.passages import passages_of, read_rival_passages
from orchestrator.domain.message.acts.choosing import chosen_of
from orchestrator.domain.message.reading import read_text
from support.facts import identifier, passage_hit


def passage(
    heading: str, content: str, closeness: float = 0.5, title: str = "The shop", nearest: str | None = None, **changes: object
) -> PassageHit:
    """A passage whose nearest sentence is its content, unless it is given."""
    sentence = NearSentence(nearest or content, closeness)
    return passage_hit(
        closeness, id=identifier(f"{title}{heading}"), title=title, heading=heading, content=content, sentences=(sentence,), **changes
    )


LUMA_2 = passage("Luma 2 > Warranty", "The lamp is covered for two years.", position=1)
LUMA_3 = passage("Luma 3 > Warranty", "The lamp is covered for five years, cable included.", 0.45, position=5)
CLASSES = passage("Refunds for classes", "You get the money back until seven days ahead.", position=2)
KITS = passage("Refunds for kits", "You get the money back if the clay is still sealed.", 0.6, position=3)
WHEEL = passage("Wheel for beginners", "The group has at most eight people.", position=1)
SLABS = passage("Hand building", "The group has at most twelve people.", position=2)
PAINT = passage("Painting", "Bring brushes and an old shirt.", 0.48, position=3)
TABLE = "| Part | Fits | Price |\n| --- | --- | --- |\n| Linen shade | Luma 2 | 24 euros |\n| Glass shade | Luma 3 | 39 euros |\n| Cable | both | 9 euros |"
PARTS = passage("Spare parts", TABLE, nearest="Part: Linen shade; Fits: Luma 2; Price: 24 euros")


def names(question: str, *passages: PassageHit) -> tuple[str, ...]:
    best_first = sorted(passages, key=lambda hit: -hit.closeness)
    return tuple(rival.name for rival in read_rival_passages(read_text(question), best_first))


@pytest.mark.parametrize(
    ("question", "passages", "asked"),
    [
        ("How long is the warranty?", (LUMA_2, LUMA_3), ("Luma 2", "Luma 3")),
        ("What is the warranty of the Luma?", (LUMA_2, LUMA_3), ("Luma 2", "Luma 3")),
        ("How do refunds work?", (CLASSES, KITS), ("Refunds for classes", "Refunds for kits")),
        ("Can I get my money back?", (CLASSES, KITS), ("Refunds for classes", "Refunds for kits")),
        ("How many people are in a group?", (WHEEL, SLABS), ("Wheel for beginners", "Hand building")),
        ("What does a new shade cost?", (PARTS,), ("Linen shade", "Glass shade")),
        (
            "How long is the warranty?",
            (replace(LUMA_2, title="Luma 2", heading="Warranty"), replace(LUMA_3, title="Luma 3", heading="Warranty")),
            ("Luma 2", "Luma 3"),
        ),
        ("Was kostet der Kurs?", (passage("Anfängerkurs", "Der Kurs kostet 190 Euro."), passage("Aufbaukurs", "Der Kurs kostet 220 Euro.", 0.45)),
         ("Anfängerkurs", "Aufbaukurs")),
        ("¿Cuánto cuesta el alquiler?", (passage("Bicicletas de paseo", "El alquiler cuesta 14 euros al día.", position=1),
         passage("Bicicletas eléctricas", "El alquiler cuesta 32 euros al día.", position=2)), ("Bicicletas de paseo", "Bicicletas eléctricas")),
    ],
)  # fmt: skip
def test_rivals_are_named_by_what_tells_them_apart(question: str, passages: tuple[PassageHit, ...], asked: tuple[str, ...]) -> None:
    assert set(names(question, *passages)) == set(asked)


@pytest.mark.parametrize(
    ("question", "passages"),
    [
        ("How long is the warranty of the Luma 3?", (LUMA_2, LUMA_3)),
        ("How long is the warranty of Luma 2 and Luma 3?", (LUMA_2, LUMA_3)),
        ("Which lamp has the longer warranty?", (LUMA_2, LUMA_3)),
        ("What is the warranty of both lamps?", (LUMA_2, LUMA_3)),
        ("Does the warranty cover the cable?", (LUMA_2, LUMA_3)),
        ("How long is the warranty?", (LUMA_2, replace(LUMA_3, content=LUMA_2.content))),
        (
            "How long is the warranty?",
            (replace(LUMA_2, content="The Luma 2 is covered for two years."), replace(LUMA_3, content="The Luma 3 is covered for two years.")),
        ),
        ("How long is the warranty?", (LUMA_2, replace(LUMA_3, cosine=0.2, sentences=(NearSentence("far", 0.2),)))),
        ("How long is the warranty?", (LUMA_2,)),
        ("How do refunds for kits work?", (CLASSES, KITS)),
        ("How many people are in a group?", (WHEEL, PAINT)),
        ("What does a cable cost?", (PARTS,)),
        ("What does a glass shade cost?", (PARTS,)),
        ("How long is the warranty?", ()),
        ("what is it?", (LUMA_2, LUMA_3)),
    ],
    ids=["names one", "names both", "chooses itself", "wants both", "a detail of one", "the same is said", "the same is said of each by its name", "one far off", "one",
         "named in the plural", "not alike", "one row", "names a row", "nothing found", "no subject"],
)  # fmt: skip
def test_nothing_is_asked_back_where_something_decides(question: str, passages: tuple[PassageHit, ...]) -> None:
    assert names(question, *passages) == ()


def test_more_than_two_are_offered_in_the_order_of_the_document_and_no_more_than_four() -> None:
    models = [passage(f"Luma {n} > Warranty", f"It is covered for {n} years.", 0.5 + n / 100, position=n) for n in range(2, 8)]
    assert names("How long is the warranty?", *models[:3]) == ("Luma 2", "Luma 3", "Luma 4")
    assert names("How long is the warranty?", *models) == ("Luma 4", "Luma 5", "Luma 6", "Luma 7")


def test_a_chosen_name_stands_for_its_passages_the_one_with_the_questions_words_first() -> None:
    battery = passage("Luma 3 > Battery", "A full charge lasts nineteen hours.", 0.6)
    assert passages_of(("Luma 3",), read_text("How long is the warranty?"), (battery, LUMA_2, LUMA_3)) == (LUMA_3, battery)
    assert passages_of(("Glass shade",), read_text("What does a shade cost?"), (LUMA_2, PARTS)) == (PARTS,)
    assert passages_of(("Something else",), read_text("What does a shade cost?"), (LUMA_2, PARTS)) == ()
    assert passages_of((), read_text("How long is the warranty?"), (LUMA_2,)) == ()


def test_a_long_name_is_offered_short_and_found_again() -> None:
    long = "Warranty of the lamps that were sold in the years before the second workshop was opened, for"
    old, new = passage(f"{long} Hull", "Two years."), passage(f"{long} Kiel", "Five years of warranty.", 0.49)
    old, new = replace(old, heading=f"Hull {long}"), replace(new, heading=f"Kiel {long}")
    offered = names("How long is the warranty?", old, new)
    assert [len(name) <= 80 for name in offered] == [True, True]
    assert passages_of(offered[:1], read_text("warranty"), (old, new)) == (old,)


@pytest.mark.parametrize("text", ["the third one", "Nummer drei: der dritte", "третий", "c"])
def test_the_third_of_several_can_be_chosen_by_its_place(text: str) -> None:
    assert chosen_of(text, ("Wheel", "Slabs", "Glazes", "Kilns")) == ("Glazes",)


@pytest.mark.parametrize(
    ("text", "meant"), [("the 3", "Luma 3"), ("2", "Luma 2"), ("Luma 3, please", "Luma 3"), ("the first one", "Luma 2")]
)
def test_a_number_that_stands_in_one_choice_means_that_choice(text: str, meant: str) -> None:
    assert chosen_of(text, ("Luma 2", "Luma 3")) == (meant,)
