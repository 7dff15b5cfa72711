"""Titles and bodies of notifications, and what they leave out for privacy."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from orchestrator.domain.notifying.settings import NotificationKind
from orchestrator.domain.notifying.texts import (
    NotificationContent,
    read_first_sentence,
    render_text,
)

CONVERSATION = UUID(int=7)
QUESTION = "Which glue holds best? My address is 5 Elm Street."


def news(kind: NotificationKind, question: str = QUESTION) -> NotificationContent:
    return NotificationContent(kind, "Mara's agent", CONVERSATION, question)


def test_a_creator_is_sent_only_the_first_sentence() -> None:
    title, body = render_text([news(NotificationKind.question_accepted)], None)
    assert title == "A question for Mara's agent"
    assert body == "A question for Mara's agent: Which glue holds best?"


def test_an_asker_is_sent_no_text_of_the_conversation() -> None:
    for kind in set(NotificationKind) - {NotificationKind.question_accepted, NotificationKind.assigned, NotificationKind.asker_wrote}:
        title, body = render_text([news(kind)], None)
        assert "glue" not in title + body
        assert "Mara's agent" in body


def test_a_digest_lists_what_happened_and_where() -> None:
    title, body = render_text([news(kind) for kind in NotificationKind], "https://ask.example.org/")
    assert title == f"{len(NotificationKind)} notifications from Orchestrator"
    assert body.count(f"https://ask.example.org/messages/{CONVERSATION}") == len(NotificationKind)


def test_a_long_digest_is_cut_and_says_so() -> None:
    _, body = render_text([news(NotificationKind.answered)] * (23), None)
    assert body.endswith("… and 3 more.")


@given(st.text(max_size=600))
def test_a_first_sentence_is_short_and_on_one_line(text: str) -> None:
    sentence = read_first_sentence(text)
    assert len(sentence) <= 200
    assert sentence.splitlines() in ([], [sentence])


def test_braces_in_names_and_questions_are_kept() -> None:
    _, body = render_text([NotificationContent(NotificationKind.question_accepted, "{sentence}", CONVERSATION, "{agent} {0}?")], None)
    assert body == "A question for {sentence}: {agent} {0}?"


def wrote(message: str, conversation: UUID = CONVERSATION, question: str = QUESTION) -> NotificationContent:
    return NotificationContent(NotificationKind.asker_wrote, "Mara's agent", conversation, question, message)


def test_what_an_asker_wrote_is_told_once_for_the_burst_with_its_question_and_a_link() -> None:
    title, body = render_text([wrote("Hello!"), wrote("One more\nthing:"), wrote("Is it waterproof?")], "https://ask.example.org/")
    assert title == "3 messages from an asker of Mara's agent"
    assert body == (
        "An asker of Mara's agent wrote to you:\n> Hello!\n> One more thing:\n> Is it waterproof?\n"
        f"It belongs to the question: Which glue holds best?\nhttps://ask.example.org/messages/{CONVERSATION}"
    )
    assert render_text([wrote("Hello!", question="")], None) == (
        "A message from an asker of Mara's agent",
        "An asker of Mara's agent wrote to you:\n> Hello!",
    )


def test_messages_of_two_conversations_and_other_news_stand_apart() -> None:
    other = UUID(int=8)
    title, body = render_text(
        [wrote("One"), wrote("Two", other), news(NotificationKind.answered), wrote("Three")], "https://ask.example.org"
    )
    assert title == "3 notifications from Orchestrator"
    parts = body.split("\n\n")
    assert [part.count("> ") for part in parts] == [2, 1, 0]
    assert [str(other) in part for part in parts] == [False, True, False]


def test_the_messages_in_a_mail_are_bounded() -> None:
    _, body = render_text([wrote("x" * 50_000) for _ in range(25)], None)
    assert body.count("> ") == 20
    assert "… and 5 more." in body
    assert max(map(len, body.splitlines())) == 1_002
