"""Mail by a real mail server on the loopback: what each of its answers means for a mail."""

import asyncio
import logging
import ssl
from typing import Any
from uuid import UUID

import pytest

from orchestrator.adapters.mail.composing import read_sender
from orchestrator.adapters.mail.server_url import read_server
from orchestrator.adapters.mail.smtp import SmtpMailer
from orchestrator.adapters.system import SystemClock
from orchestrator.cli.logs import FORM, SecretlessFormatter
from orchestrator.domain.errors import Invalid, OrchestratorError, Unavailable
from orchestrator.domain.notifying.mail.letters import Frame, write_password_reset
from orchestrator.ports.mail import Mail
from support.servers.mail_server import MailServer, mail_server, words_of

SENDER = read_sender("Orchestrator <hello@example.org>")
SECRET = "orc_res_0123456789abcdef"
ID = UUID("01890000-0000-7000-8000-000000000001")
MAIL = Mail(ID, "ada@example.org", write_password_reset(Frame("en", "https://ask.example.org"), SECRET))


def send(url: str, deadline_s: float = 10.0, mail: Mail = MAIL) -> None:
    asyncio.run(SmtpMailer(read_server(url), SENDER, SystemClock(), deadline_s).send(mail))


def fault(server: MailServer, deadline_s: float = 10.0) -> OrchestratorError:
    with pytest.raises(OrchestratorError) as failed:
        send(server.url, deadline_s)
    return failed.value


def test_a_mail_arrives_in_two_forms_with_an_id_of_its_own() -> None:
    with mail_server() as server:
        send(server.url)
        send(server.url)
    first, again = server.got
    assert (first["from"], first["to"]) == ("Orchestrator <hello@example.org>", "ada@example.org")
    assert first["message-id"] == again["message-id"] == f"<{ID.hex}@example.org>"
    assert [part.get_content_type() for part in first.iter_parts()] == ["text/plain", "text/html"]
    for kind in ("plain", "html"):
        assert f"https://ask.example.org/reset-password/{SECRET}" in words_of(first, kind)


@pytest.mark.parametrize(
    ("answers", "error", "code"),
    [
        ({"recipients": ["550 no such person"]}, Invalid, "mail_refused"),
        ({"recipients": ["450 try later"]}, Unavailable, "mail_failed"),
        ({"contents": ["554 looks like spam"]}, Invalid, "mail_rejected"),
        ({"contents": ["451 try later"]}, Unavailable, "mail_failed"),
    ],
)
def test_what_the_server_says_decides_what_follows(answers: dict[str, Any], error: type[OrchestratorError], code: str) -> None:
    with mail_server(**answers) as server:
        failed = fault(server)
    assert (type(failed), failed.code) == (error, code)
    [[said]] = answers.values()
    assert said in failed.detail
    assert server.got == []


def test_a_server_that_is_down() -> None:
    with mail_server() as server:
        pass
    assert fault(server).code == "mail_failed"


def test_a_server_that_never_answers_ends_at_the_deadline() -> None:
    with mail_server(hangs=True) as server:
        failed = fault(server, deadline_s=0.5)
    assert (failed.code, failed.detail) == ("mail_failed", "The mail server took too long.")


def test_the_user_signs_in_and_a_wrong_password_is_nowhere_repeated(caplog: pytest.LogCaptureFixture) -> None:
    with mail_server(takes_passwords=True) as server, caplog.at_level(logging.DEBUG):
        send(f"smtp://ada:open%20sesame@127.0.0.1:{server.port}")
        with pytest.raises(Unavailable) as failed:
            send(f"smtp://ada:not-the-word@127.0.0.1:{server.port}")
    assert server.signed_in[0] == (b"ada", b"open sesame")
    assert (len(server.got), server.was_encrypted) == (1, [False])
    assert "SMTP_URL" in failed.value.detail
    for text in (failed.value.detail, caplog.text, repr(read_server(f"smtp://ada:not-the-word@127.0.0.1:{server.port}"))):
        assert "not-the-word" not in text


def test_a_certificate_that_nobody_vouches_for_stops_the_mail(certificate: ssl.SSLContext) -> None:
    with mail_server(certificate) as server, pytest.raises(Unavailable):
        send(f"starttls://127.0.0.1:{server.port}")
    assert server.tried == []


def test_a_vouched_certificate_encrypts(vouched: ssl.SSLContext) -> None:
    with mail_server(vouched) as server:
        send(f"starttls://127.0.0.1:{server.port}")
    assert server.was_encrypted == [True]


def test_encryption_that_is_asked_for_and_not_there_stops_the_mail() -> None:
    with mail_server() as server, pytest.raises(Unavailable):
        send(f"starttls://127.0.0.1:{server.port}")
    assert server.tried == []


def test_no_secret_of_a_mail_is_logged_at_any_level(caplog: pytest.LogCaptureFixture) -> None:
    caplog.handler.setFormatter(SecretlessFormatter(FORM))
    with mail_server(takes_passwords=True) as server, caplog.at_level(logging.DEBUG):
        send(f"smtp://ada:open%20sesame@127.0.0.1:{server.port}")
        logging.getLogger("orchestrator.test").warning("failed: %s", f"PUT /password-resets/{SECRET} by smtp://ada:open%20sesame@mail")
    assert "failed" in caplog.text
    for secret in ("open sesame", "open%20sesame", SECRET):
        assert secret not in caplog.text


def test_a_name_cannot_add_a_header() -> None:
    letter = write_password_reset(Frame("en", "https://ask.example.org"), "x")
    hostile = Mail(ID, "ada@example.org\r\nBcc: eve@example.org", letter)
    with mail_server() as server, pytest.raises(ValueError, match=r"linefeed|newline|return"):
        send(server.url, mail=hostile)
    assert server.got == []
