"""Drafts that quote the best passages, written without a chat model."""

import re
from collections import Counter
from collections.abc import Sequence

from orchestrator.domain.answering.documents.tables import spell_out_tables
from orchestrator.domain.answering.drafts import Draft
from orchestrator.domain.answering.passages import PassageHit
from orchestrator.domain.answering.support import NUMBER
from orchestrator.domain.message.inflections import forms_of, found_in
from orchestrator.domain.message.reading import read_text
from orchestrator.domain.message.words import split_compounds, tokens
from orchestrator.domain.safety.instructions import without_instructions

QUOTED_PASSAGES = 2

MAX_QUOTE_CHARACTERS = 700

SECOND_PASSAGE_GAIN = 1
"""A second passage is quoted only if it has at least this many of the question's words that the first passage lacks."""


def quote(question: str, passages: Sequence[PassageHit], owner: str, lead: str = "", cited: Sequence[PassageHit] = ()) -> Draft:
    """A draft that quotes the best passages, with their numbers.

    It is unsupported where the question has no informative word, or a number that what is quoted lacks, or nothing is quoted. Whether the
    passages answer is judged before, by the confidence: an answer may stand in other words than the question.

    `passages` must be best first. `lead` is the line above the quotes, in the asker's language; without it, an English
    line names `owner`, the person whose documents these are. `cited` are passages that have the first numbers already.
    """
    question_words = set(read_text(question).informative)
    chosen = _choose(question_words, passages)
    ids = list(dict.fromkeys((*(hit.id for hit in cited), *(hit.id for hit in chosen))))
    quotes = [_quote(ids.index(hit.id) + 1, hit, question_words) for hit in chosen]
    says_something = any(tokens(hit.content) for hit in chosen)
    supported = says_something and bool(question_words) and _figures(question) <= _figures("\n".join(quotes))
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
    window = _stressed(best_window(shown, question_words, _nearest(hit)), _nearest(hit))
    lines = "\n".join(f"> {line}".rstrip() for line in window.splitlines())
    return f"{lines}\n>\n> — {hit.place} [{number}]"


def _nearest(hit: PassageHit) -> str:
    """The sentence of the passage that is nearest to the question; '' where it is not known."""
    return hit.sentences[0].text if hit.sentences else ""


def _stressed(text: str, sentence: str) -> str:
    """The text with the sentence in bold, where it stands there without marks of its own."""
    marked = any(mark in sentence for mark in "*_`[]")
    return text.replace(sentence, f"**{sentence}**", 1) if sentence and not marked and sentence != text.strip() else text


def _figures(text: str) -> set[str]:
    """The numbers of a text in figures, without thousands separators and leading zeros."""
    return {found.replace(",", "").rstrip(".:").lstrip("0") for found in NUMBER.findall(text)}


def best_window(content: str, question_words: set[str], nearest: str = "") -> str:
    """The passage, or of a long one the run of whole sentences and lines with the `nearest` sentence and the most question words.

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
    holds_nearest = [bool(nearest) and nearest in " ".join(piece.split()) for piece in pieces]
    best, most_found = "", (False, -1)
    in_window: Counter[str] = Counter()
    last = 0  # the number of pieces that are in the window or before it
    for first, start in enumerate(starts):
        while last < len(ends) and (last == first or ends[last] <= start + MAX_QUOTE_CHARACTERS):
            in_window.update(words_in[last])
            last += 1
        found = any(holds_nearest[first:last]), sum(count > 0 for count in in_window.values())
        if found > most_found:
            best, most_found = (pieces[first] if last == first + 1 else content[start : ends[last - 1]]).strip(), found
        in_window.subtract(words_in[first])
    return best


def _cut(content: str, start: int) -> str:
    """The sentence that begins at `start`, cut at the end of a word."""
    sentence = content[start : start + 2 * MAX_QUOTE_CHARACTERS].lstrip()[:MAX_QUOTE_CHARACTERS]
    return sentence.rsplit(maxsplit=1)[0] if sentence.strip() else ""
