"""Splitting a text into passages along its structure, with nothing lost or repeated."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestrator.adapters.reading.markdown import MarkitdownReader
from orchestrator.ports.reading import Passage

SPLIT = MarkitdownReader().split
MOST = 900


def sentence(words: int, start: int = 0) -> str:
    return " ".join(f"word{start + i}" for i in range(words)) + "."


def test_passages_have_the_headings_above_them() -> None:
    text = "Before.\n\n# Guide\n\n## Feeding\n\nSugar.\n\n### *Winter* `now`\n\nFondant.\n\nTools\n-----\n\nHat.\n"
    assert SPLIT(text) == [
        Passage("Before.", ""),
        Passage("Sugar.", "Guide > Feeding"),
        Passage("Fondant.", "Guide > Feeding > Winter now"),
        Passage("Hat.", "Guide > Tools"),
    ]


def test_a_heading_with_nothing_under_it_is_not_lost() -> None:
    assert SPLIT("# Shop\n\n## Closed on Mondays\n\n## Open\n\nAt nine.") == [
        Passage("Closed on Mondays", "Shop"),
        Passage("At nine.", "Shop > Open"),
    ]
    assert SPLIT("# Only this") == [Passage("Only this", "")]


def test_a_paragraph_above_a_line_is_no_heading() -> None:
    paragraph = sentence(40)
    assert SPLIT(f"{paragraph}\n---\n\nMore.")[0].content.startswith(paragraph)


def test_questions_stay_with_their_answers() -> None:
    text = "# FAQ\n\n**How often?**\n\nTwice a week.\n\nHow much?\n\n- One litre.\n- No more.\n\nWhy?\n\nReally why?\n\nHunger."
    assert [p.content for p in SPLIT(text)] == [
        "**How often?**\n\nTwice a week.",
        "How much?\n\n- One litre.\n- No more.",
        "Why?\n\nReally why?\n\nHunger.",
    ]
    assert {p.heading for p in SPLIT(text)} == {"FAQ"}


def test_a_question_stays_with_the_beginning_of_a_long_answer() -> None:
    first, *others = SPLIT(f"# FAQ\n\nWhat then?\n\n{sentence(90)} {sentence(90, 90)}")
    assert first.content.startswith("What then?\n\nword0 word1")
    assert first.heading == "FAQ"
    assert {p.heading for p in others} == {"FAQ > What then?"}


@pytest.mark.parametrize(
    "block",
    [
        "\n".join(f"- item {i} with some words" for i in range(25)),
        "| a | b |\n| --- | --- |\n" + "\n".join(f"| {i} | cell |" for i in range(50)),
        "```python\n# no heading\n\n" + "\n\n".join(f"line_{i} = {i}" for i in range(40)) + "\n```",
    ],
    ids=["list", "table", "code"],
)
def test_lists_tables_and_code_stay_whole_where_they_fit(block: str) -> None:
    assert 500 < len(block) < MOST
    passages = SPLIT(f"# H\n\n{sentence(60)}\n\n{block}\n\n{sentence(60)}")
    assert block in [p.content for p in passages]
    assert {p.heading for p in passages} == {"H"}


def test_a_list_stays_with_the_line_that_introduces_it() -> None:
    steps = "\n".join(f"{i}. step {i}" for i in range(1, 9))
    assert any(p.content.endswith(f"Then:\n\n{steps}") for p in SPLIT(f"{sentence(60)} Then:\n\n{steps}\n\n{sentence(60)}"))


def test_a_line_that_the_parser_skips_is_kept() -> None:
    assert SPLIT("Text with [a link][1].\n\n[1]: http://example.org/bees") == [
        Passage("Text with [a link][1].\n\n[1]: http://example.org/bees", "")
    ]


def test_a_short_rest_is_joined_to_the_passage_before() -> None:
    assert len(SPLIT(f"{sentence(60)}\n\nA short rest.")) == 1


def test_blank_lines_and_rules_form_no_passage() -> None:
    assert SPLIT(" \n\n---\n\n***\n") == []


def test_a_long_text_without_breaks_is_split_in_acceptable_time() -> None:
    text = "word " * 100_000
    passages = SPLIT(text)
    assert sum(len(p.content.split()) for p in passages) == 100_000
    assert max(len(p.content) for p in passages) <= MOST


WORDS = st.lists(
    st.sampled_from(["bee", "hive", "honey", "18.5%", "köni", "*mite*", "`code`", "why?", "#1", "1."]),
    min_size=1,
    max_size=400,
)
LINE = WORDS.map(" ".join)
BLOCK = st.one_of(
    LINE,
    st.lists(LINE, max_size=6).map(lambda items: "\n".join(f"- {item}" for item in items)),
    st.lists(WORDS.map(lambda w: " ".join(w[:6])), max_size=40).map(lambda code: "\n".join(["```", *code, "```"])),
    st.lists(WORDS.map(lambda w: " ".join(w[:4])), min_size=1).map(
        lambda rows: "| a | b |\n|---|---|\n" + "\n".join(f"| {r} | x |" for r in rows)
    ),
)


@given(st.lists(st.tuples(st.integers(0, 6), st.lists(BLOCK, max_size=5)), max_size=6))
def test_every_word_of_the_body_is_kept_once_and_in_order(sections: list[tuple[int, list[str]]]) -> None:
    bodies = ["\n\n".join(blocks) for _, blocks in sections]
    text = "\n\n".join(f"{'#' * level} Heading\n\n{body}" if level else body for (level, _), body in zip(sections, bodies, strict=True))
    passages = SPLIT(text)
    cut = " ".join(p.content for p in passages if p.content != "Heading").split()
    assert cut == " ".join(bodies).split()
    assert all(0 < len(p.content) <= MOST for p in passages)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=3000) | st.text("ab \n#-*`|>?=\t", max_size=3000))
def test_any_text_is_split_into_passages_that_fit(text: str) -> None:
    for passage in SPLIT(text):
        assert passage.content.strip()
        assert len(passage.content) <= MOST
