"""Words of a text: folding and tokens. Knows no rules."""

import re
import unicodedata

# Scripts written without spaces between words: there a topic can only be found as a run of characters.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f"

UNSPACED = re.compile(f"[{_UNSPACED}]")

_RUNS = re.compile(f"[{_UNSPACED}]+|[^{_UNSPACED}]+")

# Written with spaces, but with particles at the end of its words: 환불 (refund) stands in 환불을.
HANGUL = re.compile("[\uac00-\ud7a3]")

# Letters that are typed without their stroke, and characters that cannot be seen and would hide a word.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "’": "'", "‘": "'", "ʼ": "'"})

_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")

# Vowel signs of the scripts of India and its neighbours: part of a word, though no letters by themselves.
_SIGNS = "".join(c for c in map(chr, range(0x0900, 0x1C00)) if unicodedata.category(c) in ("Mn", "Mc"))

_LETTERS = f"[^\\W_](?:[^\\W_]|[{_SIGNS}\u3099\u309a])*"

# A dot joins figures ("3.11") and single letters ("e.g"); elsewhere it ends a sentence whose writer forgot the space.
TOKEN = re.compile(rf"{_LETTERS}(?:(?:['\-]|(?<=\d)\.(?=\d)|(?<=\b[^\W_])\.(?=[^\W_]\b)){_LETTERS})*")

_ELIDED = re.compile(r"(?:[cdjlmnst]|qu|dell|nell|all|un)'(?=[^\W_]{3})")


def fold(text: str) -> str:
    """The text without case, accents, compatibility forms and invisible characters, so that 'Café' and 'CAFE' are equal.

    Only what is an accent to its readers goes: the voicing marks of kana and the vowel signs of Thai or Hindi are letters.
    """
    if text.isascii():
        return text.lower()
    compatible = unicodedata.normalize("NFKD", text).casefold().translate(_PLAIN)
    decomposed = unicodedata.normalize("NFKD", _INVISIBLE.sub("", compatible)).casefold()
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not _is_accent(c)))


def tokens(text: str) -> list[str]:
    """Folded words in reading order; inner apostrophes and hyphens stay, and dots in figures ("don't", "e-mail", "3.11").

    Where a script sets no spaces, pairs of neighbouring characters stand for the words.
    """
    found = TOKEN.findall(fold(text))
    if not UNSPACED.search(text):
        return found
    return [word for token in found for run in _RUNS.findall(token) for word in _pairs(run.strip("'-."))]


def split_compounds(words: list[str]) -> list[str]:
    """Hyphenated words as their parts, so that 'credit-card' and 'credit card' are one phrase; no elided article ("l'eau")."""
    return [part for word in words for part in (_ELIDED.sub("", word) if "'" in word else word).split("-") if part]


def _is_accent(character: str) -> bool:
    return unicodedata.combining(character) != 0 and not ("\u0900" <= character < "\u1ab0" or "\u3000" <= character < "\ufb00")


def _pairs(run: str) -> list[str]:
    if len(run) < 3 or not UNSPACED.match(run):
        return [run] if run else []
    return [run[at : at + 2] for at in range(len(run) - 1)]
