"""A mail is somebody's in a thread, or it is not answered: by its headers alone."""

import dataclasses
from typing import Any

import pytest

from orchestrator.domain.channels.events import InboundEvent, InboundKind, SetAside
from orchestrator.domain.channels.mail.letters import ReadLetter
from orchestrator.domain.channels.mail.sorting import Handle, OwnMailbox, make_event, read_handle
from orchestrator.domain.channels.mail.threads import make_reply_address, make_token
from orchestrator.domain.notifying.mail.bounces import DeliveryReport, ReportedRecipient

OWN = OwnMailbox("ask@example.org", "secret of the channel", "mx.example.org")
ADA, EVE = "ada@example.com", "eve@example.net"


def letter(sender: str = ADA, **changes: Any) -> ReadLetter:
    plain = ReadLetter("<1@example.com>", (("Ada", sender),), (OWN.address,), subject="Hours", text="When is it open?")
    return dataclasses.replace(plain, **changes)


def sort(sender: Any = ADA, number: Any = "7:1", **changes: Any) -> InboundEvent:
    return make_event(letter(sender, **changes), OWN, number)


def ours(event: InboundEvent, to: str = ADA) -> str:
    """The Message-ID of an answer of ours to somebody in the event's thread."""
    return f"<{'a' * 32}-0.{make_token(OWN.secret, event.thread.partition(' ')[0], to)}@example.org>"


def test_a_first_mail_is_a_message_of_somebody_who_is_only_claimed() -> None:
    event = sort()
    assert (event.kind, event.sender, event.sender_name, event.text) == (InboundKind.message, ADA, "Ada", "When is it open?")
    assert (event.is_proven, event.set_aside, event.is_private) == (False, None, True)
    assert read_handle(event.handle) == Handle("<1@example.com>", "Hours", ())
    assert sort().id == event.id, "found again, it is the same event"
    assert sort(EVE).id != event.id, "nobody uses up a Message-ID of somebody else"
    assert sort(message_id="", number="7:1").id != sort(message_id="", number="7:2").id


@pytest.mark.parametrize("way", ["address", "answers"])
def test_a_reply_with_the_token_is_in_the_thread_and_proven(way: str) -> None:
    first = sort()
    token = make_token(OWN.secret, first.thread.partition(" ")[0], ADA)
    changes = {"recipients": (make_reply_address(OWN.address, token),)} if way == "address" else {"answers": (ours(first),)}
    event = sort(message_id="<2@example.com>", root="<another@root>", **changes)
    assert (event.thread, event.is_proven) == (first.thread, True)


@pytest.mark.parametrize("way", ["address", "answers"])
def test_a_token_of_somebody_else_proves_nothing_and_leads_nowhere(way: str) -> None:
    first = sort()
    token = make_token(OWN.secret, first.thread.partition(" ")[0], ADA)
    changes = {"recipients": (make_reply_address(OWN.address, token),)} if way == "address" else {"answers": (ours(first),)}
    event = sort(EVE, message_id="<2@example.net>", root="<1@example.com>", **changes)
    assert event.is_proven is False
    assert event.thread not in (first.thread, first.thread.replace(ADA, EVE)), "a thread of her own"
    assert event.thread.endswith(EVE)


@pytest.mark.parametrize("token", ["", "a" * 32, "A" * 32, "a" * 31, "ä" * 32, "a" * 100_000])
def test_what_is_no_token_is_none(token: str) -> None:
    assert sort(recipients=(f"ask+{token}@example.org",)).is_proven is False


def test_mails_of_one_sender_are_one_thread_by_their_references_too() -> None:
    first = sort()
    again = sort(message_id="<2@example.com>", root="<1@example.com>", answers=("<1@example.com>",))
    assert (again.thread, again.is_proven) == (first.thread, False)
    assert sort(message_id="<3@example.com>").thread != first.thread


@pytest.mark.parametrize(
    "changes",
    [
        {"headers": (("auto-submitted", "auto-replied"),)},
        {"headers": (("auto-submitted", "auto-generated; owner-email=x"),)},
        {"headers": (("precedence", "Bulk"),)},
        {"headers": (("precedence", "auto_reply"),)},
        {"headers": (("list-id", "<news.example.com>"),)},
        {"headers": (("list-unsubscribe", "<https://example.com>"),)},
        {"headers": (("x-auto-response-suppress", "All"),)},
        {"is_empty_sender": True},
        {"is_to_many": True},
        {"content_type": "multipart/report"},
        *({"senders": (("", f"{user}@example.com"),)} for user in ("mailer-daemon", "postmaster", "noreply", "no-reply", "donotreply", "no-reply+x")),
    ],
)  # fmt: skip
def test_no_machine_is_answered(changes: dict[str, Any]) -> None:
    assert sort(**changes).set_aside is SetAside.machine


@pytest.mark.parametrize(
    "changes",
    [
        {"headers": (("auto-submitted", "No"),)},
        {"headers": (("precedence", "first-class"), ("x-auto-response-suppress", "None"))},
        {"senders": (("", "norepa@example.com"),)},
    ],
)
def test_people_are(changes: dict[str, Any]) -> None:
    assert sort(**changes).set_aside is None


def test_agents_do_not_answer_agents() -> None:
    assert sort(headers=(("x-orchestrator-channel", "reply"),)).set_aside is SetAside.own
    assert sort(OWN.address).set_aside is SetAside.own


@pytest.mark.parametrize(
    ("checks", "aside"),
    [
        ((), None),
        ((("mx.example.org", "pass"),), None),
        ((("mx.example.org", "fail"),), SetAside.forged),
        ((("mx.example.org", ""),), None),
        # The server's own word is the topmost under its name; below it stands what the sender wrote.
        ((("mx.example.org", "fail"), ("mx.example.org", "pass")), SetAside.forged),
        ((("elsewhere.example", "pass"), ("mx.example.org", "fail")), SetAside.forged),
        ((("elsewhere.example", "fail"),), None),
    ],
)
def test_what_the_receiving_server_found_forged_is_not_answered(checks: tuple[tuple[str, str], ...], aside: SetAside | None) -> None:
    assert sort(authentication=checks).set_aside is aside
    believes_nobody = dataclasses.replace(OWN, checked_by="")
    assert make_event(letter(authentication=checks), believes_nobody, "7:1").set_aside is None


@pytest.mark.parametrize(
    "changes",
    [
        {"senders": ()},
        {"senders": (("", "ada@example.com"), ("", "bob@example.com"))},
        {"senders": (("", "no address"),)},
        {"senders": (("", "ada@exa\nmple.com"),)},
        {"senders": (("", "a" * 300 + "@example.com"),)},
        {"is_broken": True},
    ],
)
def test_nobody_to_answer(changes: dict[str, Any]) -> None:
    assert sort(**changes).set_aside is SetAside.unreadable


def test_a_mail_of_one_line_may_be_its_subject() -> None:
    assert sort(text=" ", subject="When is it open?").text == "When is it open?"
    assert sort(text=" ", subject="Re: Hours", answers=("<x@y>",)).text.strip() == ""


def test_a_mail_of_ours_that_came_back() -> None:
    report = DeliveryReport((ours(sort()),), (ReportedRecipient((ADA,), "failed", "5.1.1", "550 no such user"),))
    event = sort("mailer-daemon@example.com", report=report)
    assert (event.kind, event.sender, event.text) == (InboundKind.returned, ADA, "550 no such user")
    assert event.reply_to == report.message_ids[0]
    for other in (
        dataclasses.replace(report, message_ids=("<somebody@else>",)),
        dataclasses.replace(report, recipients=(ReportedRecipient((ADA,), "delayed", "4.4.1", ""),)),
        dataclasses.replace(report, recipients=(ReportedRecipient((ADA,), "failed", "5.7.1", "looks like advertising"),)),
    ):
        assert sort("mailer-daemon@example.com", report=other, is_empty_sender=True).set_aside is SetAside.machine


@pytest.mark.parametrize("text", ["", "{", "[]", "[1,2,3]", '["a"]', "null", "[" * 100_000])
def test_a_handle_that_is_none_of_ours(text: str) -> None:
    assert read_handle(text) is None
