"""The words of mails in every language that the agents speak."""

import re

from orchestrator.domain.notifying.mail.phrases import germanic, others, romance, slavic
from orchestrator.domain.notifying.mail.phrases.wording import MailPhrases

PHRASES: dict[str, MailPhrases] = {
    "en": germanic.ENGLISH,
    "de": germanic.GERMAN,
    "nl": germanic.DUTCH,
    "sv": germanic.SWEDISH,
    "da": germanic.DANISH,
    "nb": germanic.NORWEGIAN,
    "fr": romance.FRENCH,
    "es": romance.SPANISH,
    "it": romance.ITALIAN,
    "pt": romance.PORTUGUESE,
    "pl": slavic.POLISH,
    "sr": slavic.SERBIAN,
    "ru": slavic.RUSSIAN,
    "tr": others.TURKISH,
    "id": others.INDONESIAN,
    "kk": others.KAZAKH,
    "zh": others.CHINESE,
    "ja": others.JAPANESE,
    "ar": others.ARABIC,
}
LONGEST_HEADER = 500
"""Characters of an Accept-Language header that are read."""
RANGE = re.compile(r"\s{0,5}([a-zA-Z]{2,3})(?:-[a-zA-Z0-9-]{1,30})?\s{0,5}(?:;\s{0,5}q=([01](?:\.\d{1,3})?))?\s{0,5}")
SAME = {"no": "nb", "nn": "nb"}
"""Codes under which a browser may ask for a language that has another one here."""


def phrases_in(language: str) -> MailPhrases:
    """The phrases of a language; the English ones where it is unknown."""
    return PHRASES.get(language, germanic.ENGLISH)


def read_accepted(header: str) -> str:
    """The language of PHRASES that an Accept-Language header prefers; English where it names none of them."""
    best, weight = "en", 0.0
    for part in header[:LONGEST_HEADER].split(","):
        match = RANGE.fullmatch(part)
        if match is None:
            continue
        code = match[1].lower()
        code = SAME.get(code, code)
        asked = float(match[2] or 1)
        if code in PHRASES and asked > weight:
            best, weight = code, asked
    return best


__all__ = ["PHRASES", "MailPhrases", "phrases_in", "read_accepted"]
