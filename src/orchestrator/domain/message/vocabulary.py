"""Which words name a subject. The lists are English; every word of another language counts as a subject."""

import re

from orchestrator.domain.message.words import split_compounds, tokens

# Words of grammar, which name no subject.
FUNCTION_WORDS = frozenset(
    """a about after again all also am an and any anyone are aren't as at be because been being both but by can can't cannot could
    couldn't did didn't do does doesn't doing don't each either else ever every for from
    above across against along among around before behind below beside between beyond during since toward towards per via than
    few give gave given himself herself themselves ourselves yourself yourselves everyone everybody everything nobody none nothing whatever whoever
    ain't hasn't haven't hadn't mustn't needn't shouldn't weren't cant cannot didnt doesnt dont dunno hasnt havent isnt wasnt wont im ive
    whats thats theres hows lets gonna wanna r ur get gets getting go going got had has
    have having he her here hers him his how i i'd i'll i'm i've if in into is isn't it it's its itself just let let's like make
    many may maybe me might mine more most much must my myself need needs no nor not of off ok okay on one only onto or other our
    out over own please quite rather really same shall she should so some still such take than that that's the their theirs them
    then there these they this those though through to too u under until up upon us use very want wants was wasn't way we were
    what what's when where whether which while who whom whose why will with within without won't would wouldn't yes yet you your
    yours""".split()
)

# Words that name no subject although they are nouns, verbs or adjectives: 'I have a problem with this thing'.
GENERIC_WORDS = frozenset(
    """advice anybody anything ask asking assist assistance bit broke broken doubt error fail failed failing fails fix guide guidance
    happen happened happening happens help helping info information issue issues kind know learn look looking lot matter mean
    means more one problem problems query question questions something somebody someone sort stuff support tell thing things think
    tip tips trouble understand unsure weird work worked working works wrong explain explanation details detail detailed example
    clarify elaborate exactly examples specifically good bad better best nice""".split()
)

FILLER = frozenset(
    """hi hello hiya dear thanks thank thx cheers hmm hm um uh er well so ok okay yes yeah yep no nope please pls plz sure right haha lol oh ah hey""".split()
)

EMPTY_WORDS = FUNCTION_WORDS | GENERIC_WORDS | FILLER

_CONTRACTED = re.compile(r"'(?:s|re|ve|ll|d|m)$")

# After "how" these words say what kind of answer is asked for; the answer would not contain them.
ASKED_AFTER_HOW = frozenset("often long far soon old".split())


def informative_words(text: str) -> tuple[str, ...]:
    """The folded words that name a subject, in order and with repetitions.

    Function words, generic words and filler are left out, and so is "often" in "how often".
    """
    return informative_among(split_compounds(tokens(text)))


def informative_among(words: list[str]) -> tuple[str, ...]:
    """Those of the folded words of a text, compounds split, that name a subject. See `informative_words`."""
    pairs = zip(["", *words], words, strict=False)
    return tuple(word for before, word in pairs if not _is_empty(word) and not (before == "how" and word in ASKED_AFTER_HOW))


def _is_empty(word: str) -> bool:
    return word in EMPTY_WORDS or ("'" in word and _CONTRACTED.search(word) is not None and _CONTRACTED.sub("", word) in FUNCTION_WORDS)
