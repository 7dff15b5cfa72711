"""Drafts that quote the passages, written without a chat model: the sentence that answers first, then what is around it."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from orchestrator.domain.answering.drafts import Draft
from orchestrator.domain.answering.passages import NearSentence, PassageHit
from orchestrator.domain.answering.quoting.leads import MOST_PASSAGES, Asked, Lead, find_beside, find_lead
from orchestrator.domain.answering.quoting.pieces import Piece

LEFT_OUT = " […] "


def quote(question: str, passages: Sequence[PassageHit], owner: str, lead: str = "", cited: Sequence[PassageHit] = ()) -> Draft:
    """A draft that quotes the sentence that answers, in bold, and what is around it; of a question with two sides, or where
    two passages are almost equally near, a second one. Every source is told once, with its number.

    It is unsupported where the question has no informative word, where the passage lacks a number of the question, where
    what is quoted lacks a number that is asked for or is about another number of a name ("Luma 2" for "Luma 3"), or where
    nothing is quoted. Whether the passages answer is judged before, by the confidence: an answer may stand in other words
    than the question.

    `passages` must be best first. `lead` is the line above the quotes, in the asker's language; without it, an English
    line names `owner`, the person whose documents these are. `cited` are passages that have the first numbers already.
    """
    asked = Asked.read(question)
    passages = passages[:MOST_PASSAGES]
    first, answers = find_lead(asked, passages)
    intro = lead or f"From {owner}'s documents:"
    if first is None:
        return Draft(intro, (), False, "quotes")
    other = find_beside(asked, first, passages) if answers else None
    leads = [first, *([other] if other is not None else [])]
    hits = list({each.hit.id: _led_by(each) for each in reversed(leads)}.values())[::-1]
    texts = [_quoted([each for each in leads if each.hit.id == hit.id], asked) for hit in hits]
    ids = list(dict.fromkeys((*(hit.id for hit in cited), *(hit.id for hit in hits))))
    blocks = _blocks(hits, texts, [ids.index(hit.id) + 1 for hit in hits])
    return Draft("\n\n".join([intro, *blocks]), tuple(hits), answers and bool(asked.words), "quotes", quotes=tuple(texts))


def _led_by(lead: Lead) -> PassageHit:
    """The passage with the lead as its nearest sentence, which is what is shown of it elsewhere."""
    sentences = lead.hit.sentences
    if not sentences or sentences[0].text == lead.plain:
        return lead.hit
    others = [near for near in sentences if near.text != lead.plain]
    return replace(lead.hit, sentences=(NearSentence(lead.plain, lead.score), *others)[:2])


def _quoted(leads: Sequence[Lead], asked: Asked) -> str:
    """What is quoted of one passage, as Markdown: the leads in bold, then what is shown around them in its order. Steps
    are left in their order."""
    pieces = leads[0].pieces
    bold = {lead.at for lead in leads}
    shown = sorted({at for lead in leads for at in lead.shown(asked)})
    if len(shown) > 1 and any(pieces[at].is_step for at in bold):
        return _running(pieces, shown, bold)
    around = [at for at in shown if at not in bold]
    return "\n\n".join([*(_bold(pieces[lead.at]) for lead in leads), *([_running(pieces, around, frozenset())] if around else [])])


def _bold(piece: Piece) -> str:
    if piece.is_code:
        return piece.text
    return f"**{piece.text.replace('**', '').replace('__', '').strip()}**"


def _running(pieces: Sequence[Piece], places: Sequence[int], bold: set[int] | frozenset[int]) -> str:
    """The pieces at these places, with a sign where one is left out between sentences."""
    text = ""
    for before, at in pairwise([None, *places]):
        assert at is not None  # only the first is
        piece = pieces[at]
        shown = _bold(piece) if at in bold else piece.text
        text += _separator(pieces, before, at) + (f"{piece.marker.lstrip()}{shown}" if piece.is_item else shown)
    return text


def _separator(pieces: Sequence[Piece], before: int | None, at: int) -> str:
    if before is None:
        return ""
    if pieces[at].is_item and pieces[before].is_item:
        return "\n"
    if pieces[at].is_item or pieces[at].is_code or pieces[before].is_code:
        return "\n\n"
    return (pieces[at].separator or " ") if at == before + 1 else LEFT_OUT


def _blocks(hits: Sequence[PassageHit], texts: Sequence[str], numbers: Sequence[int]) -> list[str]:
    """The quotes as quotations in Markdown. Passages of one place share its line."""
    blocks = []
    for place in dict.fromkeys(hit.place for hit in hits):
        own = [at for at, hit in enumerate(hits) if hit.place == place]
        lines = "\n\n".join(texts[at] for at in own).splitlines()
        marks = "".join(f"[{numbers[at]}]" for at in own)
        blocks.append("\n".join([*(f"> {line}".rstrip() for line in lines), ">", f"> — {place} {marks}"]))
    return blocks
