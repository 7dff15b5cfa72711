"""The words of a text: folding and tokens."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache

# Scripts that are written without spaces between words. In them a topic can only be found as a run of characters.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f"

UNSPACED = re.compile(f"[{_UNSPACED}]")

_RUNS = re.compile(f"[{_UNSPACED}]+|[^{_UNSPACED}]+")

# Korean is written with spaces, but particles are attached to the words: 환불 (refund) stands in 환불을.
HANGUL = re.compile("[\uac00-\ud7a3]")

# Letters that do not decompose, with what people type instead, and the forms of the apostrophe.
_PLAIN = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "’": "'", "‘": "'", "ʼ": "'"}

_APOSTROPHES = {"’": "'", "‘": "'", "ʼ": "'"}

# Characters that nobody sees, which would keep a word from being found.
_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")

# Vowel signs of the scripts of India and its neighbours. They are parts of words, although Unicode calls them marks.
_SIGNS = "".join(c for c in map(chr, range(0x0900, 0x1C00)) if unicodedata.category(c) in ("Mn", "Mc"))

_LETTERS = f"[^\\W_](?:[^\\W_]|[{_SIGNS}\u3099\u309a])*"

# A dot joins figures ("3.11") and single letters ("e.g"). Elsewhere it ends a sentence, even without a space after it.
TOKEN = re.compile(rf"{_LETTERS}(?:(?:['\-]|(?<=\d)\.(?=\d)|(?<=\b[^\W_])\.(?=[^\W_]\b)){_LETTERS})*")

# Two Arabic signs stand for whole phrases of up to eighteen letters. They become the letter that people type for them.
_PHRASE_SIGNS = {"\ufdfa": "ص", "\ufdfb": "ج"}

_MAX_MARKS = 30
"""Accents that one letter may have. Unicode's Stream-Safe Text Format (UAX #15) has the same limit: no language needs
more, and sorting a run of them takes time that grows with its square."""

_MARKS = "".join(c for c in map(chr, range(0x10000)) if unicodedata.combining(c))

# Not the signs of India's scripts and its neighbours', nor the voicing marks of kana: they are letters.
_ACCENTS = re.compile("[" + "".join(c for c in _MARKS if not ("\u0900" <= c < "\u1ab0" or "\u3000" <= c < "\ufb00")) + "]+")

_TOO_MANY_MARKS = re.compile(f"([{_MARKS}]{{{_MAX_MARKS}}})[{_MARKS}]+")

_ELIDED = re.compile(r"(?:[cdjlmnst]|qu|dell|nell|all|un)'(?=[^\W_]{3})")


def fold(text: str) -> str:
    """The text without case, accents, compatibility forms and invisible characters, so that 'Café' equals 'CAFE'.

    The voicing marks of kana and the vowel signs of Thai and Hindi are kept: they are letters, not accents.
    """
    if text.isascii():
        return text.lower()
    compatible = _replace(unicodedata.normalize("NFKD", _bounded(text)).casefold(), _PLAIN)
    decomposed = unicodedata.normalize("NFKD", _INVISIBLE.sub("", compatible)).casefold()
    return unicodedata.normalize("NFC", _ACCENTS.sub("", decomposed))


def fold_all(words: Sequence[str]) -> list[str]:
    """Each word as `fold` gives it. For thousands of short words that takes a tenth of the time; none holds a line end."""
    return fold("\n".join(words)).split("\n") if words else []


def plain_letters(text: str) -> str:
    """The text in lower case, without compatibility forms and invisible characters, but with its accents: a stemmer
    needs them."""
    if text.isascii():
        return text.lower()
    visible = _INVISIBLE.sub("", unicodedata.normalize("NFKC", _bounded(text)))
    return _replace(visible.lower(), _APOSTROPHES).replace("i\u0307", "i")


def tokens(text: str) -> list[str]:
    """The folded words in reading order.

    Apostrophes and hyphens within a word are kept, and dots within figures: "don't", "e-mail", "3.11".
    In a script without spaces, each pair of neighbouring characters is a token.
    """
    found = TOKEN.findall(fold(text))
    if not UNSPACED.search(text):
        return found
    return [word for token in found for run in _RUNS.findall(token) for word in _pairs(run.strip("'-."))]


def split_compounds(words: list[str]) -> list[str]:
    """The words with hyphenated ones split, so that 'credit-card' equals 'credit card', and without elided articles
    ("l'eau").
    """
    return [part for word in words for part in (_ELIDED.sub("", word) if "'" in word else word).split("-") if part]


def _bounded(text: str) -> str:
    """The text without what would take long to normalise."""
    too_many = _too_many_rare_marks() if max(text, default="") > "\uffff" else _TOO_MANY_MARKS
    return too_many.sub(r"\1", _replace(text, _PHRASE_SIGNS))


@cache
def _too_many_rare_marks() -> re.Pattern[str]:
    """With the marks of scripts that are no longer written, and of music. Most texts are spared it: it is slow, and takes long to make."""
    marks = _MARKS + "".join(c for c in map(chr, range(0x10000, 0x110000)) if unicodedata.combining(c))
    return re.compile(f"([{marks}]{{{_MAX_MARKS}}})[{marks}]+")


def _replace(text: str, letters: Mapping[str, str]) -> str:
    # Ten times as fast as `str.translate` where few of the letters are in the text.
    for letter, plain in letters.items():
        text = text.replace(letter, plain)
    return text


def _pairs(run: str) -> list[str]:
    if len(run) < 3 or not UNSPACED.match(run):
        return [run] if run else []
    return [run[at : at + 2] for at in range(len(run) - 1)]
