"""Words of a text and their inflections: folding, tokens, whether two words are forms of one, topics. Knows no rules."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

VOWELS = frozenset("aeiouy")
MIN_STEM = 3
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


@lru_cache(maxsize=20_000)
def lemmas(word: str) -> frozenset[str]:
    """The folded word and what it may be an inflection of (plural, possessive, past, -ing); never a derivation.

    Rules of English spelling and its commonest irregular forms; for other languages mostly the word itself and its
    plural in s. Inflections only, so that 'organ' is not found in 'organization' nor 'univers' made of both
    'universe' and 'university'.
    """
    base = word.removesuffix("'s").removesuffix("'")
    if base in _IRREGULAR:
        return frozenset({word, base, *_IRREGULAR[base]})
    found = {word, base, *_without_s(base), *_without_ending(base, "ed"), *_without_ending(base, "ing")}
    return frozenset(form for form in found if form)


def same_word(one: str, other: str) -> bool:
    """Whether two folded words are forms of one word: 'refunds' and 'refunding' are, 'this' and 'hi' are not."""
    return one == other or not lemmas(one).isdisjoint(lemmas(other))


def touches(text: str, topic: str) -> bool:
    """Whether the topic (a word or phrase) stands in the text, each word in any inflection, never inside another word."""
    wanted, said = _read_topic(topic), _read_text(text)
    if wanted.is_unspaced:
        return bool(wanted.parts) and wanted.folded in said.folded
    # Most topics share no word with a message, and that is seen at once.
    if not wanted.has_hangul and wanted.forms.isdisjoint(said.forms):
        return False
    return _holds(said.parts, wanted.parts) or _holds(said.joined, wanted.joined)


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A text as topics are looked for in it, or a topic as it is looked for."""

    folded: str
    is_unspaced: bool
    parts: tuple[str, ...]
    """Its words, hyphenated ones as their parts."""
    joined: tuple[str, ...]
    """Its words, hyphenated ones as one."""
    forms: frozenset[str]
    """Every lemma of those words."""
    has_hangul: bool

    @staticmethod
    def read(text: str) -> "_Phrase":
        words = tokens(text)
        parts, joined = tuple(split_compounds(words)), tuple(_joined(words))
        forms = frozenset[str]().union(*map(lemmas, {*parts, *joined}))
        return _Phrase(fold(text), UNSPACED.search(text) is not None, parts, joined, forms, HANGUL.search(text) is not None)


# A creator's topics are few and are asked about with every message; of messages only those at hand are.
@lru_cache(maxsize=2_000)
def _read_topic(topic: str) -> _Phrase:
    return _Phrase.read(topic.strip())


@lru_cache(maxsize=16)
def _read_text(text: str) -> _Phrase:
    return _Phrase.read(text)


def split_compounds(words: list[str]) -> list[str]:
    """Hyphenated words as their parts, so that 'credit-card' and 'credit card' are one phrase; no elided article ("l'eau")."""
    return [part for word in words for part in (_ELIDED.sub("", word) if "'" in word else word).split("-") if part]


def _joined(words: list[str]) -> list[str]:
    """Hyphenated words as one, so that 'e-mail' and 'email' are one word."""
    return [word.replace("-", "") for word in words]


def _holds(said: Sequence[str], wanted: Sequence[str]) -> bool:
    width = len(wanted)
    return width > 0 and any(all(map(_is_said, wanted, said[at : at + width])) for at in range(len(said) - width + 1))


def _is_said(wanted: str, word: str) -> bool:
    return same_word(wanted, word) or (HANGUL.search(wanted) is not None and word.startswith(wanted))


def _is_accent(character: str) -> bool:
    return unicodedata.combining(character) != 0 and not ("\u0900" <= character < "\u1ab0" or "\u3000" <= character < "\ufb00")


def _pairs(run: str) -> list[str]:
    if len(run) < 3 or not UNSPACED.match(run):
        return [run] if run else []
    return [run[at : at + 2] for at in range(len(run) - 1)]


def _without_s(word: str) -> set[str]:
    if not word.endswith("s") or word.endswith("ss") or len(word) <= MIN_STEM:
        return set()
    found = {word[:-1]}
    if word.endswith("ies") and len(word) > MIN_STEM + 1:
        found.add(word[:-3] + "y")
    if word.endswith(("ses", "xes", "zes", "ches", "shes", "oes")) and len(word) > MIN_STEM + 1:
        found.add(word[:-2])
    if word.endswith("ses"):
        found.add(word[:-2] + "is")
    return found


def _without_ending(word: str, ending: str) -> set[str]:
    """Bases of a word in -ed or -ing: 'stopped' -> stop, 'cancelled' -> cancel, 'cried' -> cry, 'rating' -> rate."""
    stem = word.removesuffix(ending)
    if stem == word or len(stem) < 2 or not VOWELS & set(stem) or (ending == "ed" and stem.endswith("e")):
        return set()
    if stem in _DOUBLE_BY_NATURE or stem.endswith("e"):
        return {stem}
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in VOWELS:
        return {stem, stem[:-1]}
    if stem.endswith("i") and ending == "ed":
        return {stem + "e"} if len(stem) == 2 else {stem[:-1] + "y", stem}
    # A short stem in vowel + consonant would have doubled it ('ratting'), so its base ends in e: 'rating' -> rate.
    closed = stem[-1] not in VOWELS and stem[-2] in VOWELS and stem[-1] not in "wx"
    if closed and _syllables(stem) == 1 and not (len(stem) > 2 and stem[-3] in VOWELS):
        return {stem + "e"}
    return {stem, stem + "e"}


def _syllables(stem: str) -> int:
    return len(re.findall(r"[aeiouy]+", stem))


def _read_forms(table: str) -> dict[str, frozenset[str]]:
    """From "base form form; ..."; one form may belong to several bases."""
    bases: dict[str, set[str]] = {}
    for row in table.split(";"):
        base, *forms = row.split()
        for form in forms:
            bases.setdefault(form, set()).add(base)
    return {form: frozenset(found) for form, found in bases.items()}


_DOUBLE_BY_NATURE = frozenset("add ebb egg err inn odd off".split())
# Forms that no rule of spelling gives. Left out where the form is a commoner word of its own (left, rose, saw, felt, ground).
_IRREGULAR = _read_forms(
    """child children; man men; woman women; person people persons; foot feet; tooth teeth; mouse mice; goose geese; ox oxen;
    leaf leaves; leave leaves; life lives; live lives; knife knives; wife wives; half halves; halve halves; shelf shelves;
    self selves; wolf wolves; thief thieves; loaf loaves; calf calves; elf elves; hoof hooves; scarf scarves;
    index indices; matrix matrices; vertex vertices; appendix appendices; axis axes; axe axes; criterion criteria;
    phenomenon phenomena; cactus cacti; fungus fungi; stimulus stimuli; nucleus nuclei; larva larvae; quiz quizzes;
    ad ads; id ids; pc pcs; tv tvs; cv cvs; do does did done; go goes went gone; die dies died dying; lie lies lied lying;
    tie ties tied tying; be being been; agree agreed; disagree disagreed; guarantee guaranteed; free freed;
    buy bought; sell sold; pay paid; repay repaid; lend lent; send sent; spend spent; give gave given; forgive forgave forgiven;
    take took taken; steal stole stolen; get got gotten; forget forgot forgotten; lose lost; win won; make made; build built;
    rebuild rebuilt; break broke broken; choose chose chosen; freeze froze frozen; speak spoken; write wrote written; drive drove driven;
    ride ridden; rise risen; eat ate eaten; drink drank drunk; feed fed; bleed bled; breed bred; lead led; read reads; meet met;
    keep kept; sleep slept; sweep swept; creep crept; deal dealt; mean meant; dream dreamt; learn learnt; burn burnt; spell spelt;
    think thought; bring brought; teach taught; catch caught; fight fought; seek sought; tell told; hold held; stand stood;
    understand understood; find found; bind bound; begin began begun; swim swam swum; sing sang sung; run ran; ring rang rung;
    sink sank sunk; shoot shot; hide hid hidden; know knew known; grow grew grown; throw threw thrown; fly flew flown; draw drew drawn;
    wear wore worn; swear swore sworn; tear tore torn; see seen; hear heard; say said; sit sat; sue sued suing; kneel knelt;
    become became; overcome overcame; come came; sting stung; stick stuck; strike struck; hang hung; dig dug; spin spun;
    news news; goods goods; customs customs; aids aids; canvas canvas; lens lens; evening evening; outing outing; during during;
    evening evenings; outing outings; wicked wicked; hundred hundred; hundred hundreds; naked naked; sacred sacred"""
)
