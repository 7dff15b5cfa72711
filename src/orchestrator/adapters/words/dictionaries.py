"""The words of a language, after pyspellchecker's lists, whose data is in the package.

A list of up to 420,000 words is read once, in a thread of its own and a piece at a time, so that no message waits for it. It is kept
as sorted check sums with how common each is, eight bytes a word: 3.3 MB for the longest. Of 100,000 words that are none, ten are taken for one.
"""

import gzip
import re
import threading
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from importlib import resources
from zlib import crc32

LANGUAGES = frozenset(("de", "en", "es", "fr", "it", "nl", "pt"))
_WORD = re.compile(rb'"([^"\\]+)": (\d+)[,}]')
_PIECE = 65_536
_LONGEST = 200
"""Bytes of an entry at most, so that one on the border of two pieces is found whole."""

_BITS = 8
"""Bits beside a check sum that tell how common the word is."""

_lists: dict[str, "array[int]"] = {}
_started: set[str] = set()
_lock = threading.Lock()


def commonness(word: str, language: str) -> int | None:
    """Bits of the word's count in film subtitles (up to some 25), of a word in lower case with its accents; 0 where the list has none.

    None where there is no list of the language, or it is being read.
    """
    if language not in LANGUAGES:
        return None
    words = _lists.get(language)
    if words is None:
        _start(language)
        return None
    check = crc32(word.encode()) << _BITS
    at = bisect_left(words, check)
    return words[at] - check if at < len(words) and words[at] >> _BITS == check >> _BITS else 0


def read_dictionary(language: str) -> None:
    """Reads the list of a language and returns when it is there, in about half a second. For whoever may wait."""
    if language in LANGUAGES and language not in _lists:
        _lists[language] = array("Q", sorted({crc32(word) << _BITS | max(1, int(count).bit_length()) for word, count in _words(language)}))


def _start(language: str) -> None:
    with _lock:
        if language in _started:
            return
        _started.add(language)
    threading.Thread(target=read_dictionary, args=(language,), name=f"dictionary-{language}", daemon=True).start()


def _words(language: str) -> Iterator[tuple[bytes, bytes]]:
    """The words of a list with their counts; one on a border may come twice."""
    packed = resources.files("spellchecker") / "resources" / f"{language}.json.gz"
    with packed.open("rb") as file, gzip.open(file) as plain:
        before = b""
        while piece := plain.read(_PIECE):
            piece = before + piece
            yield from _WORD.findall(piece)
            before = piece[-_LONGEST:]
