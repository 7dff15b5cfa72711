"""What a chat model asks back: names between which the asker is to choose. The agent asks in its own words; nothing of the
model's is shown but names that tell passages apart."""

from collections.abc import Sequence

from orchestrator.domain.answering.passages import PassageHit
from orchestrator.domain.message.inflections import forms_of, lemmas
from orchestrator.domain.message.vocabulary import informative_among
from orchestrator.domain.message.words import split_compounds, tokens
from orchestrator.domain.safety.instructions import INSTRUCTION

ASK_BACK = "ASK_BACK"
"""The word before the names, in the only line of a model that asks back."""

MAX_CHOICES = 3
CLOSE = 0.7
"""Share of the best passage's closeness that the passage of a choice must reach, as without a model between rival passages."""
MAX_CHOICE_CHARACTERS = 60
_AROUND = " .,;:*_`\"'“”„«»()"


def read_choices(named: str, question: str, passages: Sequence[PassageHit]) -> tuple[str, ...]:
    """Two or three choices; () where the model may not ask back so.

    Each must stand word for word in a passage about as near as the best, in one that lacks another of them; so the passages tell about different
    things. What the question says already is no choice, and a question that names one of them needs none. A question mark
    or an instruction among them makes all of them void.
    """
    choices = tuple(" ".join(name.split()).strip(_AROUND) for name in named[: MAX_CHOICE_CHARACTERS * 10].split("|"))
    read = [tuple(tokens(choice)) for choice in choices]
    if not 2 <= len(set(read)) == len(choices) <= MAX_CHOICES or not all(map(_is_name, choices)):
        return ()
    best = max((hit.closeness for hit in passages), default=0.0)
    near = [hit for hit in passages if hit.closeness >= CLOSE * best]
    places = [frozenset(at for at, hit in enumerate(near) if _holds(hit, words)) for words in read]
    if not all(any(place - other for other in places) for place in places):
        return ()
    return choices if not _is_decided(read, question) else ()


def _is_name(choice: str) -> bool:
    return (
        0 < len(choice) <= MAX_CHOICE_CHARACTERS
        and not any(mark in choice for mark in "?？[]<>{}")
        and "//" not in choice
        and INSTRUCTION.search(choice) is None
        and bool(informative_among(split_compounds(tokens(choice))))
    )


def _holds(hit: PassageHit, words: Sequence[str]) -> bool:
    """Whether the passage, with its title and headings, has these words side by side."""
    text = " " + " ".join(tokens(f"{hit.title}\n{hit.heading}\n{hit.content}")) + " "
    return f" {' '.join(words)} " in text


def _is_decided(choices: Sequence[Sequence[str]], question: str) -> bool:
    """Whether the question says all that tells one of the choices from the others."""
    asked = forms_of(split_compounds(tokens(question)))
    shared = frozenset.intersection(*map(frozenset, choices))
    telling = [[word for word in words if word not in shared] for words in choices]
    return any(all(word in asked or not lemmas(word).isdisjoint(asked) for word in words) for words in telling)
