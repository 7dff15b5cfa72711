"""A mailbox read by IMAP, from a real server on the loopback: what it changes there, and every way that the server can fail."""

import asyncio
import logging
import random
import ssl
from urllib.parse import quote
from uuid import UUID

import pytest

from orchestrator.adapters.mail.imap import BATCH_MAILS, LARGEST_PIECE, ImapMailbox
from orchestrator.adapters.mail.server_url import read_incoming_server
from orchestrator.domain.errors import Unavailable
from orchestrator.ports.incoming_mail import MailboxPosition, NewMail
from support.reports import NEWSLETTER, message_id, write_report
from support.servers.imap_server import PASSWORD, ImapServer, imap_server

REPORT = write_report(message_id(UUID("01890000-0000-7000-8000-000000000001")))


def mailbox(server: ImapServer, deadline_s: float = 20.0) -> ImapMailbox:
    return ImapMailbox(read_incoming_server(server.url), deadline_s)


def fetch(server: ImapServer, after: MailboxPosition | None = None) -> NewMail:
    return asyncio.run(mailbox(server).fetch_new(after))


def fault(server: ImapServer, deadline_s: float = 20.0) -> str:
    with pytest.raises(Unavailable) as failed:
        asyncio.run(mailbox(server, deadline_s).fetch_new(None))
    assert failed.value.code == "mailbox_unreachable"
    return failed.value.detail


def test_reading_changes_nothing_and_knows_notifications() -> None:
    with imap_server() as server:
        for data in (NEWSLETTER, REPORT, REPORT.replace(b"5.1.1", b"nonsense")[:300]):
            server.receive(data)
        new = fetch(server)
        assert [(each.uid, each.report is not None) for each in new.mails] == [(1, False), (2, True), (3, False)]
        assert (new.position, new.is_all) == (MailboxPosition(7, 3), True)
        assert fetch(server, new.position).mails == ()
        server.receive(REPORT)
        assert [each.uid for each in fetch(server, new.position).mails] == [4]
        assert server.seen() == []


def test_an_empty_mailbox() -> None:
    with imap_server() as server:
        assert fetch(server) == NewMail((), MailboxPosition(7, 0), True)


def test_a_mailbox_that_counts_anew_is_read_from_its_beginning() -> None:
    with imap_server() as server:
        server.receive(REPORT)
        assert [each.uid for each in fetch(server, MailboxPosition(6, 40)).mails] == [1]
        asyncio.run(mailbox(server).mark_read(6, [1]))
        assert server.seen() == []


def test_marking_touches_only_what_it_names() -> None:
    with imap_server() as server:
        server.receive(NEWSLETTER, "\\Deleted")
        for _ in range(3):
            server.receive(REPORT)
        asyncio.run(mailbox(server).mark_read(7, [2, 4]))
        assert server.seen() == [2, 4]
        assert len(server.messages) == 4, "what a person deleted and may restore is still there"


def test_many_messages_are_read_in_batches() -> None:
    with imap_server() as server:
        for _ in range(BATCH_MAILS + 1):
            server.receive(NEWSLETTER)
        new = fetch(server)
        assert (len(new.mails), new.is_all, new.position.last_uid) == (BATCH_MAILS, False, BATCH_MAILS)
        rest = fetch(server, new.position)
        assert (len(rest.mails), rest.is_all) == (1, True)


@pytest.mark.parametrize("head", [b"", REPORT[:300]], ids=["random", "says it is a notification"])
def test_five_megabytes_of_random_bytes(head: bytes) -> None:
    with imap_server() as server:
        server.receive(head + random.Random(3).randbytes(5_000_000))
        server.receive(REPORT)
        assert [each.report is not None for each in fetch(server).mails] == [False, True]


def test_the_mail_that_is_sent_back_may_be_large() -> None:
    with imap_server() as server:
        server.receive(write_report(message_id(UUID(int=5)), returned="message/rfc822").replace(b"Hello!", b"Hello! " * 1_000_000))
        assert fetch(server).mails[0].report is not None


@pytest.mark.parametrize("command", ["CAPABILITY", "LOGIN", "EXAMINE", "UID SEARCH", "UID FETCH"])
@pytest.mark.parametrize("fails", ["dies_at", "refuses_at", "garbage_at", "hangs_at"])
def test_a_server_that_fails_at_any_step(fails: str, command: str) -> None:
    if (fails, command) == ("refuses_at", "CAPABILITY"):
        pytest.skip("the client needs no answer to this one")
    with imap_server() as server:
        server.receive(REPORT)
        setattr(server, fails, command)
        fault(server, deadline_s=0.5 if fails == "hangs_at" else 20.0)


def test_a_server_that_is_down() -> None:
    with imap_server() as server:
        pass
    assert "127.0.0.1" in fault(server)


@pytest.mark.parametrize("fault_of", ["hangs", "drips"])
def test_a_greeting_that_never_ends(fault_of: str) -> None:
    with imap_server() as server:
        server.hangs_at, server.drips = ("GREETING", False) if fault_of == "hangs" else ("", True)
        assert "took too long" in fault(server, deadline_s=0.5)


def test_a_piece_that_is_larger_than_asked_for_is_not_kept() -> None:
    with imap_server() as server:
        server.ignores_sizes = True
        server.receive(REPORT + b"x" * LARGEST_PIECE)
        assert "piece" in fault(server)


def test_a_wrong_password_is_nowhere_repeated(caplog: pytest.LogCaptureFixture) -> None:
    with imap_server() as server, caplog.at_level(logging.DEBUG):
        wrong = read_incoming_server(server.url.replace("open%20sesame", "not-the-word"))
        with pytest.raises(Unavailable) as failed:
            asyncio.run(ImapMailbox(wrong).fetch_new(None))
        fetch(server)
    assert "IMAP_URL" in failed.value.detail
    for text in (failed.value.detail, caplog.text, repr(wrong), ImapMailbox(wrong).name):
        assert "not-the-word" not in text
        assert PASSWORD not in text


@pytest.mark.parametrize("letters", ["pässword", 'a"b\\c'])
def test_letters_of_a_password_do_no_harm(letters: str) -> None:
    with imap_server() as server:
        wrong = read_incoming_server(server.url.replace("open%20sesame", quote(letters)))
        with pytest.raises(Unavailable, match="did not accept"):
            asyncio.run(ImapMailbox(wrong).fetch_new(None))


def test_a_certificate_that_nobody_vouches_for_gets_no_password(certificate: ssl.SSLContext) -> None:
    with imap_server(certificate) as server:
        fault(server)
        assert server.said == []


def test_a_vouched_certificate_encrypts(vouched: ssl.SSLContext) -> None:
    with imap_server(vouched) as server:
        server.receive(REPORT)
        assert len(fetch(server).mails) == 1
