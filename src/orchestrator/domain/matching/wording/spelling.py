"""Words that are one word, spelt or typed otherwise: 'apointment', 'subtitulos', 'foodsafe'.

A word counts as mistyped only where no dictionary of its language has it, the other one is in it, and whatever else is as near
is far rarer. So 'unmute' is never a mistyped 'mute', and 'canvas' none of 'canvass'. Names in the middle of a sentence are never mistyped.
"""

import re
import string
from functools import lru_cache

from orchestrator.domain.safety.word_forms import WordForms

MIN_LETTERS = 5
"""Letters of the shorter word. Of four letters too many other words are one edit away."""
MAX_LETTERS = 24
LIKELIER = 3
"""Doublings that two swapped letters, or one letter for two, count for."""
FAR_RARER = 3
"""Doublings between the word that is meant and any other that is as near: it is eight times as common."""
_LETTERS = {"de": "äöüß", "es": "áéíóúñü", "fr": "àâçéèêëîïôûùœ", "it": "àèéìòù", "pt": "áâãàçéêíóôõú", "nl": "éëïü"}


def is_mistyped(one: str, other: str, language: str, known: WordForms) -> bool:
    """Whether one of two different words, in lower case, is the other with a typing error: one letter more, fewer, another, or two
    swapped. False where there is no dictionary. Either way round."""
    if min(len(one), len(other)) < MIN_LETTERS or max(len(one), len(other)) > MAX_LETTERS or one[0] != other[0]:
        return False
    if not one.isalpha() or not other.isalpha() or not _is_one_edit(one, other):
        return False
    first, second = known.commonness(one, language), known.commonness(other, language)
    if first is None or second is None or bool(first) is bool(second):
        return False
    wrong, right = (other, one) if first else (one, other)
    return _meant(wrong, language, known) == right


def is_bare(word: str, language: str, known: WordForms) -> bool:
    """Whether a word is no word as it is written, so that an accent was left out."""
    return known.commonness(word, language) == 0


def _is_one_edit(one: str, other: str) -> bool:
    """Damerau and Levenshtein's distance is one. A last letter more or fewer is a form of the word and not counted."""
    longer, shorter = (one, other) if len(one) >= len(other) else (other, one)
    at = next((place for place, (a, b) in enumerate(zip(longer, shorter, strict=False)) if a != b), len(shorter))
    if len(longer) > len(shorter):
        return at < len(shorter) and longer[at + 1 :] == shorter[at:]
    rest, others = longer[at:], shorter[at:]
    return rest[1:] == others[1:] or (rest[:2] == others[1::-1] and rest[2:] == others[2:])


@lru_cache(maxsize=2_000)
def _meant(word: str, language: str, known: WordForms) -> str:
    """The one word of the dictionary that is one edit away and far more common than any other; "" where there is none. The
    dictionary has been read."""
    letters = string.ascii_lowercase + _LETTERS.get(language, "")
    parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    near = {a + b[1:] for a, b in parts if b} | {a + b[1] + b[0] + b[2:] for a, b in parts if len(b) > 1}
    near |= {a + c + b[1:] for a, b in parts if b for c in letters} | {a + c + b for a, b in parts for c in letters}
    rated = [(rate + LIKELIER * _is_slip(word, each), each) for each in near - {word} if (rate := known.commonness(each, language) or 0)]
    found = sorted([(-FAR_RARER, ""), *((rate, each) for rate, each in rated if each[0] == word[0])], reverse=True)
    return found[0][1] if len(found) > 1 and found[0][0] >= found[1][0] + FAR_RARER else ""


def _is_slip(word: str, other: str) -> bool:
    """Whether two letters are swapped, or a letter is doubled in one of them alone: the commonest errors."""
    return sorted(word) == sorted(other) or _SAME_TWICE.sub(r"\1", word) == _SAME_TWICE.sub(r"\1", other)


_SAME_TWICE = re.compile(r"(.)\1")


def is_joined(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the same letters are written with one space more or fewer: 'food safe' and 'foodsafe'. Never between figures."""
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    if len(longer) != len(shorter) + 1 or "".join(one) != "".join(other):
        return False
    at = next((place for place, (a, b) in enumerate(zip(longer, shorter, strict=False)) if a != b), len(shorter) - 1)
    first, second = longer[at], longer[at + 1]
    return min(len(first), len(second)) >= MIN_PART and first.isalpha() and second.isalpha() and first not in _APART


MIN_PART = 3
"""Letters of each part of a compound: 'a part' is no 'apart', and 'in put' no 'input'."""
_APART = frozenset("any every some all may for not non over under out with off down back up on to too".split())
"""Words that make another word of the next: 'every day' and 'everyday', 'may be' and 'maybe', 'over head' and 'overhead'."""
