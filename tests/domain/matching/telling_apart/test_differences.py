"""Kinds of difference between two closely worded questions, as a table; their order does not matter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestrator.domain.matching.telling_apart.differences import Differs, read_differences
from orchestrator.domain.message.reading import read_text


@pytest.mark.parametrize(
    ("one", "other", "kinds"),
    [
        ("Can I paint the fence in winter?", "Can't I paint the fence in winter?", {Differs.negation}),
        ("Does it hold 20 litres?", "Does it hold 30 litres?", {Differs.number}),
        ("May I ship this to Norway by post?", "May I ship this to Denmark by post?", {Differs.name}),
        ("How do I increase the humidity?", "How do I decrease the humidity?", {Differs.opposite}),
        ("Can I return the saw?", "Can I return the saw without a receipt?", {Differs.negation, Differs.condition}),
        ("Why does the glue turn white?", "When does the glue turn white?", {Differs.asked_for}),
        ("Which glue holds wood outdoors?", "Which glue holds wood outside?", set()),
        ("Which glue holds wood outdoors?", "Which glue holds wood outdoors?", set()),
    ],
)
def test_kinds_of_difference(one: str, other: str, kinds: set[Differs]) -> None:
    assert set(read_differences(read_text(one), read_text(other))) == kinds


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_order_of_the_two_does_not_matter(one: str, other: str) -> None:
    assert read_differences(read_text(one), read_text(other)) == read_differences(read_text(other), read_text(one))
    assert read_differences(read_text(one), read_text(one)) == ()
