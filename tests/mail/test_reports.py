"""Reading delivery status notifications: what they name, and bytes that are none."""

import random
from uuid import UUID

import pytest

from orchestrator.adapters.mail.reports import MOST_IDS, MOST_RECIPIENTS, is_report, read_report
from orchestrator.domain.notifying.mail.bounces import ReportedRecipient
from support.reports import NEWSLETTER, message_id, write_report

ID = message_id(UUID("01890000-0000-7000-8000-000000000001"))


@pytest.mark.parametrize("returned", ["text/rfc822-headers", "message/rfc822"])
def test_a_notification_names_mail_recipient_and_words(returned: str) -> None:
    report = read_report(write_report(ID, returned=returned))
    assert report is not None
    assert report.message_ids == (ID,)
    assert report.recipients == (ReportedRecipient(("ada@example.org",), "failed", "5.1.1", "550 5.1.1 no such person here"),)


def test_a_forwarded_mail_names_both_addresses() -> None:
    report = read_report(write_report(ID, "ada@other.example", original="<Ada@Example.org>"))
    assert report is not None
    assert report.recipients[0].addresses == ("Ada@Example.org", "ada@other.example")


def test_a_notification_without_the_mail_may_answer_to_it() -> None:
    report = read_report(write_report("none", returned="text/plain", more=f"In-Reply-To: {ID}\nReferences: <other@example.org> {ID}\n"))
    assert report is not None
    assert report.message_ids == (ID, "<other@example.org>")


def test_an_end_that_is_missing_does_no_harm() -> None:
    whole = write_report(ID, returned="message/rfc822")
    assert read_report(whole[: whole.index(b"Hello!")]) == read_report(whole)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        NEWSLETTER,
        random.Random(1).randbytes(131_072),
        write_report(ID).replace(b"report-type=delivery-status", b"report-type=disposition-notification"),
        write_report(ID).replace(b"multipart/report", b"multipart/mixed"),
        write_report(ID).replace(b"message/delivery-status", b"text/plain"),
        write_report("none"),
        write_report(ID)[:400] + random.Random(2).randbytes(100_000),
    ],
    ids=["nothing", "newsletter", "random", "read receipt", "mixed", "no status", "no id", "random end"],
)
def test_what_is_no_notification_is_none(data: bytes) -> None:
    assert read_report(data) is None


@pytest.mark.parametrize(
    "filler", [b';"', b"(", b"a ", b".", b"\n\n", b"=?utf-8?q?=", b"<", b"--AAA\nContent-Type: multipart/mixed; boundary=AAA\n\n"]
)
def test_hostile_bytes_end(filler: bytes) -> None:
    """Where the cost grew with the square, the time limit of tests would end it."""
    head = b'Content-Type: multipart/report; report-type=delivery-status; boundary="AAA"\n'
    for data in (head + b"References: " + filler * 4_000, head + b"\n--AAA\nContent-Type: message/delivery-status\n\n" + filler * 4_000,
                 head + b"X: " + filler * 4_000 + b"\n\n--AAA\nContent-Type: message/rfc822" + filler * 4_000):  # fmt: skip
        assert read_report(data[:131_072]) is None
        is_report(data[:4_096])


def test_more_than_is_read_is_left_out() -> None:
    block = "Final-Recipient: rfc822; ada@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
    many = write_report(ID).replace(b"Final-Recipient", (block * 200).encode() + b"Final-Recipient")
    many = many.replace(b"Return-Path: <>", b"References: " + b" ".join(b"<%d@example.org>" % each for each in range(50)))
    report = read_report(many)
    assert report is not None
    assert (len(report.recipients), len(report.message_ids)) == (MOST_RECIPIENTS, MOST_IDS)
