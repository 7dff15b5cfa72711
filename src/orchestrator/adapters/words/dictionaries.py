"""The words of a language, after pyspellchecker's lists, whose data is in the package.

A list of up to 420,000 words is read once, in a thread of its own and a piece at a time, so that no message waits for it. It is kept
as sorted check sums of four bytes: 1.4 MB for the longest. Of 100,000 words that are none, ten are taken for one.
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
_WORD = re.compile(rb'"([^"\\]+)": \d')
_PIECE = 65_536
_LONGEST = 200
"""Bytes of an entry at most, so that one on the border of two pieces is found whole."""

_lists: dict[str, "array[int]"] = {}
_started: set[str] = set()
_lock = threading.Lock()


def is_word(word: str, language: str) -> bool | None:
    """Whether the list of the language has the word, in lower case with its accents. None where there is no list, or it is being read."""
    if language not in LANGUAGES:
        return None
    words = _lists.get(language)
    if words is None:
        _start(language)
        return None
    check = crc32(word.encode())
    at = bisect_left(words, check)
    return at < len(words) and words[at] == check


def read_dictionary(language: str) -> None:
    """Reads the list of a language and returns when it is there, in about half a second. For whoever may wait."""
    if language in LANGUAGES and language not in _lists:
        _lists[language] = array("I", sorted(set(map(crc32, _words(language)))))


def _start(language: str) -> None:
    with _lock:
        if language in _started:
            return
        _started.add(language)
    threading.Thread(target=read_dictionary, args=(language,), name=f"dictionary-{language}", daemon=True).start()


def _words(language: str) -> Iterator[bytes]:
    """The words of a list; one on a border may come twice."""
    packed = resources.files("spellchecker") / "resources" / f"{language}.json.gz"
    with packed.open("rb") as file, gzip.open(file) as plain:
        before = b""
        while piece := plain.read(_PIECE):
            piece = before + piece
            yield from _WORD.findall(piece)
            before = piece[-_LONGEST:]
