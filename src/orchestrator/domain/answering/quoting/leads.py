"""The sentence that a quote begins with: the nearest one that gives what the question asks for."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from orchestrator.domain.answering.checking.namesakes import Numbered, lower_words, read_numbered, says_another
from orchestrator.domain.answering.checking.statements import NUMBER_WORDS, PRONOUNS
from orchestrator.domain.answering.checking.support import NUMBER
from orchestrator.domain.answering.passages import SENTENCE_SHARE, PassageHit
from orchestrator.domain.answering.quoting.pieces import MOST_CHARACTERS, Piece, read_pieces, shown_around
from orchestrator.domain.answering.quoting.sides import Sides, read_sides
from orchestrator.domain.answering.quoting.wanted import WITH_UNIT, Wanted, fitness, read_wanted
from orchestrator.domain.message.inflections import forms_of, found_in
from orchestrator.domain.message.opposites import LOOSE_LETTERS, opposed
from orchestrator.domain.message.reading import Reading, read_text
from orchestrator.domain.message.words import split_compounds, tokens

NEAR_ENOUGH = 0.7
"""Share of the best sentence's score from which another may be quoted in its place, or beside it."""
ALMOST_AS_NEAR = 0.88
"""Share of the first lead's score from which a sentence of another passage is quoted, too, where it has a word more of the
question. On squad2, split calib, 7 % of the answers have such a second quote; the answer stands in 86.3 % of all quotes
instead of 83.8 %, which are 26 characters longer on average."""
FOR_WORDS = 0.2
"""Added to the score of a sentence that gives the number asked for, if it and its headings hold all of the question's
words: a table tells many prices, and one of them is asked for."""
FOR_KIND = 0.25
"""Added to the score of a sentence with a number of the kind that is asked for; half of it for another number. Of a kind
that has a unit, such as a price, any sentence with the unit comes before others. This and FOR_WORDS were chosen on squad2, split calib: of 220 questions that ask for a number and are answered, the sentence in bold
holds it in 192, the nearest sentence in 166."""
MOST_PASSAGES = 6
"""Passages that a quote is looked for in."""
FARTHER = 0.98
"""Share of the second nearest sentence's cosine that another sentence of the passage is taken to have at most: the search
gives two of each."""
COMPARED_CHARACTERS = 500
"""By which a sentence is known again. `sentences.LONGEST_SENTENCE` cuts the one that was compared."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a quote must give."""

    question: Reading
    words: frozenset[str]
    """The informative words."""
    wanted: Wanted | None
    figures: frozenset[str]
    """The numbers that the question has, as `read_figures` gives them."""
    numbered: tuple[Numbered, ...]
    sides: Sides | None

    @staticmethod
    def read(question: str) -> "Asked":
        text = read_text(question)
        return Asked(
            text, frozenset(text.informative), read_wanted(text), _written_figures(question), read_numbered(question), read_sides(text)
        )


@dataclass(frozen=True, slots=True)
class Lead:
    """A piece of a passage that a quote may begin with."""

    hit: PassageHit
    at: int
    """Position of the piece."""
    second: int
    """Position of the next nearest piece; -1 where there is none."""
    score: float
    """How near it is to the question, in [-1, 1]; where its cosine is not known, the highest that it may be."""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return read_pieces(self.hit.content)

    @property
    def plain(self) -> str:
        return self.pieces[self.at].plain

    @property
    def forms(self) -> frozenset[str]:
        """The words of the piece and of the headings above it, and what they may be inflections of."""
        return read_forms(self.plain) | read_forms(self.hit.place)

    def shown(self, asked: Asked) -> tuple[int, ...]:
        """Positions of the pieces that are quoted with it, in order, it included."""
        return shown_around(self.pieces, self.at, self.second, asked.words, asked.wanted is not None)


def find_lead(asked: Asked, passages: Sequence[PassageHit]) -> tuple[Lead | None, bool]:
    """(the best lead, whether it gives what is asked for); (None, False) where nothing can be quoted.

    The nearest sentence of the first passage is the best. Another one that is near enough takes its place where that
    sentence lacks the number that is asked for, gives that of the opposite ("start" for "finish"), or is about a namesake
    of what is asked about.
    """
    first = next((lead for hit in passages for lead in _leads_of(asked, hit)), None)
    if first is None or (asked.wanted is None and _is_about_it(asked, first)):
        return first, first is not None
    near = [lead for lead in all_leads(asked, passages) if lead.score >= NEAR_ENOUGH * first.score and _is_about_it(asked, lead)]
    if asked.wanted is None:
        return (near[0], True) if near else (first, False)
    lead = _fittest(asked, asked.wanted, near)
    if lead is not None and _is_opposed(asked, lead):  # the number of the opposite: another must be about most of the question
        near = [other for other in near if not _is_opposed(asked, other) and 2 * len(_held(asked, other.forms)) > len(asked.words)]
        lead = _fittest(asked, asked.wanted, near)
    return (first, False) if lead is None else (lead, True)


def _fittest(asked: Asked, wanted: Wanted, leads: Sequence[Lead]) -> Lead | None:
    """The lead that gives the number that is asked for best; None where none does."""
    for_kind = 1.0 if wanted in WITH_UNIT else FOR_KIND
    fits = [(fitness(wanted, asked.question, lead.plain), lead) for lead in leads]
    fitting = [(for_kind * fit + _with_words(asked, lead), lead) for fit, lead in fits if fit > 0]
    return max(fitting, key=lambda each: each[0])[1] if fitting else None


def find_beside(asked: Asked, lead: Lead, passages: Sequence[PassageHit]) -> Lead | None:
    """The lead of a second quote; None where one is enough.

    Of a question with two sides, it is the nearest sentence about the side that the first quote lacks. Else it is one of
    another passage that is almost as near, and has a word of the question that the first quote lacks.
    """
    shown = lead.shown(asked)
    held = read_forms(lead.hit.place).union(*(read_forms(lead.pieces[at].plain) for at in shown))
    if asked.sides is not None:
        sides = asked.sides.held_by(held)
        if all(sides):
            return None
        new = (other for other in all_leads(asked, passages) if other.hit is not lead.hit or other.at not in shown)
        about = (other for other in new if any(own > has for own, has in zip(asked.sides.held_by(other.forms), sides, strict=True)))
        return _first_near(asked, lead, about, NEAR_ENOUGH)
    missing = asked.words - found_in(asked.words, held)
    if not missing or asked.wanted is not None:
        return None
    others = (other for other in all_leads(asked, passages) if other.hit is not lead.hit and found_in(missing, other.forms))
    return _first_near(asked, lead, others, ALMOST_AS_NEAR)


def _first_near(asked: Asked, lead: Lead, others: Iterable[Lead], share: float) -> Lead | None:
    near = (other for other in others if other.score >= share * lead.score)
    return next((other for other in near if not says_another(asked.numbered, _said(asked, other))), None)


def all_leads(asked: Asked, passages: Sequence[PassageHit]) -> list[Lead]:
    """The leads of all passages: first the nearest sentence of the first passage, then by their score."""
    found = [lead for hit in passages for lead in _leads_of(asked, hit)]
    return [*found[:1], *sorted(found[1:], key=lambda lead: -lead.score)]


def _leads_of(asked: Asked, hit: PassageHit) -> Iterator[Lead]:
    """The leads of one passage, the nearest sentence first."""
    pieces = read_pieces(hit.content)
    if not pieces:
        return
    known = _known(hit, pieces)
    nearest = list(known) or [_most_words(asked.words, pieces)]
    farthest = FARTHER * min(known.values(), default=hit.cosine)
    for at in [*nearest, *(at for at in range(len(pieces)) if at not in nearest and not pieces[at].is_label)]:
        second = next((other for other in nearest if other != at), -1)
        cosine = known.get(at, hit.cosine) if at in nearest else farthest * _likeness(asked.words, pieces, at, nearest[0])
        yield Lead(hit, at, second, SENTENCE_SHARE * cosine + (1.0 - SENTENCE_SHARE) * hit.cosine)


def _known(hit: PassageHit, pieces: Sequence[Piece]) -> dict[int, float]:
    """The cosines of the pieces that the search gave, nearest first. A question and a heading stand for what is below."""
    places = {piece.plain[:COMPARED_CHARACTERS]: at for at, piece in reversed(list(enumerate(pieces)))}
    known: dict[int, float] = {}
    for near in hit.sentences:
        at = places.get(near.text[:COMPARED_CHARACTERS], 0 if near.text in hit.heading else None)
        while at is not None and pieces[at].is_label:
            at = at + 1 if at + 1 < len(pieces) else None
        if at is not None:
            known.setdefault(at, near.cosine)
    return known


def _most_words(words: frozenset[str], pieces: Sequence[Piece]) -> int:
    """The piece with most of the question's words; the first of equals."""
    return max(range(len(pieces)), key=lambda at: (len(found_in(words, read_forms(pieces[at].plain))), -at))


def _likeness(words: frozenset[str], pieces: Sequence[Piece], at: int, nearest: int) -> float:
    """A guess at how near a piece is whose cosine is not known, as a share of the nearest that it may be: by the question's
    words in it, and by whether it stands beside the nearest."""
    share = len(found_in(words, read_forms(pieces[at].plain))) / len(words) if words else 0.0
    return max(0.6 + 0.4 * share, 0.9 if abs(at - nearest) == 1 else 0.0)


def _with_words(asked: Asked, lead: Lead) -> float:
    """The lead's score, with FOR_WORDS for the question's words that it holds; a word that only its headings hold is half."""
    held = len(_held(asked, lead.forms)) + len(_held(asked, read_forms(lead.plain)))
    return lead.score + FOR_WORDS * held / max(1, 2 * len(asked.words))


def _held(asked: Asked, forms: frozenset[str]) -> frozenset[str]:
    """The question's words among the forms, also where one is derived from the other."""
    beginnings = {form[:LOOSE_LETTERS] for form in forms if len(form) > LOOSE_LETTERS}
    return found_in(asked.words, forms) | {word for word in asked.words if len(word) > LOOSE_LETTERS and word[:LOOSE_LETTERS] in beginnings}


def _is_opposed(asked: Asked, lead: Lead) -> bool:
    """Whether the lead has the opposite of a word of the question instead of that word."""
    return opposed(asked.question.words, frozenset(split_compounds(tokens(lead.plain))))


def _is_about_it(asked: Asked, lead: Lead) -> bool:
    """Whether the passage has the question's numbers, and the lead is not about a namesake."""
    has_figures = not asked.figures or asked.figures <= read_figures(f"{lead.hit.content[:MOST_CHARACTERS]}\n{lead.hit.place}")
    return has_figures and (not asked.numbered or not says_another(asked.numbered, _said(asked, lead)))


def _said(asked: Asked, lead: Lead) -> tuple[Numbered, ...]:
    """What the lead is about, of the numbered names that were asked about: as it says itself, or the sentence that a
    pronoun in it stands for, or the headings above it."""
    lower = lower_words(lead.hit.content[:MOST_CHARACTERS])
    texts = [(lead.plain, lower)]
    if lead.at and not PRONOUNS.isdisjoint(tokens(lead.plain)):
        texts.append((lead.pieces[lead.at - 1].plain, lower))
    texts.append((lead.hit.place, frozenset()))
    said: dict[str, Numbered] = {}
    for text, around in texts:
        for each in read_numbered(text, around):
            said.setdefault(each.name, each)
    return tuple(said.values())


@lru_cache(maxsize=500)
def read_figures(text: str) -> frozenset[str]:
    """The numbers of a text in figures, without thousands separators and leading zeros. English number words from two to
    twelve count."""
    words = {NUMBER_WORDS[word] for word in tokens(text) if word in NUMBER_WORDS}
    return frozenset(found.replace(",", "").rstrip(".:").lstrip("0") for found in NUMBER.findall(text)) | words


def _written_figures(question: str) -> frozenset[str]:
    """The numbers that the question writes in figures. "Two hives" is rarely what a question turns on."""
    return read_figures(question) & read_figures(re.sub(r"[^\W\d_]+", " ", question))


@lru_cache(maxsize=4_000)
def read_forms(text: str) -> frozenset[str]:
    """The words of the text and what they may be inflections of. Cached, as the same passages are found again."""
    return forms_of(split_compounds(tokens(text)))
