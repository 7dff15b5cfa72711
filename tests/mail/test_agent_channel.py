"""The channel by mail, against mail servers on the loopback: its mailbox, its mails, and how it fares."""

import asyncio
import email
import logging
import ssl
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import default

import pytest

from orchestrator.adapters.mail.channel.mailbox import BATCH_MAILS
from orchestrator.adapters.mail.server_url import read_server
from orchestrator.domain.channels.events import InboundEvent, InboundKind, Outgoing, SetAside
from orchestrator.domain.errors import Forbidden, Invalid, NotFound, OrchestratorError, Unauthenticated, Unavailable
from orchestrator.ports.channels import Connection, Fetched, InboundRequest
from support.letters import ADA, AGENT, fill_in, make_channel, reply_to, write_mail
from support.reports import write_report
from support.servers.imap_server import PASSWORD, ImapServer, imap_server
from support.servers.mail_server import TAKEN, MailServer, mail_server, words_of

SECRETS = {"inbound_secret": "s" * 43}
LONG_ID = f"<{'long' * 30}@example.com>"
KEY = f"{'0' * 31}a-0"


@pytest.fixture
def imap() -> Iterator[ImapServer]:
    with imap_server() as server:
        yield server


@pytest.fixture
def smtp() -> Iterator[MailServer]:
    with mail_server(takes_passwords=True) as server:
        yield server


def connect(imap: ImapServer, smtp: MailServer, /, **changes: str) -> Connection:
    """As `add_channel` stores it."""
    given = fill_in(imap, smtp, **changes)
    secrets = SECRETS | {name: given.pop(name) for name in ("password", "smtp_password") if name in given}
    connection = Connection("c1", given, secrets)
    connected = asyncio.run(make_channel().connect(connection, "http://x"))
    return Connection("c1", given | dict(connected.settings), secrets)


def fetch(connection: Connection) -> Fetched:
    return asyncio.run(make_channel().fetch(connection))


def settle(connection: Connection, fetched: Fetched) -> None:
    asyncio.run(make_channel().acknowledge(connection, fetched))


def send(connection: Connection, event: InboundEvent, message: Outgoing) -> str:
    return asyncio.run(make_channel().send(connection, event.thread, message, event.handle))


def one(connection: Connection) -> InboundEvent:
    """The only unread mail, which is read by that."""
    fetched = fetch(connection)
    settle(connection, fetched)
    [event] = fetched.events
    return event


def test_what_was_there_before_stays_as_it_is(imap: ImapServer, smtp: MailServer) -> None:
    imap.receive(write_mail())
    connection = connect(imap, smtp)
    assert fetch(connection).events == ()
    imap.receive(write_mail("And in winter?", message_id="<2@example.com>"))
    found = fetch(connection)
    assert [each.text for each in found.events] == ["And in winter?"]
    assert imap.seen() == [], "until it is kept, it stays unread"
    assert fetch(connection).events == found.events, "and is found again"
    settle(connection, found)
    assert imap.seen() == [2]
    assert fetch(connection) == Fetched((), (), True)


def test_connected_again_it_is_read_from_where_it_was(imap: ImapServer, smtp: MailServer) -> None:
    connection = connect(imap, smtp)
    imap.receive(write_mail())
    again = asyncio.run(make_channel().connect(connection, "http://x"))
    later = Connection("c1", dict(connection.settings) | dict(again.settings), connection.secrets)
    assert len(fetch(later).events) == 1, "what came while it was off is not lost"


def test_a_mailbox_that_counts_anew_gives_its_unread_mails(imap: ImapServer, smtp: MailServer) -> None:
    for _ in range(3):
        imap.receive(write_mail(), "\\Seen")
    connection = connect(imap, smtp)
    imap.validity, imap.messages, imap.last_uid = 8, [], 0
    imap.receive(write_mail())
    found = fetch(connection)
    assert len(found.events) == 1
    settle(connection, found)
    assert imap.seen() == [1]


def test_many_mails_are_read_in_batches_and_a_broken_one_holds_up_none(imap: ImapServer, smtp: MailServer) -> None:
    connection = connect(imap, smtp)
    imap.receive(b"From: x@example.com\n" + b"Content-Type: message/rfc822\n\n" * 2_000)
    for number in range(BATCH_MAILS):
        imap.receive(write_mail(message_id=f"<{number}@example.com>"))
    found = fetch(connection)
    assert (len(found.events), found.is_all) == (BATCH_MAILS, False)
    settle(connection, found)
    assert (len(fetch(connection).events), fetch(connection).is_all) == (1, True)


def test_a_reply_is_a_mail_in_the_thread(imap: ImapServer, smtp: MailServer) -> None:
    connection = connect(imap, smtp)
    imap.receive(write_mail(references="<0@example.com>", in_reply_to="<0@example.com>", message_id=LONG_ID))
    event = one(connection)
    ref = send(connection, event, Outgoing("From **nine**: [here](https://example.org/x).\n\n1. Yes\n2. No", key=KEY))
    mail = smtp.wait()
    assert (mail["To"], mail["From"], mail["Subject"]) == (ADA, AGENT, "Re: Opening hours")
    assert (mail["In-Reply-To"], mail["References"]) == (LONG_ID, f"<0@example.com> {LONG_ID}")
    assert f"In-Reply-To: {LONG_ID}\n".encode() in mail.as_bytes(policy=default.clone(refold_source="none")), "in one piece"
    assert (mail["Auto-Submitted"], mail["X-Orchestrator-Channel"]) == ("auto-replied", "reply")
    assert words_of(mail).replace("\r", "") == "From nine: here (https://example.org/x).\n\n1. Yes\n2. No\n"
    assert '<b>nine</b>: <a href="https://example.org/x">here</a>' in words_of(mail, "html")
    assert mail["Message-ID"] == ref == send(connection, event, Outgoing("Again", key=KEY)), "a repetition has the same Message-ID"
    imap.receive(reply_to(mail, "1"))
    answer = one(connection)
    assert (answer.thread, answer.text, answer.reply_to, answer.is_proven) == (event.thread, "1", ref, True)
    assert (answer.sender, answer.set_aside) == (ADA, None)


def test_a_notification_begins_a_subject_of_its_own(imap: ImapServer, smtp: MailServer) -> None:
    connection = connect(imap, smtp, plus="no")
    imap.receive(write_mail())
    event = one(connection)
    send(connection, event, Outgoing("A question", subject="Would you\nteach?", key=KEY))
    mail = smtp.wait()
    assert (mail["Subject"], mail["In-Reply-To"], mail["Reply-To"]) == ("Would you teach?", None, None)
    imap.receive(reply_to(mail, "Yes."))
    answer = one(connection)
    assert (answer.thread, answer.is_proven) == (event.thread, True), "told by its In-Reply-To alone"


def test_another_sender_with_the_same_token_is_another_one(imap: ImapServer, smtp: MailServer) -> None:
    connection = connect(imap, smtp)
    imap.receive(write_mail())
    event = one(connection)
    send(connection, event, Outgoing("From nine.", key=KEY))
    imap.receive(reply_to(smtp.wait(), "1", "Eve <eve@example.net>"))
    forged = one(connection)
    assert (forged.sender, forged.is_proven) == ("eve@example.net", False)
    assert forged.thread.partition(" ")[0] != event.thread.partition(" ")[0]


def test_our_own_mails_and_answering_machines_are_not_answered(imap: ImapServer, smtp: MailServer) -> None:
    connection = connect(imap, smtp)
    imap.receive(write_mail())
    send(connection, one(connection), Outgoing("From nine.", key=KEY))
    imap.receive(smtp.wait().as_bytes())
    assert one(connection).set_aside is SetAside.own
    imap.receive(write_mail("I am away.", auto_submitted="auto-replied"))
    assert one(connection).set_aside is SetAside.machine


def test_a_mail_that_came_back(imap: ImapServer, smtp: MailServer) -> None:
    connection = connect(imap, smtp)
    imap.receive(write_mail())
    ref = send(connection, one(connection), Outgoing("From nine.", key=KEY))
    imap.receive(write_report(ref, ADA))
    event = one(connection)
    assert (event.kind, event.sender, event.reply_to) == (InboundKind.returned, ADA, ref)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"address": "nobody"}, "address"),
        ({"address": "a b@example.org"}, "address"),
        ({"address": f"{'a' * 40}@example.org"}, "plus"),
        ({"plus": "perhaps"}, "plus"),
        ({"imap": "ftp://127.0.0.1"}, "imap"),
        ({"imap": "imaps://"}, "imap"),
        ({"imap": "imaps://user:word@127.0.0.1"}, "imap"),
        ({"smtp": "127.0.0.1:none"}, "smtp"),
        ({"smtp": ""}, "smtp"),
        ({"password": "wrong"}, "password"),
        ({"smtp_password": "wrong"}, "smtp_password"),
    ],
)
def test_what_cannot_be_right_is_told_with_its_field(
    imap: ImapServer, smtp: MailServer, wrong: dict[str, str], field: str, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(Invalid) as failed, caplog.at_level(logging.DEBUG):
        connect(imap, smtp, **wrong)
    assert (failed.value.code, failed.value.fields["field"]) == ("channel_refused", field)
    for text in (failed.value.detail, caplog.text):
        assert PASSWORD not in text
        assert wrong.get("password", "no such words") not in text.replace("wrong with", "")


def test_a_folder_that_is_not_there(imap: ImapServer, smtp: MailServer) -> None:
    imap.refuses_at = "SELECT"
    with pytest.raises(Invalid) as failed:
        connect(imap, smtp)
    assert failed.value.fields["field"] == "folder"


def test_a_password_that_is_no_longer_taken(imap: ImapServer, smtp: MailServer) -> None:
    connection = connect(imap, smtp)
    imap.password = "another"
    with pytest.raises(Forbidden) as failed:
        fetch(connection)
    assert failed.value.code == "needs_token"
    imap.refuses_sign_in = "UNAVAILABLE"
    with pytest.raises(Unavailable):
        fetch(connection)


@pytest.mark.parametrize("fails", ["dies_at", "refuses_at", "garbage_at"])
@pytest.mark.parametrize("command", ["EXAMINE", "UID SEARCH", "UID FETCH"])
def test_a_mailbox_that_fails_at_any_step(imap: ImapServer, smtp: MailServer, fails: str, command: str) -> None:
    connection = connect(imap, smtp)
    imap.receive(write_mail())
    setattr(imap, fails, command)
    with pytest.raises(OrchestratorError) as failed:
        fetch(connection)
    assert failed.value.code in ("channel_unreachable", "channel_refused")


def test_a_server_that_hangs_ends_at_the_deadline(imap: ImapServer, smtp: MailServer) -> None:
    connection = connect(imap, smtp)
    imap.hangs_at = "UID SEARCH"
    with pytest.raises(Unavailable, match="too long"):
        asyncio.run(make_channel(deadline_s=0.5).fetch(connection))


@pytest.mark.parametrize(
    ("said", "kind", "code"),
    [
        ({"recipients": ["550 no such user"]}, NotFound, "thread_gone"),
        ({"recipients": ["450 later"]}, Unavailable, "channel_unreachable"),
        ({"contents": ["554 advertising"]}, Invalid, "channel_refused"),
        ({"contents": ["451 later"]}, Unavailable, "channel_unreachable"),
    ],
)
def test_what_the_server_for_sending_says(
    imap: ImapServer, smtp: MailServer, said: dict[str, list[str]], kind: type[OrchestratorError], code: str
) -> None:
    connection = connect(imap, smtp)
    imap.receive(write_mail())
    event = one(connection)
    smtp.recipients, smtp.contents = said.get("recipients", [TAKEN]), said.get("contents", [TAKEN])
    with pytest.raises(kind) as failed:
        send(connection, event, Outgoing("From nine.", key=KEY))
    assert failed.value.code == code


def test_servers_in_private_networks_are_not_reached(imap: ImapServer, smtp: MailServer) -> None:
    connection = Connection("c1", fill_in(imap, smtp), SECRETS)
    with pytest.raises(Unavailable, match="private"):
        asyncio.run(make_channel(allow_private=False).connect(connection, "http://x"))
    assert imap.said == []


def test_without_a_server_of_its_own_mail_leaves_by_the_installations(imap: ImapServer) -> None:
    with mail_server() as house:
        channel = make_channel(read_server(house.url))
        given = fill_in(imap)
        connection = Connection("c1", given, SECRETS | {"password": given.pop("password")})
        asyncio.run(channel.connect(connection, "http://x"))
        asyncio.run(channel.send(connection, f"{'a' * 12} {ADA}", Outgoing("Hello", key=KEY), ""))
        assert house.wait()["From"] == AGENT


def test_starttls_with_a_vouched_certificate(imap: ImapServer, vouched: ssl.SSLContext) -> None:
    with mail_server(vouched, takes_passwords=True) as smtp:
        connection = connect(imap, smtp, smtp=f"starttls://127.0.0.1:{smtp.port}")
        imap.receive(write_mail())
        send(connection, one(connection), Outgoing("Hello", key=KEY))
        smtp.wait()
        assert smtp.was_encrypted == [True]


def test_starttls_is_not_done_without(imap: ImapServer, smtp: MailServer) -> None:
    with pytest.raises(Unavailable):
        connect(imap, smtp, smtp=f"starttls://127.0.0.1:{smtp.port}")
    assert smtp.signed_in == []


def test_a_certificate_that_nobody_vouches_for_gets_no_password(smtp: MailServer, certificate: ssl.SSLContext) -> None:
    with imap_server(certificate) as imap:
        with pytest.raises(Unavailable):
            connect(imap, smtp, imap=f"imaps://127.0.0.1:{imap.port}")
        assert imap.said == []


def test_nobody_posts_to_it(imap: ImapServer, smtp: MailServer) -> None:
    with pytest.raises(Unauthenticated):
        make_channel().receive(
            Connection("c1", fill_in(imap, smtp), SECRETS), InboundRequest({}, b"", "http://x", email.utils.parsedate_to_datetime("Mon, 3 Feb 2025 10:00:00 +0000"))
        )  # fmt: skip


@pytest.mark.parametrize(
    "text", ["a " * 40_000, "(" * 10_000, "<script>alert(1)</script>", "![x](https://spy.example/p.png)", "\u202e", "# " * 5_000]
)
def test_any_text_becomes_a_mail(imap: ImapServer, smtp: MailServer, text: str) -> None:
    connection = connect(imap, smtp)
    imap.receive(write_mail(subject="x\u202e\u0301" + "y" * 300))
    send(connection, one(connection), Outgoing(text, key=KEY))
    mail: EmailMessage = email.message_from_bytes(smtp.wait().as_bytes(), policy=default)
    shown = words_of(mail, "html")
    assert "<script" not in shown
    assert "<img" not in shown
