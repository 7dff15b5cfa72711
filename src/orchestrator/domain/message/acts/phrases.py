"""Exact phrases: whole messages that are an act wherever it is possible, in any language that has a list of them."""

from collections.abc import Iterable, Mapping

from orchestrator.domain.message.acts.kinds import Act
from orchestrator.domain.message.words import tokens

Phrases = Mapping[str, frozenset[Act]]
"""From the folded words of a message, a space between them, to the acts that it may be."""


def read_utterances(text: str) -> list[tuple[Act, str]]:
    """The utterances of one language: lines such as 'accept: yes | yes please'."""
    found = []
    for line in text.splitlines():
        act, _, phrases = line.partition(":")
        found += [(Act(act), phrase.strip()) for phrase in phrases.split("|")]
    return found


def make_phrases(utterances: Iterable[tuple[Act, str]]) -> Phrases:
    """The table of exact phrases. A phrase that is a question in any language is never an act."""
    acts: dict[str, set[Act]] = {}
    for act, phrase in utterances:
        acts.setdefault(plain(phrase), set()).add(act)
    return {phrase: frozenset({Act.question} if Act.question in each else each) for phrase, each in acts.items()}


def plain(text: str) -> str:
    """The folded words with a space between them."""
    return " ".join(tokens(text))
