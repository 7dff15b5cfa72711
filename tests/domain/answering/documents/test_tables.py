"""Markdown tables are told to an asker as lines that say what each value is."""

import time

import pytest

from orchestrator.domain.answering.documents.tables import is_delimiter, spell_out_tables, split_cells
from orchestrator.domain.answering.passages import NearSentence
from orchestrator.domain.answering.quoting.quote import quote
from orchestrator.domain.answering.quoting.rows import row_answers
from orchestrator.domain.message.reading import read_text
from orchestrator.domain.routing.outcome import passage_source
from support.facts import passage_hit

PRICES = "Prices:\n\n| Part | Price | Note |\n| :--- | ---: | --- |\n| Hat \\| veil | 20 € | |\n| Smoker | 35 € | steel |\n\nAll with tax."


def test_each_row_says_what_its_values_are() -> None:
    assert spell_out_tables(PRICES) == (
        "Prices:\n\n- Part: Hat | veil; Price: 20 €\n- Part: Smoker; Price: 35 €; Note: steel\n\nAll with tax."
    )


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("a | b\n--- | ---\n1 | 2", "- a: 1; b: 2"),
        ("| | b |\n|---|---|\n| 1 | 2 | 3 |", "- 1; b: 2; 3"),
        ("| a | b |\n|---|---|\n| 1 |", "- a: 1"),
        ("| a | b |\n|---|---|", ""),
        ("```\n| a | b |\n|---|---|\n| 1 | 2 |\n```", "```\n| a | b |\n|---|---|\n| 1 | 2 |\n```"),
        ("this | that, a sentence\nwith a line", "this | that, a sentence\nwith a line"),
        ("no table", "no table"),
    ],
)
def test_tables_of_every_shape(text: str, spelled: str) -> None:
    assert spell_out_tables(text) == spelled


def test_cells_and_delimiters() -> None:
    assert split_cells("| a \\| b | `c` || d") == ["a | b", "`c`", "", "d"]
    assert is_delimiter("| :---: | - |")
    assert not is_delimiter("| a | - |")
    assert not is_delimiter("-----")


def test_a_quote_and_a_source_show_no_line_of_pipes() -> None:
    hit = passage_hit(content=PRICES)
    drafted = quote("What is the price of a smoker?", [hit], "Mara").content
    assert "Part: Smoker; Price: 35 €" in drafted
    assert "| Smoker" not in drafted
    assert "---" not in drafted
    assert "Part: Smoker; Price: 35 €" in passage_source(hit).excerpt


def test_a_heading_that_repeats_the_title_is_named_once() -> None:
    def place(title: str, heading: str) -> str:
        return passage_hit(title=title, heading=heading).place

    assert place("Hive FAQ", "Hive FAQ > When do I feed?") == "Hive FAQ › When do I feed?"
    assert place("Hive FAQ", "hive  faq:") == "Hive FAQ"
    assert place("Hive FAQ", "Feeding > Feeding > In autumn") == "Hive FAQ › Feeding › In autumn"
    assert place("A very long ti…", "A very long title > Q") == "A very long ti… › Q"
    assert place("Guide", "Guidelines > Q") == "Guide › Guidelines › Q"
    assert place("Guide", "") == "Guide"


@pytest.mark.parametrize("sign", ["|", "| ", "-|", "|-", "\\|", "a|", "|\n", "|-|\n", "```|\n"])
def test_any_text_takes_time_linear_in_its_length(sign: str) -> None:
    text = (sign * 200_000)[:200_000]
    start = time.thread_time()
    spell_out_tables(text)
    assert time.thread_time() - start < 3


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("How much is the smoker?", True),
        ("What does the smoker cost?", True),
        ("How much is the smoker in Norway with insurance?", False),
        ("Who made the smoker?", False),
        ("How much is the veil?", False),
    ],
)
def test_a_row_answers_a_question_for_its_number(question: str, answers: bool) -> None:
    content = "| Part | Price |\n|---|---|\n| Smoker | 35 € |\n| Gloves | 20 € |"
    row = passage_hit(content=content, heading="Shop", sentences=(NearSentence("Part: Smoker; Price: 35 €", 0.5),))
    assert row_answers(read_text(question), row) is answers
    prose = passage_hit(content="The smoker costs 35 €.", heading="Shop", sentences=(NearSentence("The smoker costs 35 €.", 0.5),))
    assert not row_answers(read_text(question), prose)
