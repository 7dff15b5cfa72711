"""The sentences of a passage, as they are compared with a question one by one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from orchestrator.domain.answering.documents.tables import spell_out_tables, spelled_rows
from orchestrator.domain.answering.markdown_units import join_lines, split_units
from orchestrator.domain.answering.passages import PassageHit
from orchestrator.domain.safety.instructions import without_instructions
from orchestrator.domain.texts import shortened

MOST_SENTENCES = 40
"""Of one passage; a passage has at most about 900 characters, so that only a list of very short lines has more."""
LONGEST_SENTENCE = 600  # characters; what is beyond it hardly changes a vector

_LEFT_OUT = " […] "

_LINK = re.compile(r"!?\[([^\[\]\n]*+)\]\([^()\s]*+\)")
_MARKS = re.compile(r"[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}")
_WORD = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class PassageSentence:
    """One sentence of a passage."""

    text: str
    """Without marks of Markdown; of a table, a row with the names of its columns."""
    is_heading: bool = False
    """Whether it is the heading above the passage, which is a question. It is answered by the passage below it."""


def read_sentences(heading: str, content: str) -> tuple[PassageSentence, ...]:
    """The sentences in order, each once; none without a letter or a digit.

    `heading` is the passage's headings joined by ' > '. Where the innermost is a question, it comes first.
    """
    innermost = heading.rsplit(" > ", 1)[-1]
    found = [PassageSentence(innermost, True)] if is_question(innermost) else []
    found += [PassageSentence(text) for text in map(plain_text, _units(content)) if _WORD.search(text)]
    return tuple({sentence.text: sentence for sentence in reversed(found)}.values())[::-1][:MOST_SENTENCES]


def shown_excerpt(hit: PassageHit, most: int) -> str:
    """What is shown of a passage beside others, in at most `most` characters: its nearest sentence, the second nearest, and the
    neighbours of the nearest, as far as they fit, in the order of the passage. Without a nearest sentence, or where that is
    the heading, the beginning of the passage."""
    texts = [sentence.text for sentence in read_sentences("", without_instructions(hit.content))]
    nearest = [texts.index(near.text) for near in hit.sentences if near.text in texts]
    if not nearest or hit.sentences[0].text not in texts:
        return shortened(" ".join(texts), most)
    rows = spelled_rows(hit.content)
    first = texts[nearest[0]]
    if first in rows:
        return _shown_rows([first, *(text for text in texts if text in rows and text != first)], most)
    return shortened(_joined(texts, _fitting(texts, nearest, most)), most)


def _fitting(texts: Sequence[str], nearest: Sequence[int], most: int) -> list[int]:
    """The nearest sentence's position, and those of others that fit: the other nearest, then what stands beside the nearest,
    as far as it goes on without a gap."""
    kept, length = {nearest[0]}, len(texts[nearest[0]])
    for at in nearest[1:]:
        if length + len(_LEFT_OUT) + len(texts[at]) <= most:
            kept.add(at)
            length += len(_LEFT_OUT) + len(texts[at])
    for step in (1, -1):
        at = nearest[0] + step
        while 0 <= at < len(texts) and (at in kept or length + 1 + len(texts[at]) <= most):
            length += 0 if at in kept else 1 + len(texts[at])
            kept.add(at)
            at += step
    return sorted(kept)


def _joined(texts: Sequence[str], places: Sequence[int]) -> str:
    """The sentences at these places, with a sign where some are left out."""
    shown = texts[places[0]]
    for before, at in pairwise(places):
        shown += (" " if at == before + 1 else _LEFT_OUT) + texts[at]
    return shown


def _shown_rows(rows: Sequence[str], most: int) -> str:
    """The first row, and as many of the others as fit, told apart."""
    shown = rows[0]
    for row in rows[1:]:
        if len(shown) + len(row) + len(" · ") > most:
            break
        shown = f"{shown} · {row}"
    return shortened(shown, most)


def is_question(heading: str) -> bool:
    return heading.rstrip(" *_").endswith(("?", "？"))


def _units(content: str) -> list[str]:
    return [unit.text for unit in split_units(spell_out_tables(join_lines(content)))]


def plain_text(text: str) -> str:
    """The text on one line, without marks of Markdown, as it is compared with a question."""
    return " ".join(_MARKS.sub("", _LINK.sub(r"\1", text)).split())[:LONGEST_SENTENCE]
