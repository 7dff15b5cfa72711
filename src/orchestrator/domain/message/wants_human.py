"""Whether a message asks for a person instead of the agent."""

import re

from orchestrator.domain.message.reading import Reading
from orchestrator.domain.message.vocabulary import informative_words
from orchestrator.domain.message.words import split_compounds

MAX_WORDS = 30
MAX_OTHER_SUBJECTS = 1
"""Subjects that a message may name beside the wish. With more, it is a question that happens to mention people."""

_KIND = r"(?:(?:an?|the|any|some|your|an actual|actual|real|really|live|proper|human|other|of your|one of your|one of the) )*"
_PERSON = (
    rf"{_KIND}(?:humans?|human being|persons?|people|operators?|representatives?|reps?|staff|employees?|colleagues?|supervisor|managers?|advisors?"
    r"|advisers?|creator|owner|author|boss|founders?|team|someone|somebody|anyone|anybody|agents?)"
    r"(?: (?:real|human|else|alive|in charge|there|here|at|from|of|on|your|the|team|staff|support|side|who|that|can|could|is|really|help|me|smarter|than|you))*"
    r"|(?:the |your |human |live )*(?:support team|customer (?:service|support|care)|live (?:chat|support)|human support)|(?:him|her|them) (?:directly|personally|myself)"
)
_REACH = (
    r"(?:talk(?:ing)?|speak(?:ing)?|chat(?:ting)?|write|get in (?:touch|contact)|(?:be )?connect(?:ed)?|transfer|put me (?:through|in touch)|pass me|hand me"
    r"|hand (?:a |the |this )?(?:conversation|chat|me) over|reach|contact|refer me|escalate|forward|call|ask)"
)
_BETWEEN = r"(?: (?:me|this|it|my question|over|on|directly|through|in touch|to|with))*"
_WISH = r"(?:want(?: to have)?|need(?: to have)?|wanna|would like|i'd like|id like|prefer|request|demand|get(?: me)?|give me|gimme|are there(?: also)?|is there|do you have)"
_BOT = r"(?:bots?|robots?|machines?|chatbots?|computer|ai)"
_WANTED = re.compile(rf"\b(?:{_REACH}{_BETWEEN} (?:{_PERSON})|{_WISH} (?:{_PERSON}))(?= |$)")
_WHOLE = re.compile(rf"{_KIND}(?:human|person|operator|representative|agent|human handoff|handoff)(?: (?:please|now|agent|support))*")
_NO_BOT = re.compile(
    rf"\b(?:don't|dont|do not|won't|not|no|stop|enough|instead of|rather than|hate|stupid)(?: (?:want|wanna|wish|like|to|talk|talking|speak|speaking|chat|deal|with|a|an|the|this|you))* {_BOT}\b"
    rf"|\btalking to (?:a |an |the |this )*{_BOT} is\b"
)
# Everyday phrases about people in general. They are a wish only where they say 'human' or 'real'.
_EVERYDAY = re.compile(
    r"\b(?:ask|call|write|contact|reach|is there|are there|need|want|get) (?:an? |the |any |some )*(?:people|person|someone|somebody|anyone|anybody|owner|agents?|staff)\b"
)


def wants_human(message: Reading, names: frozenset[str] = frozenset()) -> bool:
    """Whether the whole message asks to reach a person. `names` are folded words that the creator is called by.

    A message that says more than that wish is an ordinary question: 'how do I contact the shop about a late parcel?'.
    """
    others = _other_subjects(message, names)
    return others is not None and others <= MAX_OTHER_SUBJECTS


def is_bare_wish(message: Reading, names: frozenset[str] = frozenset()) -> bool:
    """Whether the message asks to reach a person and does not say what for."""
    return _other_subjects(message, names) == 0


def _other_subjects(message: Reading, names: frozenset[str]) -> int | None:
    """How many subjects are named beside the wish to reach a person; None where there is no such wish."""
    tokens = message.tokens
    if not tokens or len(tokens) > MAX_WORDS:
        return None
    plain = " ".join("{person}" if word in names else word for word in tokens).replace("{person} {person}", "{person}")
    plain = plain.replace("{person}", "creator")
    if _WHOLE.fullmatch(_without_manners(plain)) or _NO_BOT.search(plain):
        return 0
    found = _WANTED.search(plain)
    if found is None or (_EVERYDAY.search(found.group()) and "human" not in found.group() and "real" not in found.group()):
        return None
    return sum(word not in _MANNERS for word in informative_words(f"{plain[: found.start()]} {plain[found.end() :]}"))


_MANNERS = frozenset(
    """directly personally instead immediately today tomorrow now useless helping annoying nevermind sorry thanks thank hello hi hey
    possible able rather conversation chat question wrong stupid talk speak human""".split()
)


def _without_manners(plain: str) -> str:
    return " ".join(
        word for word in split_compounds(plain.split()) if word not in {"please", "now", "hi", "hello", "hey", "no", "ok", "thanks"}
    )
