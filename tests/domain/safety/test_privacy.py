"""Which pieces of a text look like personal data, and which do not."""

import pytest

from orchestrator.domain.safety.privacy import find_personal_data

NAMES = ("Adalbert von Berg", "otter-7")

FOUND = [
    ("Write to mira@example.org.", [("mail", "mira@example.org")]),
    ("Write to MIRA.vale+bees@mail.example.co.uk, please", [("mail", "MIRA.vale+bees@mail.example.co.uk")]),
    # The examples of the registry of ISO 13616, of several lengths, with and without spaces.
    ("DE89 3704 0044 0532 0130 00", [("account", "DE89 3704 0044 0532 0130 00")]),
    ("GB29NWBK60161331926819", [("account", "GB29NWBK60161331926819")]),
    ("NO93 8601 1117 947 is mine", [("account", "NO93 8601 1117 947")]),
    ("MT84MALT011000012345MTLCAST001S", [("account", "MT84MALT011000012345MTLCAST001S")]),
    # One digit is wrong.
    ("DE88 3704 0044 0532 0130 00", []),
    ("GB28NWBK60161331926819", []),
    # Test numbers of card networks.
    ("4111 1111 1111 1111", [("card", "4111 1111 1111 1111")]),
    ("5500-0000-0000-0004", [("card", "5500-0000-0000-0004")]),
    ("378282246310005", [("card", "378282246310005")]),
    ("4111 1111 1111 1112", []),
    ("+47 912 34 567", [("phone", "+47 912 34 567")]),
    ("(030) 901820", [("phone", "(030) 901820")]),
    ("0301234567", [("phone", "0301234567")]),
    ("555-123-4567", [("phone", "555-123-4567")]),
    # Neither an address nor a number of a person.
    ("in 2019-2021", []),
    ("on 2026-11-27 and on 27.11.2026", []),
    ("1234567 bees", []),
    ("012345", []),
    ("at 12:30, 50 %", []),
    ("version 10.12.2.1", []),
    ("Dear Adalbert, yes", [("asker", "Adalbert")]),
    ("BERG is a mountain", [("asker", "BERG")]),
    ("Adalberts Hut", []),
    ("an otter", [("asker", "otter")]),
    # Two letters of a name are no name.
    ("vo 7", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), FOUND, ids=[text[:24] or "empty" for text, _ in FOUND])
def test_what_looks_like_personal_data(text: str, expected: list[tuple[str, str]]) -> None:
    found = find_personal_data(text, NAMES)
    assert [(each.kind, each.text) for each in found] == expected
    assert all(text[each.start : each.start + len(each.text)] == each.text for each in found)


def test_findings_are_in_reading_order_and_none_is_told_twice() -> None:
    text = "Adalbert: DE89 3704 0044 0532 0130 00, then mira@example.org, then +47 912 34 567, then Adalbert."
    assert [each.kind for each in find_personal_data(text, NAMES)] == ["asker", "account", "mail", "phone", "asker"]
