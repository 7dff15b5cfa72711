"""Reading SMTP_URL, IMAP_URL and MAIL_FROM."""

import pytest

from orchestrator.adapters.mail.composing import read_sender
from orchestrator.adapters.mail.server_url import IncomingServer, MailServer, read_incoming_server, read_server
from orchestrator.domain.errors import Invalid


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example.org", MailServer("smtp", "mail.example.org", 25)),
        ("smtps://mail.example.org", MailServer("smtps", "mail.example.org", 465)),
        ("starttls://mail.example.org/", MailServer("starttls", "mail.example.org", 587)),
        ("smtp://ada%40example.org:a%2Fb%23c@[::1]:2525", MailServer("smtp", "::1", 2525, "ada@example.org", "a/b#c")),
    ],
)
def test_an_address_of_a_server(url: str, server: MailServer) -> None:
    assert read_server(url) == server


@pytest.mark.parametrize(
    "url",
    ["mail.example.org", "http://mail.example.org", "smtp://", "smtp://ada:hidden@", "smtp://ada@mail.example.org",
     "smtp://ada:hid/den@mail.example.org", "smtp://ada:hidden@mail.example.org:99999", "smtp://ada:hidden@mail.example.org?x=1",
     "smtp://ada:hidden@mail.example.org\n"],
)  # fmt: skip
def test_what_is_none_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(Invalid) as failed:
        read_server(url)
    assert failed.value.code == "invalid_settings"
    assert "hid" not in failed.value.detail


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("imaps://ada:word@mail.example.org", IncomingServer("imaps", "mail.example.org", 993, "ada", "word", "INBOX")),
        ("imap://ada:word@mail.example.org/", IncomingServer("imap", "mail.example.org", 143, "ada", "word", "INBOX")),
        ("imaps://ada%40example.org:a%2Fb@[::1]:1993/Back%20again/2026",
         IncomingServer("imaps", "::1", 1993, "ada@example.org", "a/b", "Back again/2026")),
    ],
)  # fmt: skip
def test_an_address_of_a_mailbox(url: str, server: IncomingServer) -> None:
    assert read_incoming_server(url) == server


@pytest.mark.parametrize(
    "url",
    ["mail.example.org", "smtp://ada:hidden@mail.example.org", "imaps://mail.example.org", "imaps://ada@mail.example.org", "imaps://ada:hidden@",
     "imaps://ada:hid#den@mail.example.org", "imap://ada:hidden@mail.example.org:0x1", "imap://ada:hidden@mail.example.org/INBOX?x=1"],
)  # fmt: skip
def test_no_mailbox_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(Invalid, match="IMAP_URL") as failed:
        read_incoming_server(url)
    assert failed.value.code == "invalid_settings"
    assert "hid" not in failed.value.detail


@pytest.mark.parametrize(
    ("host", "is_local"), [("localhost", True), ("127.0.0.1", True), ("::1", True), ("10.0.0.1", False), ("mail", False)]
)
def test_which_server_is_on_this_machine(host: str, is_local: bool) -> None:
    assert MailServer("smtp", host, 25).is_local == is_local


def test_a_sender() -> None:
    sender = read_sender("Mara's house <hello@example.org>")
    assert (sender.display_name, sender.addr_spec) == ("Mara's house", "hello@example.org")
    for wrong in ("", "nobody", "hello@", "a@b\r\nBcc: c@d"):
        with pytest.raises(Invalid, match="MAIL_FROM"):
            read_sender(wrong)
