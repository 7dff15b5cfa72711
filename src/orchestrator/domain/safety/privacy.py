"""Personal data in a text that is about to be shared: mail addresses, phone, card and account numbers, and the asker's
name."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from orchestrator.domain.message.words import fold_all, tokens

MAIL = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)+")
IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b")
DIGITS = re.compile(r"(?<![\w.])\+?\(?\d[\d ()/.\-]{5,24}\d(?![\w])")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}\s?[-–/]\s?\d{4}")
MIN_PHONE_DIGITS, MAX_PHONE_DIGITS = 7, 15
MIN_NAME_CHARACTERS = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """A piece of a text that looks like personal data."""

    kind: str
    """'mail', 'phone', 'card', 'account' or 'asker'."""
    text: str
    start: int
    """Position in the text, in characters."""


def find_personal_data(text: str, asker_names: Iterable[str]) -> tuple[Finding, ...]:
    """Everything that looks like personal data, in reading order. A person decides whether to remove it.

    `asker_names` are the asker's display name and handle. Each word of at least three characters in them is looked for.
    """
    found = sorted({*_contacts(text), *_names(text, asker_names)}, key=lambda finding: (finding.start, finding.kind))
    return tuple(found)


def _contacts(text: str) -> Iterator[Finding]:
    is_taken = bytearray(len(text))  # 1 for each character of a mail address or account number
    for kind, pattern in (("mail", MAIL), ("account", IBAN)):
        for match in pattern.finditer(text):
            if kind != "account" or _is_iban(match.group()):
                is_taken[match.start() : match.end()] = b"\1" * len(match.group())
                yield Finding(kind, match.group(), match.start())
    for match in DIGITS.finditer(text):
        if any(is_taken[match.start() : match.end()]) or DATE.fullmatch(match.group().strip()):
            continue
        kind_of_number = _kind(match.group())
        if kind_of_number:
            yield Finding(kind_of_number, match.group(), match.start())


def _names(text: str, names: Iterable[str]) -> Iterator[Finding]:
    words_of_names = (part for name in names for word in tokens(name) for part in (word, *word.split("-")))
    name_words = {word for word in words_of_names if len(word) >= MIN_NAME_CHARACTERS}
    matches = list(re.finditer(r"[^\W_]+(?:[-'’][^\W_]+)*", text))
    for match, folded in zip(matches, fold_all([match.group() for match in matches]), strict=True):
        words = tokens(folded) if any(word in folded for word in name_words) else []
        if not name_words.isdisjoint([*words, *(part for word in words for part in word.split("-"))]):
            yield Finding("asker", match.group(), match.start())


def _kind(number: str) -> str | None:
    """'card' or 'phone'; None for any other number."""
    digits = re.sub(r"\D", "", number)
    if 13 <= len(digits) <= 19 and _luhn(digits):
        return "card"
    is_grouped = number.strip().startswith(("+", "0", "(")) or len(re.findall(r"[ ()/\-]", number.strip())) >= 2
    return "phone" if MIN_PHONE_DIGITS <= len(digits) <= MAX_PHONE_DIGITS and is_grouped else None


def _luhn(digits: str) -> bool:
    """Whether the check digit is right, by the Luhn algorithm of ISO/IEC 7812-1, annex B."""
    doubled = [int(digit) * (1 + at % 2) for at, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _is_iban(text: str) -> bool:
    """Whether the check digits are right, by ISO 7064 (mod 97) as ISO 13616 prescribes."""
    bare = text.replace(" ", "")
    moved = bare[4:] + bare[:4]
    return 15 <= len(bare) <= 34 and int("".join(str(int(character, 36)) for character in moved)) % 97 == 1
