"""Telling people apart whose names look alike. A name is free, and two people may share one; handles are unique. So somebody who
has the name of an agent or of its creator is shown there with their handle.
"""

import unicodedata
from functools import cache

from confusable_homoglyphs import confusables


def tell_apart(name: str, handle: str, others: tuple[str, ...]) -> str:
    """The name, with the handle where it looks like one of `others`."""
    shape = _shape(name)
    return f"{name} (@{handle})" if any(shape == _shape(other) for other in others) else name


def _shape(name: str) -> str:
    """Equal for names that look alike: letters alone, of one case, without accents, each as its usual look-alike."""
    letters = (_usual(each) for each in unicodedata.normalize("NFKD", name))
    return "".join(each for each in unicodedata.normalize("NFKD", "".join(letters)).casefold() if each.isalnum())


@cache
def _usual(character: str) -> str:
    """The look-alike by which Unicode's list of confusable characters is entered: an ASCII letter where there is one."""
    if character.isascii():
        return character
    alike = [each["c"] for each in confusables.confusables_data.get(character, ())]
    return min((each for each in alike if each.isascii() and each.isalnum()), default=character)
