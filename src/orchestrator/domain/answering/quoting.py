"""Drafts that quote the best passages, written without a chat model."""

import re
from collections import Counter
from collections.abc import Sequence

from orchestrator.domain.answering.documents.tables import spell_out_tables
from orchestrator.domain.answering.drafts import Draft
from orchestrator.domain.answering.passages import PassageHit
from orchestrator.domain.message.inflections import forms_of, found_in
from orchestrator.domain.message.reading import read_text
from orchestrator.domain.message.words import split_compounds, tokens
from orchestrator.domain.safety.instructions import without_instructions

QUOTED_PASSAGES = 2

MAX_QUOTE_CHARACTERS = 700

MIN_COVERAGE = 0.5
"""Share of the question's informative words that the quoted passages must hold for the draft to be supported."""

SECOND_PASSAGE_GAIN = 1
"""A second passage is quoted only if it has at least this many of the question's words that the first passage lacks."""


def quote(question: str, passages: Sequence[PassageHit], owner: str, lead: str = "") -> Draft:
    """A draft that quotes the best passages, with their numbers.

    It is unsupported where they lack too many of the question's words.

    `passages` must be best first. `lead` is the line above the quotes, in the asker's language; without it, an English
    line names `owner`, the person whose documents these are.
    """
    question_words = set(read_text(question).informative)
    chosen = _choose(question_words, passages)
    covered = set().union(*(_covered(question_words, hit) for hit in chosen)) if chosen else set()
    supported = bool(chosen) and bool(question_words) and len(covered) >= MIN_COVERAGE * len(question_words)
    quotes = [_quote(number, hit, question_words) for number, hit in enumerate(chosen, 1)]
    content = "\n\n".join([lead or f"From {owner}'s documents:", *quotes])
    return Draft(content, tuple(chosen), supported, "quotes")


def _choose(question_words: set[str], passages: Sequence[PassageHit]) -> list[PassageHit]:
    chosen: list[PassageHit] = []
    missing = set(question_words)
    for hit in passages:
        gained = _covered(missing, hit)
        if not chosen or len(gained) >= SECOND_PASSAGE_GAIN:
            chosen.append(hit)
            missing -= gained
        if len(chosen) == QUOTED_PASSAGES or not missing:
            break
    return chosen


def _covered(question_words: set[str], hit: PassageHit) -> set[str]:
    return set(found_in(question_words, forms_of(split_compounds(tokens(f"{hit.title} {hit.heading} {hit.content}")))))


def _quote(number: int, hit: PassageHit, question_words: set[str]) -> str:
    shown = spell_out_tables(without_instructions(hit.content))
    lines = "\n".join(f"> {line}".rstrip() for line in best_window(shown, question_words).splitlines())
    return f"{lines}\n>\n> — {hit.place} [{number}]"


def best_window(content: str, question_words: set[str]) -> str:
    """The passage, or of a long one the run of whole sentences and lines with the most question words.

    A run has at most MAX_QUOTE_CHARACTERS characters; a longer sentence is cut at the end of a word.
    """
    if len(content) <= MAX_QUOTE_CHARACTERS:
        return content
    ends = [found.start() for found in re.finditer(r"(?<=[.!?])\s+|\n+", content) if found.start()] + [len(content)]
    starts = [0, *ends[:-1]]
    # The question's words in each piece between two ends, a piece that is too long to quote whole being cut.
    pieces = [
        content[start:end] if end - start <= MAX_QUOTE_CHARACTERS else _cut(content, start) for start, end in zip(starts, ends, strict=True)
    ]
    words_in = [found_in(question_words, forms_of(split_compounds(tokens(piece)))) for piece in pieces]
    best, most_found = "", -1
    in_window: Counter[str] = Counter()
    last = 0  # the number of pieces that are in the window or before it
    for first, start in enumerate(starts):
        while last < len(ends) and (last == first or ends[last] <= start + MAX_QUOTE_CHARACTERS):
            in_window.update(words_in[last])
            last += 1
        found = sum(count > 0 for count in in_window.values())
        if found > most_found:
            best, most_found = (pieces[first] if last == first + 1 else content[start : ends[last - 1]]).strip(), found
        in_window.subtract(words_in[first])
    return best


def _cut(content: str, start: int) -> str:
    """The sentence that begins at `start`, cut at the end of a word."""
    sentence = content[start : start + 2 * MAX_QUOTE_CHARACTERS].lstrip()[:MAX_QUOTE_CHARACTERS]
    return sentence.rsplit(maxsplit=1)[0] if sentence.strip() else ""
