"""Names that other people see: readable in every script, and unable to turn, hide or end the text around them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestrator.domain.errors import Invalid
from orchestrator.domain.names import check_name, clean_name, count_characters

READABLE = [
    "Mara", "Jean-Luc O’Neill", "مارا", "می‌خواهم", "नमस्ते", "क्‍ष", "山田 太郎", "김민수", "Ngô Đình Diệm", "Müller", "👩‍👩‍👧 family", "Ana 👍🏽", "שרה", "ไทย", "Mr. ☂",
]  # fmt: skip
UNREADABLE = {
    "line feed": "Mara\nCreator: yes", "carriage return": "Mara\rX", "vertical tab": "a\x0bb", "next line": "a\x85b", "line separator": "a\u2028b",
    "override": "Mara\u202egnp.exe", "embedding": "\u202aMara\u202c", "isolate": "\u2066Mara\u2069", "mark": "Mara\u200f", "zero width": "Ma\u200bra",
    "joiner in Latin": "Ma\u200dra", "joiner alone": "\u200dMara", "joiner at the end": "مارا\u200d", "word joiner": "Ma\u2060ra", "soft hyphen": "Ma\u00adra",
    "byte order": "\ufeffMara", "filler": "Ma\u3164ra", "braille blank": "\u2800Mara", "private": "\ue000Mara", "tag": "Mara\U000e0041", "nul": "a\0b",
    "tower of marks": "M" + "\u0301\u0302" * 10,
}  # fmt: skip


@pytest.mark.parametrize("name", READABLE)
def test_names_of_every_script_stay_as_they_are(name: str) -> None:
    assert check_name("display_name", name) == name
    assert clean_name(name, 100) == name


@pytest.mark.parametrize("name", UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_seen_is_refused_and_is_cleaned_from_files(name: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_name("display_name", name)
    assert refused.value.code == "display_name_unreadable"
    cleaned = clean_name(name, 100)
    if "\u0302" not in name:
        assert check_name("display_name", cleaned) == cleaned


def test_spaces_and_composition() -> None:
    assert check_name("display_name", "  Mara \t  B\u00a0 Moe ") == "Mara B Moe"
    assert check_name("display_name", "Mu\u0308ller") == "Müller"
    with pytest.raises(Invalid, match="empty"):
        check_name("display_name", " \u3000 ")


@pytest.mark.parametrize("character", ["é", "e\u0323\u0302", "👩‍👩‍👧", "👍🏽", "क्‍ष"])
def test_length_is_counted_as_people_count(character: str) -> None:
    assert count_characters(character) == 1
    assert check_name("display_name", character * 100)
    with pytest.raises(Invalid) as refused:
        check_name("display_name", character * 101)
    assert refused.value.code == "display_name_too_long"


@given(st.text(max_size=60))
def test_a_cleaned_name_is_one_line_and_cleaning_again_changes_nothing(text: str) -> None:
    cleaned = clean_name(text, 100)
    assert len(cleaned.splitlines()) <= 1
    assert clean_name(cleaned, 100) == cleaned


@pytest.mark.parametrize("text", ["a ", "(", "\u0301", "\u200d", "👩\u200d"])
def test_long_texts_cost_little(text: str) -> None:
    started = time.process_time()
    with pytest.raises(Invalid):
        check_name("display_name", text * 10_000)
    assert time.process_time() - started < 0.5
