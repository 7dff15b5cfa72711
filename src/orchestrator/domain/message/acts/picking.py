"""Which questions of an offer a reply takes: "only the second one, please", "just the first", "both", "the one about shipping"."""

from collections.abc import Sequence

from orchestrator.domain.message.acts.choosing import ALL, FIRST, FOURTH, LAST, NONE, SECOND, THIRD
from orchestrator.domain.message.inflections import forms_of, found_in
from orchestrator.domain.message.reading import read_text
from orchestrator.domain.message.words import fold_all, split_compounds, tokens

MAX_WORDS = 10
"""A longer message says more than which one."""
_LETTERS = frozenset("a b c d o e one two three four".split())
"""Ordinals that are words of their own in some language."""
_ORDINALS = (SECOND - _LETTERS, THIRD - _LETTERS, FOURTH - _LETTERS, LAST - _LETTERS, FIRST - _LETTERS)
_NOT = frozenset(
    fold_all(
        "not except without nicht außer sin salvo sauf pas tranne senza exceto menos behalve niet oprócz bez кроме не inte utom değil hariç".split()
    )
)
"""Words that turn a pick round: "not the first"."""
_ONLY = frozenset(
    fold_all(
        "only just nur bloß solo sólo solamente seulement uniquement juste solamente soltanto só somente apenas alleen enkel tylko только sadece yalnızca bara endast kun".split()
    )
)
_AROUND = _NOT | _ONLY | frozenset(
    fold_all(
        """yes yeah yep ok okay please but the one ones question questions number part thanks pass on send forward ask beiden von di van z av af her him them it that this about regarding on of for and i want like take no thank you
        ja bitte die der das den dem frage fragen nummer danke aber zu zur zum über mit nein gern gerne weitergeben es
        oui la le les s'il te vous plaît plait question questions celle celui sur merci mais non l'
        sí si por favor la el las los lo pregunta preguntas sobre de gracias pero no
        sì per la il le i domanda domande quella quello su sulla grazie ma no
        sim por favor a o as os pergunta perguntas sobre obrigado mas não
        alsjeblieft alstublieft graag de het vraag vragen over bedankt maar nee
        tak proszę to pytanie pytania o dzięki ale nie evet lütfen soru soruyu sadece hayır да пожалуйста вопрос вопросы про о нет tack frågan ja nej den det""".split()
    )
)  # fmt: skip
"""What may stand beside a pick, in the languages that acts are read in."""
_PIECES = frozenset("s d l".split())
"""What an apostrophe leaves of a word."""


def picked_of(text: str, questions: Sequence[str]) -> tuple[int, ...] | None:
    """The indices of the questions that the reply takes, in order; () where it takes none, None where it is no such reply."""
    words = split_compounds(tokens(text))
    if len(questions) < 2 or not words or len(words) > MAX_WORDS or "?" in text:
        return None
    said = frozenset(words)
    placed = _places(said, len(questions))
    named = said - _AROUND - _PIECES - frozenset[str]().union(*_ORDINALS)
    if placed:
        return None if named else _turned(placed, said, len(questions))
    if named and named <= ALL | NONE:
        return () if named & NONE else tuple(range(len(questions)))
    about = _named(text, questions)
    return None if about is None else _turned(frozenset((about,)), said, len(questions))


def _places(said: frozenset[str], count: int) -> frozenset[int]:
    """The indices of the questions that are named by their place."""
    places = (1, 2, 3, count - 1, 0)
    return frozenset(at for at, ordinals in zip(places, _ORDINALS, strict=True) if said & ordinals and at < count)


def _turned(picked: frozenset[int], said: frozenset[str], count: int) -> tuple[int, ...]:
    is_turned = bool(said & _NOT) and not said & _ONLY
    return tuple(at for at in range(count) if (at in picked) is not is_turned)


def _named(text: str, questions: Sequence[str]) -> int | None:
    """The one question that holds all subjects which the reply names; None where none or several do."""
    subjects = frozenset(word for word in read_text(text).informative if word not in _AROUND)
    holding = [
        at for at, question in enumerate(questions) if subjects and found_in(subjects, forms_of(read_text(question).words)) == subjects
    ]
    return holding[0] if len(holding) == 1 else None
