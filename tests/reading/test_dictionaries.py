"""The words of a language, as they are kept: those of the list, how common they are, and no others."""

import gzip
import json
from importlib import resources

import pytest

from orchestrator.adapters.words.dictionaries import LANGUAGES, commonness, read_dictionary
from orchestrator.adapters.words.word_forms import LibraryWordForms


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_word_of_a_list_is_found_with_its_count(language: str) -> None:
    read_dictionary(language)
    packed = (resources.files("spellchecker") / "resources" / f"{language}.json.gz").read_bytes()
    words = json.loads(gzip.decompress(packed))
    wrong = [word for word, count in words.items() if commonness(word, language) != max(1, count.bit_length())]
    assert len(wrong) <= 0.0002 * len(words)  # check sums of two words are the same now and then


def test_what_is_no_word_has_no_count() -> None:
    read_dictionary("en")
    assert LibraryWordForms().commonness("apointment", "en") == 0
    assert sum(commonness(f"qx{number}z", "en") != 0 for number in range(2_000)) <= 2


def test_without_a_list_nothing_is_known() -> None:
    assert LANGUAGES.isdisjoint(("tr", "pl", "ja", ""))
    assert commonness("parking", "pl") is None
