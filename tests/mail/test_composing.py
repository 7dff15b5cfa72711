"""The two forms of a mail: nothing of anybody's text becomes markup, and every language can be written."""

from email.message import EmailMessage
from uuid import uuid4

import pytest

from orchestrator.adapters.mail.composing import compose, read_sender
from orchestrator.adapters.system import SystemClock
from orchestrator.domain.notifying.mail.letters import Frame, Letter, NewsContent, write_news, write_test
from orchestrator.domain.notifying.mail.news import NewsKind
from orchestrator.domain.notifying.mail.phrases import PHRASES
from orchestrator.ports.mail import Mail
from support.servers.mail_server import words_of

HOSTILE = "<img src=x onerror=alert(1)> & \"quoted\" '{{ letter }}'"


def made(letter: Letter) -> EmailMessage:
    return compose(Mail(uuid4(), "ada@example.org", letter), read_sender("hello@example.org"), SystemClock())


def news(text: str) -> Letter:
    content = NewsContent(NewsKind.answered, text, uuid4(), text, text)
    return write_news(Frame("en", "https://ask.example.org", "token"), [content])


def test_what_people_wrote_is_text_in_both_forms() -> None:
    mail = made(news(HOSTILE))
    html = words_of(mail, "html")
    assert "<img" not in html
    assert "&lt;img src=x" in html
    assert HOSTILE in words_of(mail)
    assert "{{" in html


def test_nothing_is_loaded_from_anywhere() -> None:
    html = words_of(made(news("Nine millimetres.")), "html")
    assert not any(word in html for word in ("<img", "<script", "<link", "url(", "@import"))


def test_one_click_ends_such_mails() -> None:
    mail = made(news("Nine millimetres."))
    assert mail["list-unsubscribe"] == "<https://ask.example.org/unsubscribe/token>"
    assert mail["list-unsubscribe-post"] == "List-Unsubscribe=One-Click"
    assert "https://ask.example.org/unsubscribe/token" in words_of(mail)


def test_a_mail_about_the_account_has_no_way_out() -> None:
    mail = made(write_test("en"))
    assert mail["list-unsubscribe"] is None


@pytest.mark.parametrize("language", sorted(PHRASES))
def test_every_language(language: str) -> None:
    mail = made(write_test(language))
    assert mail["subject"] == PHRASES[language].test_subject
    assert PHRASES[language].test_text in words_of(mail)
    assert f'lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in words_of(mail, "html")
    assert b"\n" not in bytes(mail["subject"], "utf-8")


def test_a_subject_is_one_line_of_bounded_length() -> None:
    subject = str(made(news("Mara\r\nBcc: eve@example.org " + "long " * 200))["subject"])
    assert "\n" not in subject
    assert len(subject) <= 200
