"""Titles and bodies of notifications, and what they leave out for privacy."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from orchestrator.domain.notifying.settings import NotificationKind
from orchestrator.domain.notifying.texts import LONGEST_LIST, LONGEST_SENTENCE, NotificationContent, read_first_sentence, render_text

CONVERSATION = UUID(int=7)
QUESTION = "Which glue holds best? My address is 5 Elm Street."


def news(kind: NotificationKind, question: str = QUESTION) -> NotificationContent:
    return NotificationContent(kind, "Mara's agent", CONVERSATION, question)


def test_a_creator_is_sent_only_the_first_sentence() -> None:
    title, body = render_text([news(NotificationKind.question_accepted)], None)
    assert title == "A question for Mara's agent"
    assert body == "A question for Mara's agent: Which glue holds best?"


def test_an_asker_is_sent_no_text_of_the_conversation() -> None:
    for kind in set(NotificationKind) - {NotificationKind.question_accepted, NotificationKind.asker_wrote}:
        title, body = render_text([news(kind)], None)
        assert "glue" not in title + body
        assert "Mara's agent" in body


def test_a_digest_lists_what_happened_and_where() -> None:
    title, body = render_text([news(kind) for kind in NotificationKind], "https://ask.example.org/")
    assert title == f"{len(NotificationKind)} notifications from Orchestrator"
    assert body.count(f"https://ask.example.org/messages/{CONVERSATION}") == len(NotificationKind)


def test_a_long_digest_is_cut_and_says_so() -> None:
    _, body = render_text([news(NotificationKind.answered)] * (LONGEST_LIST + 3), None)
    assert body.endswith("… and 3 more.")


@given(st.text(max_size=600))
def test_a_first_sentence_is_short_and_on_one_line(text: str) -> None:
    sentence = read_first_sentence(text)
    assert len(sentence) <= LONGEST_SENTENCE
    assert sentence.splitlines() in ([], [sentence])


def test_braces_in_names_and_questions_are_kept() -> None:
    _, body = render_text([NotificationContent(NotificationKind.question_accepted, "{sentence}", CONVERSATION, "{agent} {0}?")], None)
    assert body == "A question for {sentence}: {agent} {0}?"
