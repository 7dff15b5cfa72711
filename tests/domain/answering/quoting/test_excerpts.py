"""Finding the part of a passage that somebody marked."""

import pytest

from orchestrator.domain.answering.quoting.excerpts import find_excerpt

PASSAGE = "Feed from August on.\n\nTwo parts sugar\tto one part water.  Stop in October."


@pytest.mark.parametrize(
    ("marked", "found"),
    [
        ("Two parts sugar to one part water.", "Two parts sugar\tto one part water."),
        ("August on.\nTwo parts", "August on.\n\nTwo parts"),
        ("  Stop in October. ", "Stop in October."),
        ("from August", "from August"),
        (PASSAGE, PASSAGE),
        ("Three parts sugar", None),
        ("stop in october.", None),
        (" \n ", None),
    ],
)
def test_the_words_are_the_passages_and_white_space_may_differ(marked: str, found: str | None) -> None:
    assert find_excerpt(PASSAGE, marked) == found
