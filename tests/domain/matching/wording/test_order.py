"""Where a phrase stands changes nothing; what belongs to it does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestrator.domain.matching.unmistakable import is_unmistakable
from orchestrator.domain.message.reading import read_text

PLACES = ("Berlin", "Cologne", "school", "town", "miles", "winter", "bread", "clay")
LINKS = ("in", "with", "without", "for", "from", "to", "before", "after")


def same(one: str, other: str, language: str = "en") -> bool:
    first, second = read_text(one), read_text(other)
    assert is_unmistakable(first, second, language) == is_unmistakable(second, first, language)
    return is_unmistakable(first, second, language)


@given(st.permutations(PLACES), st.permutations(LINKS))
def test_two_phrases_may_change_places_and_never_their_words(places: list[str], links: list[str]) -> None:
    (a, b), (x, y) = places[:2], links[:2]
    assert same(f"Can I walk {x} {a} {y} {b}?", f"Can I walk {y} {b} {x} {a}?")
    assert not same(f"Can I walk {x} {a} {y} {b}?", f"Can I walk {x} {b} {y} {a}?")


@given(st.permutations(PLACES), st.permutations(LINKS))
def test_what_belongs_to_one_place_never_moves_to_another(places: list[str], links: list[str]) -> None:
    a, b, c, d = places[:4]
    x, y, z = links[:3]
    assert not same(f"Can I go {x} {a} {z} {c} {y} {b} {z} {d}?", f"Can I go {x} {a} {z} {d} {y} {b} {z} {c}?")


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "When is the Saturday class?", "When is the class on Saturdays?"),
        ("en", "On Sunday can I join the run?", "Can I join the run on Sunday?"),
        ("en", "If I have a cold, should I run?", "Should I run if I have a cold?"),
        ("en", "From where do you ship?", "Where do you ship from?"),
        ("it", "A maggio la piscina è aperta?", "La piscina è aperta a maggio?"),
        ("tr", "Metro ile kliniğe nasıl gelebilirim?", "Kliniğe metroyla nasıl gelirim?"),
    ],
)
def test_a_phrase_may_stand_elsewhere(language: str, one: str, other: str) -> None:
    assert same(one, other, language)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "When is the class until Saturday?", "When is the Saturday class?"),
        ("en", "Can I swap Saturday for Sunday?", "Can I swap Sunday for Saturday?"),
        ("en", "Can I only come on Sunday?", "Can I come on Sunday only?"),
        ("en", "Can I bring kids and dogs on Sunday?", "Can I bring kids on Sunday and dogs?"),
        ("it", "Il pane e il vino a maggio?", "A maggio il pane e il vino?"),
        ("tr", "İstanbul'dan Ankara'ya nasıl gelirim?", "Ankara'dan İstanbul'a nasıl gelirim?"),
    ],
)
def test_where_words_are_joined_or_limited_nothing_moves(language: str, one: str, other: str) -> None:
    assert not same(one, other, language)
