"""Inflections of English words: which words are forms of the same word."""

import re
from collections.abc import Iterable
from functools import lru_cache

VOWELS = frozenset("aeiouy")

MIN_STEM = 3

_INFLECTED_ENDS = ("s", "d", "g", "'")
"""Last letters of the endings -s, -ed, -ing, 's and '."""


@lru_cache(maxsize=20_000)
def lemmas(word: str) -> frozenset[str]:
    """The folded word and the words that it may be an inflection of: plural, possessive, past or -ing.

    From the rules of English spelling and the commonest irregular forms. For other languages, mostly the word and its
    plural in s. Derivations are left out: 'organ' and 'organization' share no form, nor do 'universe' and 'university'.
    """
    if not _may_be_inflected(word):
        return frozenset((word,))
    base = word.removesuffix("'s").removesuffix("'")
    if base in _IRREGULAR:
        return frozenset({word, base, *_IRREGULAR[base]})
    found = {word, base, *_without_s(base), *_without_ending(base, "ed"), *_without_ending(base, "ing")}
    return frozenset(form for form in found if form)


def same_word(one: str, other: str) -> bool:
    """Whether two folded words are forms of the same word: 'refunds' and 'refunding' are, 'this' and 'hi' are not."""
    return one == other or not lemmas(one).isdisjoint(lemmas(other))


def forms_of(words: Iterable[str]) -> frozenset[str]:
    """The lemmas of all the folded words. Two words are forms of one word where their lemmas have one in common."""
    distinct = frozenset(words)
    return distinct.union(*map(lemmas, filter(_may_be_inflected, distinct)))


def found_in(words: Iterable[str], forms: frozenset[str]) -> frozenset[str]:
    """Those of the words of which a text with these forms (see `forms_of`) has some inflection."""
    return frozenset(word for word in words if not forms.isdisjoint(lemmas(word)))


def _may_be_inflected(word: str) -> bool:
    return word[-1:] in _INFLECTED_ENDS or word in _IRREGULAR


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
    # A short base that ends in vowel + consonant doubles the consonant ('ratting'). This one is single, so the base
    # ends
    # in e: 'rating' -> rate.
    closed = stem[-1] not in VOWELS and stem[-2] in VOWELS and stem[-1] not in "wx"
    if closed and _syllables(stem) == 1 and not (len(stem) > 2 and stem[-3] in VOWELS):
        return {stem + "e"}
    return {stem, stem + "e"}


def _syllables(stem: str) -> int:
    return len(re.findall(r"[aeiouy]+", stem))


def _read_forms(table: str) -> dict[str, frozenset[str]]:
    """{form: bases} of a table "base form form; ..."; a form may belong to several bases."""
    bases: dict[str, set[str]] = {}
    for row in table.split(";"):
        base, *forms = row.split()
        for form in forms:
            bases.setdefault(form, set()).add(base)
    return {form: frozenset(found) for form, found in bases.items()}


_DOUBLE_BY_NATURE = frozenset("add ebb egg err inn odd off".split())

# Forms that no rule of spelling gives, without those that are more common as other words (left, rose, saw, felt,
# ground).
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
