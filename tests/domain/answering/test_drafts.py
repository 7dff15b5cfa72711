"""Quoting: a quote is verbatim, and a draft counts as supported only where its quotes cover the question's words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestrator.domain.answering.quoting import best_window, quote
from support.facts import identifier, passage_hit

QUESTION = "When do I harvest lavender honey?"


def quoted_lines(content: str) -> list[str]:
    return [line.removeprefix("> ").removeprefix(">") for line in content.splitlines() if line.startswith(">") and "> — " not in line]


def test_a_quote_names_its_creator_and_its_heading() -> None:
    draft = quote(QUESTION, [passage_hit(heading="Summer > Harvest")], "Mara")
    assert draft.content == (
        "From Mara's documents:\n\n> Harvest lavender honey at the end of July, when most cells are capped.\n>\n"
        "> — The bee year › Summer › Harvest [1]"
    )
    assert draft.supported
    assert draft.written_by == "quotes"
    assert draft.passages == (passage_hit(heading="Summer > Harvest"),)


@pytest.mark.parametrize("heading", ["", "The bee year"])
def test_a_quote_without_a_heading_names_the_title(heading: str) -> None:
    assert quote(QUESTION, [passage_hit(heading=heading)], "Mara").content.endswith("\n> — The bee year [1]")


@pytest.mark.parametrize(
    ("question", "content", "supported"),
    [
        (QUESTION, "Lavender honey is harvested in July.", True),
        ("How heavy is the Puffin?", "It weighs two kilos.", True),  # in other words; the confidence has judged it before
        (QUESTION, "", False),
        ("What is it?", "It is honey.", False),
        ("Does the course in 2027 cost the same?", "The course of 2026 costs 40 euros.", False),
        ("Does the course in 2026 cost the same?", "The course of 2026 costs 40 euros.", True),
        ("Is it below 1,500 euros?", "It costs 1500 euros.", True),
    ],
)
def test_a_number_that_is_asked_for_must_stand_in_what_is_quoted(question: str, content: str, supported: bool) -> None:
    assert quote(question, [passage_hit(title="T", heading="", content=content)], "Mara").supported is supported


def test_a_draft_without_passages_is_unsupported() -> None:
    draft = quote(QUESTION, [], "Mara")
    assert not draft.supported
    assert draft.passages == ()


def test_a_second_passage_is_quoted_where_it_adds_words() -> None:
    first = passage_hit(id=identifier("1"), title="A", heading="", content="Honey is sweet.")
    same = passage_hit(id=identifier("2"), title="B", heading="", content="Honey again.")
    more = passage_hit(id=identifier("3"), title="C", heading="", content="Lavender: harvest late.")
    draft = quote(QUESTION, [first, same, more], "Mara")
    assert draft.passages == (first, more)
    assert draft.supported
    assert "[1]" in draft.content
    assert draft.content.endswith("> — C [2]")
    assert quote(QUESTION, [more, first, same], "Mara").passages == (more, first)
    assert quote("lavender harvest", [more, first], "Mara").passages == (more,)


def test_no_more_than_two_passages_are_quoted() -> None:
    contents = ("Honey is sweet.", "Lavender grows in June.", "Harvest late.")
    hits = [passage_hit(id=identifier(str(n)), title="A", heading="", content=content) for n, content in enumerate(contents)]
    assert quote(QUESTION, hits, "Mara").passages == tuple(hits[:2])


words = st.sampled_from("honey lavender harvest bees. July? winter, - é 蜂蜜。 \n \n\n".split(" "))
contents = st.lists(words, min_size=1, max_size=400).map(" ".join) | st.text(max_size=300)


@given(contents, st.frozensets(st.sampled_from(["honey", "lavender", "winter", "é"])))
def test_the_quoted_window_is_verbatim_and_short(content: str, words: frozenset[str]) -> None:
    window = best_window(content, set(words))
    assert window in content
    assert len(window) <= 700


@given(contents)
def test_each_quoted_line_is_in_the_passage(content: str) -> None:
    hit = passage_hit(content=content, title="T", heading="")
    lines = {line.rstrip() for line in content.splitlines()}
    for line in quoted_lines(quote(QUESTION, [hit], "Mara").content):
        assert any(line.strip() in whole for whole in lines) or not line.strip()


def test_the_quoted_window_of_a_long_passage_holds_the_answer() -> None:
    filler = "Bees fly about and rest again in the evening of the day. " * 40
    content = f"{filler}Harvest lavender honey\n- in July\n- or August. {filler}"
    window = best_window(content, {"harvest", "lavender", "honey"})
    assert "Harvest lavender honey\n- in July" in window
    assert window.strip() == window


def test_a_sentence_too_long_to_quote_is_cut_at_a_word() -> None:
    window = best_window("honey " * 400, {"honey"})
    assert window == ("honey " * 116).strip()
    assert len(best_window("x" * 5000, {"x"})) == 700


def test_a_short_passage_is_quoted_whole() -> None:
    assert best_window("A. B.\n\nC.", {"b"}) == "A. B.\n\nC."
