"""One word of a question may be spelt otherwise: mistyped, written apart, or without its accents."""

import pytest

from orchestrator.domain.matching.unmistakable import is_unmistakable
from orchestrator.domain.message.reading import read_text
from support.texts.listed_words import ListedWords

ENGLISH = {"appointment": 12, "blurry": 8, "marriage": 13, "receive": 13, "relieve": 11, "mute": 9, "unmute": 4, "biking": 9, "baking": 10,
           "casting": 11, "coating": 8, "lesson": 13, "canvas": 12, "candle": 12, "cancel": 12, "collar": 11, "color": 14}  # fmt: skip
KNOWN = ListedWords({"en": ENGLISH, "es": {"subtítulos": 9, "cambio": 9, "cambió": 9}})


def same(language: str, one: str, other: str) -> bool:
    first, second = read_text(one), read_text(other)
    assert is_unmistakable(first, second, language, KNOWN) == is_unmistakable(second, first, language, KNOWN)
    return is_unmistakable(first, second, language, KNOWN)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "Do I need an apointment?", "Do I need an appointment?"),
        ("en", "Why is my photo blury?", "Why is my photo blurry?"),
        ("en", "What does a marrige cost?", "What does a marriage cost?"),
        ("en", "How do I recieve the notes?", "How do I receive the notes?"),
        ("en", "How do I book a lessno?", "How do I book a lesson?"),
        ("en", "Is the glaze foodsafe?", "Is the glaze food safe?"),
        ("en", "How much salt for 1kg flour?", "How much salt for 1 kg of flour?"),
        ("es", "¿Cómo activo los subtitulos aquí?", "¿Cómo activo los subtítulos aquí?"),
    ],
)
def test_a_word_that_is_spelt_otherwise(language: str, one: str, other: str) -> None:
    assert same(language, one, other)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "How do I unmute it?", "How do I mute it?"),
        ("en", "Is it about biking?", "Is it about baking?"),
        ("en", "How do I paint the casting?", "How do I paint the coating?"),
        ("en", "How do I change the collar?", "How do I change the color?"),
        ("en", "How do I recieve it?", "How do I relieve it?"),
        ("en", "How do I cancle it?", "How do I candle it?"),
        ("en", "How do I export to Canvan?", "How do I export to canvas?"),
        ("en", "Do I need two apointments?", "Do I need an appointment?"),
        ("en", "Is there a class every day?", "Is there an everyday class?"),
        ("en", "Is 2 3 right?", "Is 23 right?"),
        ("en", "Is 1 kg enough?", "Is 1 g enough?"),
        ("es", "¿Cuánto cambió aquí?", "¿Cuánto cambio aquí?"),
        ("pl", "Czy jest parkinng?", "Czy jest parking?"),
    ],
)
def test_another_word_is_never_a_typing_error(language: str, one: str, other: str) -> None:
    assert not same(language, one, other)


def test_without_a_dictionary_nothing_is_mistyped() -> None:
    assert not is_unmistakable(read_text("Do I need an apointment?"), read_text("Do I need an appointment?"), "en")
