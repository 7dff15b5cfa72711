"""Verbs in languages where "how can I open it" and "how open I it" ask the same: the plain form with an infinitive.

Where a form cannot be told for sure, the line stays as it is; the question is then close and not unmistakable.
"""

import re
from collections.abc import Callable
from itertools import pairwise

_GERMAN = re.compile(r"^(wie|wo) (\S{3,30}?)(e|en) (?:ich|wir) (.+)$")
_GERMAN_MODAL = re.compile(r"^(wie|wo) (?:kann|koennte|koennen|koennten|soll|sollte|muss) (?:ich|man|wir) (.+)$")
_GERMAN_PARTICLES = frozenset("an ab auf aus ein um zu zurueck weg her hin los frei nach vor mit".split())
_DUTCH = re.compile(r"^hoe (\S{2,30}) ik (.+)$")
_DUTCH_MODAL = re.compile(r"^hoe (?:kan|kun|kunnen|moet|moeten) (?:ik|je|we|men) (.+)$")
_DUTCH_PARTICLES = frozenset("aan af op uit in om toe terug weg mee door".split())
_DUTCH_PREPOSITIONS = frozenset("bij voor naar met van op".split())
_NO_VERBS = frozenset("kann konnte konnten koennte koennen koennten soll sollte muss darf will mag kan moet zal wil ben heb".split())
_TURKISH = re.compile(r"^(.*\bnasil (?:\S+ )?)(\S+?)(?:y?[ae]bilir|[aeiu]?r)(im|um|iz|uz)$")
_TURKISH_PASSIVE = re.compile(r"^(.*\bnasil )(?!gorun|sevin|gecin|dusun)(\S+?)[iu]?[ln][iua]r$")
_TURKISH_OBJECT = re.compile(r"(?:(?<=[aeiou])y[iu]|(?<=[^aeiou])[iu])(?= nasil )")
"""The accusative: what is opened, in "I open it", is what opens, in "it is opened"."""
_FRENCH = re.compile(r"^comment (?:(\S{3,30}e) (?:t )?(?:on|je)|(?:on|je) (\S{3,30}e)) (.+)$")
_ROMANCE_MODAL = {
    "es": re.compile(r"^como (?:puedo|podria|podemos|se puede|debo|hago para) (\S+?)(?:ar|er|ir)(me)?\b(.*)$"),
    "it": re.compile(r"^come (?:posso|potrei|possiamo|si puo|devo|faccio a) (\S+?)(?:ar|er|ir)e?(mi)?\b(.*)$"),
    "pt": re.compile(r"^como (?:posso|poderia|podemos|consigo|se pode|devo|faco para) (\S+?)(?:ar|er|ir)(me)?\b(.*)$"),
}
_ROMANCE_IMPERSONAL = {
    "es": re.compile(r"^como se (?!llam|siente|va\b|encuentr|comport|port)(\S{2,30}?)(?:[ae]n?)\b(.*)$"),
    "it": re.compile(r"^come si (?!chiam|sent|va\b|trov|comport|sta\b)(\S{2,30}?)(?:[ae]|[ao]no)\b(.*)$"),
    "pt": re.compile(r"^como se (?!cham|sent|vai\b|encontr|comport|port)(\S{2,30}?)(?:[ae]m?)\b(.*)$"),
}
"""Nobody in particular does it. Verbs that tell how somebody is or is called are left out."""
_ROMANCE = {
    "es": re.compile(r"^como (me )?(\S{2,30}?)o\b(.*)$"),
    "it": re.compile(r"^come (mi )?(\S{2,30}?)o\b(.*)$"),
    "pt": re.compile(r"^como (me )?(\S{2,30}?)o\b(.*)$"),
}


def with_infinitive(line: str, language: str) -> str:
    """The folded question with the verb of "how …" as an infinitive or its stem, where it is the asker who does it."""
    change = _BY_LANGUAGE.get(language)
    return change(line, language) if change else line


def _german(line: str, _: str) -> str:
    modal = _GERMAN_MODAL.match(line)
    if modal:
        return f"{modal[1]} ~ {modal[2]}"
    plain = _GERMAN.match(line)
    if plain is None or plain[2] + plain[3] in _NO_VERBS:
        return line
    return f"{plain[1]} ~ {_moved(plain[4].split(), plain[2] + 'en', _GERMAN_PARTICLES)}"


def _dutch(line: str, _: str) -> str:
    modal = _DUTCH_MODAL.match(line)
    if modal:
        return f"hoe ~ {_reflexive(modal[1])}"
    plain = _DUTCH.match(line)
    if plain is None or plain[1] in _NO_VERBS:
        return line
    return f"hoe ~ {_reflexive(_moved(plain[2].split(), _dutch_infinitive(plain[1]), _DUTCH_PARTICLES))}"


def _reflexive(line: str) -> str:
    return re.sub(r"\bmij\b", "me", line)


def _moved(rest: list[str], infinitive: str, particles: frozenset[str]) -> str:
    """The rest with the infinitive at its end, behind the verb's particle."""
    if rest[-1] in particles:
        return " ".join([*rest[:-1], rest[-1] + infinitive])
    for at, (word, following) in enumerate(pairwise(rest)):
        if particles is _DUTCH_PARTICLES and word in particles and following in _DUTCH_PREPOSITIONS:
            return " ".join([*rest[:at], word + infinitive, *rest[at + 1 :]])
    return " ".join([*rest, infinitive])


def _dutch_infinitive(stem: str) -> str:
    """Open syllables are written with one vowel (betaal, betalen), closed ones with two consonants (zet, zetten)."""
    if re.search(r"(aa|ee|oo|uu)[^aeiou]$", stem):
        stem = stem[:-2] + stem[-1]
        return _voiced(stem) + "en"
    if re.fullmatch(r"[^aeiou]*[aeiou][^aeiouywx]", stem):
        return stem + stem[-1] + "en"
    return (_voiced(stem) if re.search(r"(ij|ui|ie|eu|oe|ei|ou)[fs]$", stem) else stem) + "en"


def _voiced(stem: str) -> str:
    return re.sub("s$", "z", re.sub("f$", "v", stem))


def _romance(line: str, language: str) -> str:
    modal = _ROMANCE_MODAL[language].match(line)
    if modal:
        return f"como ~ {'me ' if modal[2] else ''}{modal[1]}{modal[3]}"
    impersonal = _ROMANCE_IMPERSONAL[language].match(line)
    if impersonal:
        return f"como ~ {impersonal[1]}{impersonal[2]}"
    plain = _ROMANCE[language].match(line)
    if plain:
        return f"como ~ {'me ' if plain[1] else ''}{plain[2]}{plain[3]}"
    return line


def _turkish(line: str, _: str) -> str:
    active, passive = _TURKISH.match(line), _TURKISH_PASSIVE.match(line)
    if active:
        return f"{_TURKISH_OBJECT.sub('', active[1], count=1)}~ {active[2].rstrip('aeiu')}"
    return f"{passive[1]}~ {passive[2].rstrip('aeiu')}" if passive else line


def _french(line: str, _: str) -> str:
    found = _FRENCH.match(line)
    return f"comment {found[1] or found[2]}r {found[3]}" if found else line


_BY_LANGUAGE: dict[str, Callable[[str, str], str]] = {
    "de": _german,
    "fr": _french,
    "nl": _dutch,
    "es": _romance,
    "it": _romance,
    "pt": _romance,
    "tr": _turkish,
}
