"""The address of a published answer, and what may be published."""

import pytest

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.errors import OrchestratorError
from orchestrator.domain.matching.publishing.publishing import (
    MAX_SLUG_CHARACTERS,
    check_publishable,
    choose_slug,
    is_reworded,
    read_slug,
    read_words,
)


@pytest.mark.parametrize(
    ("question", "slug"),
    [
        ("When do I start feeding in autumn?", "when-do-i-start-feeding-in-autumn"),
        ("Où est l’entrée ?", "où-est-l-entrée"),
        ("Где мёд?", "где-мёд"),
        ("蜂蜜在哪里？", "蜂蜜在哪里"),
        ("../../etc/passwd?x=1#y", "etc-passwd-x-1-y"),
        ("?!", "answer"),
        ("", "answer"),
        ("\0\u202e<script>", "script"),
        ("a" * 500, "a" * MAX_SLUG_CHARACTERS),
        ("word " * 100, "-".join(["word"] * 16)),
    ],
)
def test_an_address_is_made_of_words(question: str, slug: str) -> None:
    assert read_slug(question) == slug


def test_each_answer_has_an_address_of_its_own() -> None:
    assert choose_slug("Where?", ()) == "where"
    assert choose_slug("Where?", {"where-to"}) == "where"
    assert choose_slug("Where?", {"where", "where-2", "where-to"}) == "where-3"


@pytest.mark.parametrize(
    ("layer", "is_own_wording", "code"),
    [
        (Layer.public, True, None),
        (Layer.public, False, "own_wording_needed"),
        (Layer.friends, True, "not_public"),
        (Layer.intimate, True, "not_public"),
    ],
)
def test_what_may_be_published(layer: Layer, is_own_wording: bool, code: str | None) -> None:
    if code is None:
        check_publishable(layer, is_own_wording)
        return
    with pytest.raises(OrchestratorError) as refused:
        check_publishable(layer, is_own_wording)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("after", "expected"), [("where is it", False), ("Where is IT?!", False), ("Where is the wax?", True), ("Where is it now?", True)]
)
def test_other_words_are_needed_for_a_question_of_ones_own(after: str, expected: bool) -> None:
    assert is_reworded("Where is it?", after) is expected


def test_a_search_is_bounded() -> None:
    assert read_words("  Bees\0 AND\twasps ") == ("bees", "and", "wasps")
    assert len(read_words("a " * 10_000)) == 8
