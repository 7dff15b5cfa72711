"""Look-alikes and light rewordings, most of them written down before the frames for their kind: how many of them are unmistakable.

`support/texts/light_rewordings.tsv` has a pair a line: language, "look" or "same", and the two questions.
"""

from pathlib import Path

import support
from orchestrator.domain.matching.unmistakable import is_unmistakable
from orchestrator.domain.message.reading import read_text

PAIRS = [
    line.split("\t") for line in (Path(support.__file__).parent / "texts" / "light_rewordings.tsv").read_text(encoding="utf-8").splitlines()
]


def found(kind: str) -> list[tuple[str, str]]:
    """The pairs of the kind that are unmistakable, asked either way."""
    pairs = [(language, read_text(one), read_text(other)) for language, of, one, other in PAIRS if of == kind]
    assert len(pairs) >= 60
    return [
        (one.text, other.text) for language, one, other in pairs for a, b in ((one, other), (other, one)) if is_unmistakable(a, b, language)
    ]


def test_no_look_alike_is_unmistakable() -> None:
    assert found("look") == []


def test_most_light_rewordings_are() -> None:
    assert len(found("same")) >= 0.75 * 2 * sum(kind == "same" for _, kind, _, _ in PAIRS)
