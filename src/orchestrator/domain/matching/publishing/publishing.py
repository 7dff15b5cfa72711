"""Whether an answer may be on the agent's public page, and the address that it has there."""

import unicodedata
from collections.abc import Collection

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.errors import Conflict, Invalid

MAX_SLUG_CHARACTERS = 80
"""Of the words in an address; a number may follow, so that the database allows 100."""
MAX_QUERY_CHARACTERS = 200
MAX_WORDS = 8
"""Words of a search that are looked for."""
PUNCTUATION = " .?!"


def check_publishable(layer: Layer, is_own_wording: bool) -> None:
    """Raises Invalid `not_public` for an answer of a private layer, and Conflict `own_wording_needed` where the question is in an
    asker's words, which nobody else may see."""
    if layer is not Layer.public:
        raise Invalid("not_public", "Only answers that everybody may see can be published; change who may see it first.", field="published")
    if not is_own_wording:
        raise Conflict(
            "own_wording_needed", "The question is in the words of the person who asked it. Word it yourself before publishing it."
        )


def is_reworded(before: str, after: str) -> bool:
    """Whether a question has other words, not merely other capitals or another mark at its end."""
    return before.lower().strip(PUNCTUATION) != after.lower().strip(PUNCTUATION)


def choose_slug(question: str, taken: Collection[str]) -> str:
    """The last part of the public address: the words of the question, with a number where another answer has them."""
    words = read_slug(question)
    if words not in taken:
        return words
    return next(slug for number in range(2, len(taken) + 3) if (slug := f"{words}-{number}") not in taken)


def read_slug(question: str) -> str:
    """The words of a question in small letters, joined by hyphens; 'answer' where it has none."""
    # Four times as much as is kept: marks and spaces go.
    spelt = unicodedata.normalize("NFKC", question[: 4 * MAX_SLUG_CHARACTERS]).lower()
    words = "".join(each if each.isalnum() or unicodedata.category(each) == "Mn" else " " for each in spelt).split()
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word[:MAX_SLUG_CHARACTERS]
        if len(longer) > MAX_SLUG_CHARACTERS:
            break
        slug = longer
    return slug or "answer"


def read_words(query: str) -> tuple[str, ...]:
    """The words of a search, in small letters; only so many as are looked for."""
    readable = "".join(each if each.isprintable() else " " for each in query[:MAX_QUERY_CHARACTERS])
    return tuple(readable.lower().split()[:MAX_WORDS])
