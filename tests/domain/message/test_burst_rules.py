"""Bursts: which waiting messages are answered together with the newest, and the text that they form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestrator.domain.message.bursts import join_burst
from orchestrator.domain.message.clarity import ends_openly
from orchestrator.domain.message.reading import read_text
from orchestrator.domain.texts import MAX_MESSAGE_CHARACTERS

RYE, OVEN = "How long does the rye dough rest?", "How hot should the stone oven be?"


@pytest.mark.parametrize(
    ("waiting", "text", "whole", "taken"),
    [
        ((), RYE, RYE, 0),
        (("I baked the rye loaf", "it came out flat"), "what went wrong?", "I baked the rye loaf it came out flat what went wrong?", 2),
        ((RYE,), OVEN, OVEN, 0),
        ((RYE, "the oven I mean"), OVEN, "the oven I mean " + OVEN, 1),
        ((RYE,), "the dark one", f"{RYE} the dark one", 1),
        (("hi",), RYE, RYE, 1),
        ((RYE,), "thanks!", RYE, 1),
        (("hi",), "thanks!", "thanks!", 1),
        ((RYE,), RYE, RYE, 0),
        (("my loaf is flat",), "my loaf is flat", "my loaf is flat", 1),
        (("x" * MAX_MESSAGE_CHARACTERS,), "why is it so?", "why is it so?", 0),
    ],
)
def test_messages_that_form_a_burst(waiting: tuple[str, ...], text: str, whole: str, taken: int) -> None:
    assert join_burst(waiting, text) == (whole, taken)


@given(st.lists(st.text(min_size=1, max_size=80), max_size=5), st.text(min_size=1, max_size=80))
def test_a_burst_takes_the_last_messages_and_fits_the_length_limit(waiting: list[str], text: str) -> None:
    whole, taken = join_burst(waiting, text)
    assert 0 <= taken <= len(waiting)
    assert len(whole) <= MAX_MESSAGE_CHARACTERS
    assert taken or whole == text


@pytest.mark.parametrize(
    "text", ["So I was thinking,", "about the rye…", "my question is:", "I tried the oven and", "is it because", "well -"]
)
def test_unfinished(text: str) -> None:
    assert ends_openly(read_text(text))


@pytest.mark.parametrize(
    "text", [RYE, "hi", "it doesn't work", "help", "", "Who is it for?", "what are you waiting for?", "😀", "the end."]
)
def test_finished(text: str) -> None:
    assert not ends_openly(read_text(text))
