"""Quoting the best passages, without a chat model."""

import re
from collections.abc import Sequence

from orchestrator.domain.answering.drafts import Draft
from orchestrator.domain.answering.passages import PassageHit
from orchestrator.domain.message.inflections import same_word
from orchestrator.domain.message.vocabulary import informative_words
from orchestrator.domain.message.words import split_compounds, tokens
from orchestrator.domain.safety.instructions import without_instructions

QUOTED_PASSAGES = 2

QUOTE_LETTERS = 700

MIN_COVERAGE = 0.5

SECOND_PASSAGE_GAIN = 1
"""A second passage is quoted only where it has at least so many of the question's words that the first lacks."""


def quote(question: str, passages: Sequence[PassageHit], owner: str, lead: str = "") -> Draft:
    """The best passages, quoted with their numbers and said to be quotes; unsupported where they lack the question's words.

    `passages` come best first; `owner` is whose documents they are; `lead` says so in the asker's language, in English where it is left out.
    """
    wanted = set(informative_words(question))
    chosen = _choose(wanted, passages)
    covered = set().union(*(_covered(wanted, hit) for hit in chosen)) if chosen else set()
    supported = bool(chosen) and bool(wanted) and len(covered) >= MIN_COVERAGE * len(wanted)
    quotes = [_quote(number, hit, wanted) for number, hit in enumerate(chosen, 1)]
    content = "\n\n".join([lead or f"From {owner}'s documents:", *quotes])
    return Draft(content, tuple(chosen), supported, "quotes")


def _choose(wanted: set[str], passages: Sequence[PassageHit]) -> list[PassageHit]:
    chosen: list[PassageHit] = []
    missing = set(wanted)
    for hit in passages:
        gained = _covered(missing, hit)
        if not chosen or len(gained) >= SECOND_PASSAGE_GAIN:
            chosen.append(hit)
            missing -= gained
        if len(chosen) == QUOTED_PASSAGES or not missing:
            break
    return chosen


def _covered(wanted: set[str], hit: PassageHit) -> set[str]:
    said = set(split_compounds(tokens(f"{hit.title} {hit.heading} {hit.content}")))
    return {word for word in wanted if any(same_word(word, other) for other in said)}


def _quote(number: int, hit: PassageHit, wanted: set[str]) -> str:
    place = f"{hit.title} › {hit.heading.replace(' > ', ' › ')}" if hit.heading and hit.heading != hit.title else hit.title
    lines = "\n".join(f"> {line}".rstrip() for line in best_window(without_instructions(hit.content), wanted).splitlines())
    return f"{lines}\n>\n> — {place} [{number}]"


def best_window(content: str, wanted: set[str]) -> str:
    """The passage, or where it is long the run of its blocks and sentences, at most about 700 letters, with most of the words."""
    if len(content) <= QUOTE_LETTERS:
        return content
    ends = [found.start() for found in re.finditer(r"(?<=[.!?])\s+|\n+", content)] + [len(content)]
    best, most = "", -1
    for start in [0, *ends[:-1]]:
        end = max((end for end in ends if start < end <= start + QUOTE_LETTERS), default=start)
        window = content[start:end].strip() or _cut(content[start:].lstrip())
        said = set(split_compounds(tokens(window)))
        found = sum(any(same_word(word, other) for other in said) for word in wanted)
        if found > most:
            best, most = window, found
    return best


def _cut(sentence: str) -> str:
    """The beginning of a sentence too long to quote whole, up to a word's end."""
    return sentence[:QUOTE_LETTERS].rsplit(maxsplit=1)[0] if len(sentence) > QUOTE_LETTERS else sentence
