"""The pieces of a passage that a quote is made of, and which of them are shown around the sentence that answers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from orchestrator.domain.answering.documents.tables import spell_out_tables, spelled_rows
from orchestrator.domain.answering.markdown_units import Unit, join_lines, split_units
from orchestrator.domain.answering.sentences import plain_text
from orchestrator.domain.message.inflections import forms_of, found_in
from orchestrator.domain.message.words import split_compounds, tokens
from orchestrator.domain.safety.instructions import without_instructions

CONTEXT_CHARACTERS = 450
"""Of a quote of running text. The sentence that answers with the next nearest and its neighbours, up to this length,
hold the answer to 94 % of squad2's questions (split calib, where the right passage was found) in 357 characters at the
median; the whole passages have 766."""
MAX_QUOTE_CHARACTERS = 700
"""Of a quote with a list or a table, and of one sentence."""
MOST_PIECES = 80
"""Of the passages under one heading, some 6,000 characters; the rest is not quoted."""
MOST_CHARACTERS = 8_000
LONGEST_LABEL = 120  # characters


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence, an item of a list, a row of a table or a block of code, as it is shown."""

    text: str
    """Markdown; of a row, each value after the name of its column."""
    plain: str
    """The text as `sentences.read_sentences` gives it."""
    marker: str
    """The signs of the list before it; '' where there are none."""
    separator: str
    """What stands between it and the piece before."""
    is_row: bool = False
    is_code: bool = False
    is_label: bool = False
    """Whether it is a question or a line in bold, which what is below it answers or explains."""

    @property
    def is_item(self) -> bool:
        """Whether it begins an item of a list, or is a row of a table."""
        return bool(self.marker.strip())

    @property
    def is_step(self) -> bool:
        """Whether it begins an item with a number, whose order matters."""
        return self.marker.strip()[:1].isdigit()

    @property
    def introduces(self) -> bool:
        """Whether what it says comes after it, as with "You need:"."""
        return self.plain.endswith((":", "："))


@lru_cache(maxsize=1_000)
def read_pieces(content: str) -> tuple[Piece, ...]:
    """The pieces of a passage in order, without headings and without sentences that instruct a model. Cached, as the same
    passages are found again."""
    shown = without_instructions(join_lines(content[:MOST_CHARACTERS]))
    rows = spelled_rows(shown)
    units = split_units(spell_out_tables(shown))[:MOST_PIECES]
    pieces = (_piece(unit, rows) for unit in units if "#" not in unit.marker and ">" not in unit.marker.strip())
    return tuple(piece for piece in pieces if tokens(piece.plain))


def _piece(unit: Unit, rows: frozenset[str]) -> Piece:
    if unit.is_code:
        return Piece(_cut_code(unit.text), unit.text, "", unit.separator, is_code=True)
    plain, text = plain_text(unit.text), unit.text.strip()
    is_bold = text.startswith(("**", "__")) and text.rstrip(" .:?!").endswith(("**", "__")) and len(plain) <= LONGEST_LABEL
    is_label = not unit.marker.strip() and (is_bold or plain.endswith(("?", "？")))
    return Piece(_cut(text), plain, unit.marker, unit.separator, unit.text in rows, is_label=is_label)


def shown_around(pieces: Sequence[Piece], lead: int, second: int, asked: frozenset[str], is_sure: bool = False) -> tuple[int, ...]:
    """Positions of the pieces that are shown with the one at `lead`, in order, it included.

    Of a list or a table it is the row or item with the line that introduces it, if the item has words of the question that
    the others lack, or `is_sure` says that it answers alone; else the whole, as far as it fits. Of running text it is the
    next nearest sentence, at `second` (-1 for none), and the neighbours, as far as they fit.
    """
    listed = _list_at(pieces, lead)
    if listed:
        return _shown_of_list(pieces, lead, listed, asked, is_sure)
    near = (at for at in (second, lead + 1, lead - 1) if 0 <= at < len(pieces) and _goes_with(pieces, lead, at))
    return _within(pieces, lead, near, CONTEXT_CHARACTERS)


def _goes_with(pieces: Sequence[Piece], lead: int, at: int) -> bool:
    """Whether the piece may stand beside the lead: no row of a table, and nothing below another label. Of labels, it is the
    lead's own, unless it is a question: the answer to it is what is quoted."""
    piece = pieces[at]
    if piece.is_label:
        return at == lead - 1 and not piece.plain.endswith(("?", "？"))
    return not piece.is_row and not any(between.is_label for between in pieces[min(at, lead) + 1 : max(at, lead) + 1])


def _list_at(pieces: Sequence[Piece], lead: int) -> range:
    """The list or table that the piece belongs to or introduces, as positions; empty for running text."""
    start = lead + 1 if pieces[lead].introduces and not pieces[lead].is_item else lead
    first = start
    while 0 < first < len(pieces) and _continues(pieces, first):
        first -= 1
    if first >= len(pieces) or not pieces[first].is_item:
        return range(0)
    last = start + 1
    while last < len(pieces) and _continues(pieces, last):
        last += 1
    return range(first, last)


def _continues(pieces: Sequence[Piece], at: int) -> bool:
    """Whether the piece is in the same list as the one before it: the next item, or the next sentence of an item."""
    piece, before = pieces[at], pieces[at - 1]
    if piece.is_item:
        return piece.is_row == before.is_row and (before.is_item or before.separator == " ")
    return piece.separator == " " and not piece.is_code


def _shown_of_list(pieces: Sequence[Piece], lead: int, listed: range, asked: frozenset[str], is_sure: bool) -> tuple[int, ...]:
    above = listed.start - 1
    introduced = [above] if above >= 0 and pieces[above].introduces else []
    if lead in listed and (is_sure or _is_singled_out(pieces, lead, listed, asked)):
        return _within(pieces, lead, [*introduced, *_rest_of_item(pieces, lead, listed)], MAX_QUOTE_CHARACTERS)
    return _within(pieces, lead, [*introduced, *listed], MAX_QUOTE_CHARACTERS)


def _rest_of_item(pieces: Sequence[Piece], lead: int, listed: range) -> range:
    """The item, of which the lead is a sentence."""
    first = next((at for at in range(lead, listed.start, -1) if pieces[at].is_item), listed.start)
    last = next((at for at in range(lead + 1, listed.stop) if pieces[at].is_item), listed.stop)
    return range(first, last)


def _is_singled_out(pieces: Sequence[Piece], lead: int, listed: range, asked: frozenset[str]) -> bool:
    """Whether the item has a word of the question that most others of the list lack."""
    others = [_forms(pieces[at].plain) for at in listed if at != lead]
    held = found_in(asked, _forms(pieces[lead].plain))
    return not others or any(2 * sum(bool(found_in([word], other)) for other in others) < len(others) for word in held)


def _within(pieces: Sequence[Piece], lead: int, near: Iterable[int], most: int) -> tuple[int, ...]:
    """The lead and those of `near`, in this order, that fit into `most` characters together."""
    kept, length = {lead}, len(pieces[lead].text)
    for at in near:
        if at not in kept and length + 1 + len(pieces[at].text) <= most:
            kept.add(at)
            length += 1 + len(pieces[at].text)
    return tuple(sorted(kept))


def _forms(text: str) -> frozenset[str]:
    return forms_of(split_compounds(tokens(text)))


def _cut(text: str) -> str:
    """The text; one that is too long to be quoted whole is cut at the end of a word."""
    if len(text) <= MAX_QUOTE_CHARACTERS:
        return text
    short = text[: MAX_QUOTE_CHARACTERS - 1]
    return (short.rsplit(maxsplit=1)[0] if " " in short else short) + "…"


def _cut_code(text: str) -> str:
    """The block of code; of one that is too long, the first lines, closed."""
    if len(text) <= MAX_QUOTE_CHARACTERS:
        return text
    kept, length = [], 0
    for line in text.split("\n"):
        length += len(line) + 1
        if length > MAX_QUOTE_CHARACTERS:
            break
        kept.append(line)
    fence = text.lstrip()[:3]
    return "\n".join([*(kept or [text[:MAX_QUOTE_CHARACTERS]]), fence])
