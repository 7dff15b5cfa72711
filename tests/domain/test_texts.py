"""Which texts are accepted from people, and the error for one that is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestrator.domain.accounts.handles import check_handle
from orchestrator.domain.errors import Invalid
from orchestrator.domain.texts import check_message, check_text


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("  hi \n", "hi"),
        ("a\tb\r\nc", "a\tb\r\nc"),
        ("?", "?"),
        ("🐝", "🐝"),
        ("é", "é"),
        ("x" * 8_000 + "  ", "x" * 8_000),
    ],
)
def test_a_message_is_kept_without_its_outer_white_space(sent: str, kept: str) -> None:
    assert check_message(sent) == kept


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ("", "empty_message"),
        (" \n\t", "empty_message"),
        ("\u200b\u200d", "empty_message"),
        ("\u3000", "empty_message"),
        ("x" * 8_001, "message_too_long"),
        ("a\x00b", "message_unreadable"),
        ("a\x1b[0m", "message_unreadable"),
        ("a\x85", "message_unreadable"),
        ("\ud800", "message_unreadable"),
        ("a\ufffe", "message_unreadable"),
        ("a\U0010ffff", "message_unreadable"),
    ],
)
def test_a_message_that_is_refused(sent: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_message(sent)
    assert refused.value.code == code
    assert refused.value.fields["field"] == "message"
    assert refused.value.detail.endswith(".")


def test_the_error_says_which_character_and_which_limit() -> None:
    with pytest.raises(Invalid, match=r"The answer holds the character U\+0007"):
        check_text("answer", "ding \a", 10)
    with pytest.raises(Invalid, match="The title has 11 characters; at most 10 are allowed") as refused:
        check_text("title", "x" * 11, 10)
    assert refused.value.fields["limit"] == 10


@given(st.text(alphabet=st.characters(codec=None)))
def test_an_accepted_message_can_be_stored(text: str) -> None:
    try:
        kept = check_message(text)
    except Invalid:
        return
    assert kept.encode()
    assert "\x00" not in kept
    assert check_message(kept) == kept


@pytest.mark.parametrize("handle", ["a", "7", "mara", "bee-school_2", "a" * 30])
def test_handle(handle: str) -> None:
    assert check_handle(handle) == handle


@pytest.mark.parametrize("handle", ["", "-a", "a-", "_", "Mara", "a b", "é", "a" * 31, "a\n", "a.b", "@a", "٣"])
def test_an_invalid_handle(handle: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_handle(handle)
    assert refused.value.code == "invalid_handle"
