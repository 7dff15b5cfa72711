"""Which encoding a text is in. Where several are likely, the person is asked: a guess would store nonsense unseen."""

import codecs
import re

from charset_normalizer import from_bytes
from charset_normalizer.constant import FREQUENCIES
from charset_normalizer.models import CharsetMatch

from orchestrator.domain.errors import Invalid

LEGACY = (
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp1257",
    "koi8_r",
    "gb18030",
    "cp932",
    "cp949",
    "big5",
    "cp874",
)
"""What spreadsheets save besides Unicode, by the system's language, and KOI8-R."""
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
         (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
LETTERS = [frozenset(letters) for letters in FREQUENCIES.values()]
"""The commonest letters of each language, as charset-normalizer publishes them."""
CONTROLS = re.compile("[\0-\x08\x0e-\x1f]")
"""Characters that no text has."""
SAMPLE = 50_000
"""Bytes that are looked at to find the encoding."""
PREVIEW = 300
# Measured on short files in 14 encodings (tests/tables/test_encodings.py): none is read wrongly, few are asked about.
CLOSE = 0.05
"""A reading counts as likely where its disorder (0 to 1) is above that of the best by at most this."""
LEAD_OF_COHERENCE = 0.2
LEAD_OF_LETTERS = 0.15
MOST_LETTERS = 0.6
MOST_DISORDER = 0.2


def decode(data: bytes, encoding: str | None) -> tuple[str, str]:
    """(text, encoding). Raises Invalid `unclear_encoding`, or `unreadable_file` where `encoding` does not fit."""
    if encoding is not None:
        return _decode_as(data, encoding), encoding
    for mark, marked in MARKS:
        if data.startswith(mark):
            return _decode_as(data, marked), marked
    found = _find_wide(data) or ("utf-8" if _is_readable(data, "utf-8") else _find(data))
    return _decode_as(data, found), found


def _decode_as(data: bytes, encoding: str) -> str:
    try:
        # A codec that reads no text, such as "rot13", raises LookupError.
        text = data.decode(encoding)
        if CONTROLS.search(text):
            raise UnicodeError
    except (LookupError, UnicodeError, ValueError):
        raise Invalid("unreadable_file", f"The file is not in the encoding {encoding[:40]}.", field="encoding") from None
    return text.removeprefix("\ufeff")


def _find_wide(data: bytes) -> str:
    """UTF-16 without a mark, of which every second byte is mostly zero; else ''."""
    sample = data[:SAMPLE]
    nulls = (sample[0::2].count(0), sample[1::2].count(0))
    if max(nulls) * 4 > max(1, len(sample)):
        return "utf-16-be" if nulls[0] > nulls[1] else "utf-16-le"
    return ""


def _find(data: bytes) -> str:
    sample = data[:SAMPLE].rsplit(b"\n", 1)[0] if len(data) > SAMPLE else data
    likely = [match for match in from_bytes(sample, cp_isolation=list(LEGACY)) if _is_readable(data, match.encoding)]
    close = [match for match in likely if match.chaos <= likely[0].chaos + CLOSE]
    if close and close[0].chaos <= MOST_DISORDER and (best := _choose(close)):
        return best.encoding
    names = [match.encoding for match in likely] or [name for name in LEGACY if _is_readable(data, name)]
    raise Invalid(
        "unclear_encoding",
        "It is not certain in which encoding this file was saved. Choose the one whose preview reads right, or save the file as UTF-8.",
        field="encoding",
        encodings=[{"encoding": name, "preview": _preview(data, name)} for name in names],
    )


def _choose(close: list[CharsetMatch]) -> CharsetMatch | None:
    """The reading that is clearly better than the others, if one is."""
    if len(close) == 1:
        return close[0]
    by_coherence = sorted(close, key=lambda match: -match.coherence)
    if by_coherence[0].coherence - by_coherence[1].coherence >= LEAD_OF_COHERENCE:
        return by_coherence[0]
    fits = sorted(((_read_letters(str(match)), match) for match in close), key=lambda pair: -pair[0])
    if fits[0][0] >= MOST_LETTERS and fits[0][0] - fits[1][0] >= LEAD_OF_LETTERS - 1e-9:
        return fits[0][1]
    return None


def _read_letters(text: str) -> float:
    """The share of the letters beyond ASCII that are among the commonest of one and the same language; 1 without any."""
    letters = [letter for letter in text.lower() if letter.isalpha() and not letter.isascii()]
    return max(sum(letter in common for letter in letters) for common in LETTERS) / len(letters) if letters else 1.0


def _is_readable(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _preview(data: bytes, encoding: str) -> str:
    """The first lines that have letters beyond ASCII: the others read the same in every encoding."""
    lines = [line for line in data.decode(encoding).splitlines() if not line.isascii()]
    return "\n".join(lines)[:PREVIEW]
