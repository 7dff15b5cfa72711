"""English questions in their plainest form: contractions written out, and one opening for those that ask the same.

A frame may only change function words, the order of a verb's particle, and the form of a verb that it names. Who does it,
when it was, whether it may be or must be done: these stay told apart.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from orchestrator.domain.matching.wording.frames import MAX_WORDS, frames, reframed
from orchestrator.domain.matching.wording.openings import opened, type_out, with_one_not, with_perfect, without_do
from orchestrator.domain.matching.wording.order import day_as_phrase
from orchestrator.domain.message.inflections import lemmas

ANY_FORM = "+"
"""Set before a word of which another form may stand in its place: 'why are my strings +buzzing' asks 'why do my strings buzz'."""

_SHORT_FORMS = (
    (re.compile(r"^(?:can't|cannot|cant)$"), "can not"),
    (re.compile(r"^(?:won't|wont)$"), "will not"),
    (re.compile(r"^(.+)n't$"), r"\1 not"),
    (re.compile(r"^(what|how|where|when|who|that|there|it|he|she)'s$"), r"\1 is"),
    (re.compile(r"^(what|how|where|when|who)s$"), r"\1 is"),
    (re.compile(r"^(.+)'re$"), r"\1 are"),
    (re.compile(r"^(.+)'ve$"), r"\1 have"),
    (re.compile(r"^(.+)'ll$"), r"\1 will"),
    (re.compile(r"^i'm$"), "i am"),
    (re.compile(r"^(.+)'d$"), r"\1 would"),
)
"""English contractions, written out."""

_SPELLINGS = (
    (re.compile(r"(?<=\w{4})(i|y)s(?=e$|es$|ed$|ing$|ation$|ations$)"), r"\1z"),
    (re.compile(r"(?<=\w{3})our(?=s?$|ed$|ing$|ite$|ites$)"), "or"),
    (re.compile(r"(?<=\w{3})tre(?=s?$)"), "ter"),
    (re.compile(r"(?<=\w{3})ence(?=s?$)"), "ense"),
)
"""American and British endings of long words: organise, colour, kilometre, licence."""

_NUMBERS = {
    word: str(number) for number, word in enumerate("two three four five six seven eight nine ten eleven twelve".split(), start=2)
} | {"first": "1st", "second": "2nd", "third": "3rd"}

_NAMES = {
    "kid": "child",
    "kids": "children",
    "fridge": "refrigerator",
    "fridges": "refrigerators",
    "tv": "television",
    "tvs": "televisions",
    "trash": "garbage",
    "info": "information",
    "exam": "examination",
    "exams": "examinations",
    "bike": "bicycle",
    "bikes": "bicycles",
    "photograph": "photo",
    "photographs": "photos",
    "mum": "mom",
    "mums": "moms",
    "secondhand": "used",
    "preowned": "used",
    "purchase": "buy",
    "purchased": "bought",
    "purchasing": "buying",
    "tyre": "tire",
    "tyres": "tires",
    "grey": "gray",
    "aubergine": "eggplant",
    "aubergines": "eggplants",
    "courgette": "zucchini",
    "courgettes": "zucchinis",
    "nappy": "diaper",
    "nappies": "diapers",
    "pyjamas": "pajamas",
    "jewellery": "jewelry",
    "programme": "program",
    "programmes": "programs",
    "aluminium": "aluminum",
    "microphone": "mic",
    "microphones": "mics",
    "vocab": "vocabulary",
    "max": "maximum",
    "ok": "okay",
    "cosy": "cozy",
    "mould": "mold",
    "moulds": "molds",
    "kerb": "curb",
    "doughnut": "donut",
    "doughnuts": "donuts",
    "yoghurt": "yogurt",
    "1/2": "half",
    "temp": "temperature",
    "temps": "temperatures",
    "specs": "specifications",
    "cellphone": "phone",
    "smartphone": "phone",
    "thru": "through",
    "till": "until",
    "til": "until",
    "everybody": "everyone",
    "nobody": "no-one",
    "uni": "university",
    "hrs": "hours",
    "mins": "minutes",
    "secs": "seconds",
    "approx": "about",
    "alright": "okay",
    "travelling": "traveling",
    "enrol": "enroll",
    "cancelled": "canceled",
    "cancelling": "canceling",
    "cancelation": "cancellation",
    "instalment": "installment",
    "fulfil": "fulfill",
}
"""American and British spellings and names of one thing, and short forms, where a word has no other meaning in a question."""
_PAIRS = (("e mail", "email"), ("2nd hand ", "used "), ("cell phone", "phone"), ("mobile phone", "phone"), ("wi fi", "wifi"))

ANY = "(?:i|we|one)"
_OWN = "(?:for (?:me|us) )?to"
_ASKING = "how|what|when|where|why|who|which"
_OBLIGED = rf"(?:(?:should|must) {ANY}|do {ANY} (?:need|have) to|am i supposed to|are we supposed to|ought {ANY} to)"
_ROLES = r"(?!(?:i|you|we|me|us|he|she|they|them|him|her) )"
_SEVERAL = r"(?:\S+ ){1,6}?"
_DONE = "^((?:how|when|where) to|(?:may|must|should) i)"
_TIMES = "spring|summer|autumn|fall|winter|morning|afternoon|evening|night|new|next"
_SCHEDULED = "start|begin|end|finish"

_FRAMES = frames(
    # Openings that only ask to be told
    (rf"^(?:(?:can|could|would|will) you )?(?:please )?(?:tell|show) (?:me|us) (?=(?:{_ASKING}) )", "told "),
    (rf"^(?:do you know(?! how to )|(?:do you have )?any idea|(?:i|we) (?:want|would like|need) to know|(?:i|we) (?:was|were) wondering|i wonder) (?=(?:{_ASKING}) )", "told "),
    (rf"^told ({_ASKING}) (.+) (is|are)$", r"\1 \3 \2"),
    (r"^told how much (.+?) costs?\b", r"what does \1 cost"),
    (r"^told how long (.+?) takes?\b", r"how long does \1 take"),
    (r"^told when (.+?) ((?:start|begin|end)s?|finish(?:es)?)$", r"when does \1 \2"),
    (r"^told ", ""),
    # How it is done
    (r"^(?:what is|which is) (?:the )?(?:(?:best|right|correct|proper) )?way to ", "how to "),
    (rf"^how (?:(?:do|can|could|should|would|must|shall) {ANY} (?:(?:need|have) to )?|to |am i supposed to |is it possible {_OWN} )", "how to "),
    (r"^how does one ", "how to "),
    (rf"^what (?:do {ANY} (?:have|need) to do|are (?:the )?steps) to ", "how to "),
    (rf"^how {ANY} (?:can |could |should )?", "how to "),
    (rf"^where (?:do {ANY} (?:(?:need|have) to )?|(?:can|could|should|would) {ANY} |to |am i supposed to )", "where to "),
    (rf"^when (?:{_OBLIGED}|do {ANY}|to) ", "when to "),
    # Whether it may, must, or should be done
    (rf"^(?:can|could|may|might) {ANY} (?:please )?", "may i "),
    (r"^(?:am i|are we) (?:allowed|permitted|able) to ", "may i "),
    (rf"^(?:is|would) it (?:be )?(?:ok|okay|alright|all right|fine|possible|allowed|permitted) (?:{_OWN}|if {ANY}) ", "may i "),
    (rf"^is there (?:a|any) (?:way|possibility) {_OWN} ", "may i "),
    (rf"^(?:must {ANY}|(?:do {ANY}|have {ANY} got) (?:(?:have|need) )?to|am i (?:required|obliged) to) ", "must i "),
    (rf"^is it (?:necessary|required|mandatory|compulsory|obligatory) {_OWN} ", "must i "),
    (rf"^(?:should {ANY}|ought {ANY} to|is it (?:a good idea|advisable|recommended) {_OWN}) ", "should i "),
    (rf"^((?:what|which|how) (?:\S+ ){{0,5}}?){_OBLIGED} ", r"\1should i "),
    (r"^what to ", "what should i "),
    (r"should i be (?=\S+ing\b)", "should i +"),
    (rf"^((?:what|which|how) (?:\S+ ){{0,5}}?)(?:can|could|may) {ANY} ", r"\1can i "),
    (r"^((?:what|which|how) (?:\S+ ){0,5}?)(?:would|do) (?:you|y'all) (recommend|suggest|advise)\b", r"\1do you \2"),
    # What it costs
    (r"^how much (?:are you charging|would you charge)\b", "how much do you charge"),
    (r"^what (?:do|would|are) you charg(?:e|ing)\b", "how much do you charge"),
    (r"^how much do you charge (?:me |us )?(?:for|(?=to ))", "cost "),
    (r"^how much (?:is it|(?:will|would|does) it (?:be|cost)) (?:me |us )?(?=to )", "cost "),
    (r"^what (?:will|would|does) it cost (?:me |us )?(?=to )", "cost "),
    (r"^(?:how much|what) (?:do|does|will|would) (.{1,200}?) cost\b(?: me\b| us\b)?", r"cost \1"),
    (r"^how much (?:is|are|will be|would be) (?=\S)", "cost "),
    (r"^what (?:is|are|will be|would be) (?:the )?(?:price|cost|fee)s? (?:of|for) ", "cost "),
    (r"^cost +(?:to |(?=\S{2,20}ing\b))", "cost doing +"),
    # How long and when
    (r"^how long (?:do|does|will|would) (.{1,200}?) take\b", r"how long \1 take"),
    (rf"^when (?:do|does|will) {_ROLES}(.{{1,200}}?) ({_SCHEDULED})\b", r"when \1 \2"),
    (rf"^when (?:is|are) {_ROLES}(.{{1,200}}?) (start|begin|end|finish)n?ing\b", r"when \1 \2"),
    (r"^when is (?:the )?(start|beginning|end) of (.+)$", r"when \2 \1"),
    (r"^when (.+) beginning$", r"when \1 begin"),
    (r"^when (?:is|are) (.{1,200}?) being (?=\S+ed\b|\S+n\b)", r"when will \1 be "),
    # What there is
    (r"^(?:(?:is|are) there|do you (?:have|offer)|have you got) (?:any )?(?!to |me |my |i |you )", "is there "),
    (r"\b(version|edition) for (\S+)$", r"\2 \1"),
    (r"^(how many (?:\S+ ){1,4}?are) there ", r"\1 "),
    (r"^where (is|are) (.{1,200}) located$", r"where \1 \2"),
    (r"^at what time ", "what time "),
    (r"^which (is|are) (?=(?:the )?best )", r"what \1 "),
    # What goes on
    (rf"^why (?:is|are) (?={_SEVERAL}\S+ing\b)", "progressive why do "),
    (r"^(?:are you) (?=(?:selling|buying|offering|shipping|delivering|accepting)\b)", "do you +"),
    # What is to be done to a thing: the thing comes after the verb
    (rf"^(how|when|where|how often|how soon) (?:should|must|do|does) {_ROLES}({_SEVERAL})(?:(?:need|have) to )?be (\S+)\b", r"passive \1|\2|\3"),
    (rf"^(how|when|where|how often|how soon) (?:do|does) {_ROLES}({_SEVERAL})need (\S+ing)\b", r"passive \1|\2|+\3"),
    (rf"^(how|when|where) (?:can|could) {_ROLES}({_SEVERAL})be (\S+)\b", r"passive \1|\2|\3"),
    (rf"^can {_ROLES}({_SEVERAL})be (\S+)\b", r"passive may|\1|\2"),
)  # fmt: skip

_VERBS = frames(
    # Verbs of several words that ask the same, after their particles have come back to them
    (r"\bswitch(?= (?:\S+ ){0,4}?(?:on|off)\b)", "turn"),
    (r"\b(?:log on|sign in|log into|sign into)(?: to\b)?", "log in"),
    (r"\blog in to\b", "log in"),
    (r"\b(?:log off|sign out)\b", "log out"),
    (rf"{_DONE} register for\b", r"\1 sign up for"),
    (rf"{_DONE} enroll? in (?=(?:the|a|an|your) (?!{_TIMES}))", r"\1 sign up for "),
    (rf"{_DONE} (?:send|give) back\b", r"\1 return"),
    (rf"{_DONE} pick up\b", r"\1 collect"),
    (rf"{_DONE} hand in\b", r"\1 submit"),
    (r"\bfill out\b", "fill in"),
    # Small words
    (r" that (?=(?:i|you|we|they) )", " "),
    (r"^which (?=(?:\S+ ){1,6}?(?:is|are|do|does|can|could|should|would|will|must|did|was|were)\b)", "what "),
    (r"\b(for \d+) (?:people|persons)\b", r"\1"),
)  # fmt: skip

_PASSIVE = re.compile(r"^passive ([^|]*)\|([^|]*)\|(\S+)")
_AS_ASKED = {"may": "may i", "how": "how to", "when": "when to", "where": "where to"}

_SEPARABLE = frozenset("turn switch hand fill pick send put set give throw bring plug pay print shut call warm kill let pump hold".split())
"""Verbs with an object that a particle may follow or precede. Verbs of motion are left out: to get in a car is not to get a car in."""
_PARTICLES = frozenset("on off in out up down away back over".split())
_AFTER_PARTICLE = frozenset("for at to with without before after during by from when while if until on in of".split())
_MAX_BETWEEN = 4
"""Words of an object between a verb and its particle."""


def plain_english(words: Sequence[str]) -> list[str]:
    """Folded words of a question in their plainest form. A word after ANY_FORM may stand in another form. Total."""
    if len(words) > MAX_WORDS:
        return list(words)
    line = " ".join(map(_written_out, type_out([*words])))
    for pair, single in _PAIRS:
        line = line.replace(pair, single)
    line = with_perfect(opened(line), ANY_FORM, frozenset(filter(_is_participle, line.split())))
    line = without_do(with_one_not(_progressive(_active(reframed(line, _FRAMES)))))
    return day_as_phrase(reframed(" ".join(_joined_particle(line.split())), _VERBS).split())


def _is_participle(word: str) -> bool:
    """Whether it may be the form of a verb after 'has'."""
    return not word.endswith(("s", "ing")) and len(lemmas(word)) > 1


_LATER = re.compile(r" (?=(?:after|before|when|while|during|since|in|on|at|with|without|from|for|if) )")


def _progressive(line: str) -> str:
    """'Why are my strings buzzing' as 'why do my strings +buzzing'."""
    head, found, rest = line.partition("progressive ")
    if head or not found:
        return line
    # The last one only: "why is my painting cracking" is not about paint. "After running" is when.
    main = _LATER.split(rest, maxsplit=1)[0]
    main = main if "ing" in main else rest
    return re.sub(r"(\S+ing)(?!.*ing\b)", rf"{ANY_FORM}\1", main, count=1) + rest[len(main) :]


@lru_cache(maxsize=20_000)
def _written_out(word: str) -> str:
    for short, full in _SHORT_FORMS:
        if short.match(word):
            return short.sub(full, word)
    for ending, plain in _SPELLINGS:
        word = ending.sub(plain, word)
    return _NUMBERS.get(word) or _NAMES.get(word, word)


def _active(line: str) -> str:
    """'How often should shoes be replaced' as 'how often should I +replaced shoes', where it is a form of a verb."""
    found = _PASSIVE.match(line)
    if found is None:
        return line
    asking, thing, verb = found[1], found[2].strip(), found[3]
    opening = _AS_ASKED.get(asking, f"{asking} should i")
    if (verb.endswith(("s", "ing")) and not verb.startswith(ANY_FORM)) or len(lemmas(verb.removeprefix(ANY_FORM))) == 1:
        return f"{asking} {'can' if asking == 'may' else 'should'} {thing} be {verb}{line[found.end() :]}"
    return f"{opening} {ANY_FORM}{verb.removeprefix(ANY_FORM)} {thing}{line[found.end() :]}"


def _joined_particle(words: list[str]) -> list[str]:
    """'Hand my chapter in' as 'hand in my chapter'."""
    for at, word in enumerate(words):
        if word.removeprefix(ANY_FORM) in _SEPARABLE:
            return _with_particle(words, at)
    return words


def _with_particle(words: list[str], verb: int) -> list[str]:
    for at in range(verb + 1, min(len(words), verb + _MAX_BETWEEN + 3)):
        if words[at] in _PARTICLES and at > verb + 1 and (at + 1 == len(words) or words[at + 1] in _AFTER_PARTICLE):
            return [*words[: verb + 1], words[at], *words[verb + 1 : at], *words[at + 1 :]]
        if words[at] in _PARTICLES or words[at] in _AFTER_PARTICLE:
            return words
    return words
