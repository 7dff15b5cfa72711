"""Passages that fit a message equally well and answer it differently: "Refunds for classes" and "Refunds for kits", the
warranty of one model and of another, two rows of one table. The asker is asked which is meant.

What makes rivals is their form, in any language with words: the same heading under two names, two headings built alike, two
sentences built alike.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from orchestrator.domain.answering.documents.tables import Row, read_rows
from orchestrator.domain.answering.passages import PassageHit
from orchestrator.domain.message.acts.choosing import ALL
from orchestrator.domain.message.inflections import forms_of, found_in, lemmas
from orchestrator.domain.message.reading import Reading, read_text
from orchestrator.domain.texts import shortened

CLOSE = 0.7
"""Share of the leader's closeness that a rival must reach. Chosen on `benchmarks/judgement/rivals`, part `dev`."""
ALIKE = 0.5
"""Share of the words of two sentences that must be the same for them to be built alike."""
MOST_CHOICES = 4
MOST_NAME_CHARACTERS = 80
MOST_ROWS = 60
"""Of one passage that are compared."""
COMPARING = frozenset(
    """which difference differences differ compare comparison versus vs every each welche welcher welches unterschied unterschiede
    vergleich jede jeder jedes quel quelle quels quelles chaque cual cuales diferencia diferencias cada""".split()
)
"""Who writes one of these, or of ALL, wants all of the rivals, or is choosing between them."""


@dataclass(frozen=True, slots=True)
class RivalPassage:
    """One of the passages, or rows of a passage, between which nothing in the message decides."""

    name: str
    """What tells it from the others, short enough for a button; in the document's language."""
    hit: PassageHit


def read_rival_passages(question: Reading, passages: Sequence[PassageHit]) -> tuple[RivalPassage, ...]:
    """Two to MOST_CHOICES rivals in the order of their document; () where the message, or the search, decides.

    `passages` are best first. It is decided where the message names what tells one of them from the others, where one holds
    a word of the message that another lacks, and where they say the same.
    """
    if not question.informative or not passages or not question.vocabulary.isdisjoint(COMPARING | ALL):
        return ()
    leader = _leader(question, passages)
    rivals = _rival_rows(question, leader) or _rival_headings(question, leader, passages)
    return rivals if len({rival.name for rival in rivals}) > 1 else ()


def passages_of(names: Iterable[str], question: Reading, passages: Sequence[PassageHit]) -> tuple[PassageHit, ...]:
    """Those of the passages that the chosen names stand for; () where none does.

    Those whose headings and nearest sentence hold most words of `question`, the one that was asked back, come first: the
    message that chooses is nearer to whatever else stands under the name.
    """
    meant = frozenset(names)
    chosen = (hit for hit in passages if meant and not meant.isdisjoint(map(short_name, (*hit.names, *(row.name for row in _rows(hit))))))
    return tuple(sorted(chosen, key=lambda hit: -_own_words(question, hit)))


def short_name(name: str) -> str:
    """A heading or the name of a row as it is offered."""
    return shortened(name, MOST_NAME_CHARACTERS)


def _leader(question: Reading, passages: Sequence[PassageHit]) -> PassageHit:
    """The best passage, or a close one whose heading and nearest sentence hold more of the message's words."""
    first = passages[0]
    close = [hit for hit in passages if hit.closeness >= CLOSE * first.closeness]
    return max(close, key=lambda hit: _own_words(question, hit), default=first)


def _rival_headings(question: Reading, leader: PassageHit, passages: Sequence[PassageHit]) -> tuple[RivalPassage, ...]:
    found: list[tuple[RivalPassage, RivalPassage]] = []
    held = _held(question, _text(leader))
    for hit in passages:
        if hit.id == leader.id or hit.closeness < CLOSE * leader.closeness or _held(question, _text(hit)) != held:
            continue
        names = _telling_names(leader, hit)
        if names is None or _says_the_same(leader, hit, names) or (found and names[0] != found[0][0].name):
            continue
        found.append((RivalPassage(names[0], leader), RivalPassage(names[1], hit)))
    rivals = tuple({rival.name: rival for pair in found for rival in pair}.values())[:MOST_CHOICES]
    above = leader.title if all(rival.hit.title == leader.title for rival in rivals) else ""
    if _is_named(question, [rival.name for rival in rivals], above):
        return ()
    return tuple(
        replace(rival, name=short_name(rival.name))
        for rival in sorted(rivals, key=lambda rival: (str(rival.hit.document_id), rival.hit.position))
    )


def _rival_rows(question: Reading, leader: PassageHit) -> tuple[RivalPassage, ...]:
    """The rows of a table that hold the same, and the most, words of the message, where its nearest sentence is a row."""
    rows = _rows(leader)
    if len(rows) < 2 or not leader.sentences or leader.sentences[0].text not in {row.text for row in rows}:
        return ()
    held = [_held(question, row.text) for row in rows]
    most = max(map(len, held))
    meant = [row for row, words in zip(rows, held, strict=True) if len(words) == most]
    if not most or not 1 < len(meant) <= MOST_CHOICES or _is_named(question, [row.name for row in meant], leader.title):
        return ()
    return tuple(RivalPassage(short_name(row.name), leader) for row in meant)


def _telling_names(one: PassageHit, other: PassageHit) -> tuple[str, str] | None:
    """What tells two passages apart that are built alike: the one name in which their places differ; None for others."""
    if len(one.names) != len(other.names):
        return None
    differing = [(at, pair) for at, pair in enumerate(zip(one.names, other.names, strict=True)) if pair[0] != pair[1]]
    if len(differing) != 1:
        return None
    at, names = differing[0]
    is_innermost = at == len(one.names) - 1
    if is_innermost and not _are_built_alike(*names) and not _are_said_alike(one, other):
        return None
    first, second = (_words(name) for name in names)
    return names if first - second and second - first else None


def _are_built_alike(one: str, other: str) -> bool:
    """Whether two headings share a subject: "Refunds for classes" and "Refunds for kits"."""
    return bool(found_in(read_text(one).informative, read_text(other).forms))


def _are_said_alike(one: PassageHit, other: PassageHit) -> bool:
    first, second = (frozenset(read_text(hit.sentences[0].text if hit.sentences else hit.content).words) for hit in (one, other))
    return len(first & second) >= ALIKE * max(len(first), len(second))


def _says_the_same(one: PassageHit, other: PassageHit, names: tuple[str, str]) -> bool:
    """Whether the contents are equal but for the names, and for words of these; a number is compared, as it may be a value."""
    telling = frozenset(word for word in _words(" ".join(names)) if not word[0].isdigit())
    first, second = (
        tuple(word for word in read_text(hit.content.casefold().replace(name.casefold(), " ")).words if word not in telling)
        for hit, name in zip((one, other), names, strict=True)
    )
    return first == second


def _is_named(question: Reading, names: Sequence[str], above: str) -> bool:
    """Whether the message has a word that tells the names apart. The words of the title above all of them tell nothing."""
    words = [_words(name) for name in names]
    shared = frozenset.intersection(*words) if words else frozenset[str]()
    telling = frozenset(islice((word for found in words for word in found - shared), 200)) - _words(above)
    return bool(found_in(question.words, forms_of(telling)))


def _words(text: str) -> frozenset[str]:
    """The informative words and the numbers of a name, each by its simplest form."""
    read = read_text(text)
    return frozenset(min(lemmas(word), key=lambda form: (len(form), form)) for word in (*read.informative, *read.numbers))


def _held(question: Reading, text: str) -> frozenset[str]:
    return found_in(question.informative, read_text(text).forms)


def _own_words(question: Reading, hit: PassageHit) -> int:
    """How many words of the message stand in the headings and the nearest sentence, and not in the document's title."""
    return len(_held(question, _nearest(hit)) - _held(question, hit.title))


def _nearest(hit: PassageHit) -> str:
    return " ".join((*hit.names[1:], hit.sentences[0].text if hit.sentences else hit.content))


def _text(hit: PassageHit) -> str:
    return f"{hit.title}\n{hit.heading}\n{hit.content}"


def _rows(hit: PassageHit) -> tuple[Row, ...]:
    return tuple(islice(read_rows(hit.content), MOST_ROWS)) if "|" in hit.content else ()
