"""Where a phrase stands in a question: 'on Sunday' at its beginning, in its middle or at its end asks the same.

A preposition stays with the word after it, and the other words keep their order. So 'from miles to kilometres' is 'to
kilometres from miles' and never 'from kilometres to miles'. Whatever joins, compares or negates holds every word in its place.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache

_PREPOSITIONS: Mapping[str, str] = {
    "en": "in on at for with without to from by before after during within into until since via inside outside across near",
    "de": "in im am an auf bei beim fuer mit ohne von vom zu zum zur nach vor bis seit aus ueber unter ab",
    "fr": "a au aux en dans sur pour avec sans chez avant apres pendant depuis par vers des",
    "es": "a al en con sin para por desde hasta antes despues durante",
    "it": "a al alla ai alle in nel nella nei nelle con senza per da dal dalla prima dopo durante su sul sulla",
    "pt": "a ao aos em com sem para por pelo pela desde ate antes depois durante",
    "nl": "in op om bij voor met zonder van naar vanaf tot na sinds uit via",
    "pl": "w we na do z ze od po przed przez bez dla przy za nad pod",
}
_HOLDING: Mapping[str, str] = {
    "en": "and or but nor not no never than as between only even just that who which if because while unless except both either",
    "de": "und oder aber nicht kein keine keinen als wie zwischen nur auch dass wenn weil ausser sie er es ihn wer wen",
    "fr": "et ou mais ne ni pas que qui si entre seulement sauf plus moins",
    "es": "y o u pero no ni que si entre solo salvo mas menos quien",
    "it": "e o ma non ne che se tra fra solo tranne piu meno chi",
    "pt": "e ou mas nao nem que se entre so exceto mais menos quem",
    "nl": "en of maar niet geen dan als tussen alleen dat die wie omdat behalve",
    "pl": "i lub albo ale nie ni niz jak miedzy tylko ze ktory ktora jesli kto kogo oprocz",
}
"""Words that join, compare, negate, or open a clause: where there is one of them, nothing moves."""

_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday weekend".split())
_OF_DAYS = frozenset("next last this every each all from until by before after since to except morning evening night afternoon".split())
"""Beside a day these tell which one is meant, or from and until when."""
_ON = "on"


@cache
def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_CASE_TR = re.compile(r"\w{3,}(?:[yn]?[ae]|[dt][ae]n?|yl[ae])")
"""A Turkish word with the ending of a place, a direction or a means: it says what it is wherever it stands."""
_ASKS_TR = frozenset("nerede nereye nereden neyle kime kimde kimden hangi sonra once bana size".split())


def phrases_of(words: Sequence[str], language: str, written: Sequence[str] = ()) -> tuple[tuple[int, ...], tuple[tuple[int, ...], ...]]:
    """(places of the words that keep their order, places of each phrase that may stand elsewhere). Total.

    `written` are the question's words with their accents: Italian 'è' does not join, and 'e' does.
    """
    if language == "tr":
        return _turkish(words)
    held = _words(_HOLDING.get(language, ""))
    prepositions = _words(_PREPOSITIONS.get(language, ""))
    if not prepositions or any(word in held for word in (written if language in _JOINED_BY_E else words)):
        return tuple(range(len(words))), ()
    kept: list[int] = []
    phrases: list[tuple[int, ...]] = []
    at = 0
    while at < len(words):
        if words[at] in prepositions and at + 1 < len(words) and words[at + 1] not in prepositions:
            phrases.append((at, at + 1))
            at += 2
            continue
        kept.append(at)
        at += 1
    return tuple(kept), tuple(phrases)


_JOINED_BY_E = ("it", "pt")


def _turkish(words: Sequence[str]) -> tuple[tuple[int, ...], tuple[tuple[int, ...], ...]]:
    ends = len(words) - 1
    moving = [at for at, word in enumerate(words) if at < ends and word not in _ASKS_TR and _CASE_TR.fullmatch(word)]
    return tuple(at for at in range(len(words)) if at not in moving), tuple((at,) for at in moving)


def day_as_phrase(words: list[str]) -> list[str]:
    """'The Saturday workshop' as 'the workshop on Saturday': one day of the week, and nothing that tells which or until when."""
    days = [at for at, word in enumerate(words) if word.removesuffix("s") in _DAYS]
    if len(days) != 1:
        return words
    at = days[0]
    around = {*words[max(0, at - 1) : at], *words[at + 1 : at + 2]}
    if not around.isdisjoint(_OF_DAYS) or not _words(_HOLDING["en"]).isdisjoint(words):
        return words
    before = words[: at - 1] if words[at - 1 : at] == [_ON] else words[:at]
    return [*before, *words[at + 1 :], _ON, words[at].removesuffix("s")]
