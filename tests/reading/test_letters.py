"""What the writer of a mail wrote, and mails that are written to break whoever reads them."""

import asyncio
import random
from email.message import EmailMessage

import pytest

from orchestrator.adapters.reading.letters.letter import LONGEST_BODY, read_letter
from orchestrator.adapters.reading.letters.own_part import LONGEST, find_own_part
from orchestrator.adapters.reading.letters.reader import ConfinedLetters
from orchestrator.domain.channels.mail.letters import ReadLetter
from support.letters import write_mail
from support.servers import programs

QUOTES = [
    "On Mon, 3 Feb 2025 at 10:00, Agent <ask+abc@example.org> wrote:\n> Tuesday\n> to Saturday",
    "Am Mo., 3. Feb. 2025 um 10:00 Uhr schrieb Agent <ask@example.org>:\n\n> Dienstag",
    "Le lun. 3 févr. 2025 à 10:00, Agent <ask@example.org> a écrit :\n\n> Mardi",
    "________________________________\nFrom: Agent <ask@example.org>\nSent: Monday\nTo: Ada\nSubject: Hours\n\nTuesday",
    "-- \nAda Lovelace\n+44 1234",
    "Best regards,\nAda",
    "Sent from my iPhone",
]


@pytest.mark.parametrize("behind", QUOTES)
def test_quotes_and_signatures_are_set_aside(behind: str) -> None:
    assert find_own_part(f"And in winter?\n\n{behind}\n", is_reply=True) == "And in winter?"


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("> when?\nin May\n> where?\nin Rome", "in May\nin Rome"),
        ("Hi\nThanks, that helped. And in winter?", "Hi\nThanks, that helped. And in winter?"),
        ("Yes:\n- first\n- second", "Yes:\n- first\n- second"),
        ("> only\n> quoted", ""),
        ("word " * 2_000, ("word " * 2_000).strip()),
    ],
)
def test_what_somebody_wrote_stays(text: str, own: str) -> None:
    assert find_own_part(text, is_reply=True) == own


@pytest.mark.parametrize("part", ["\n", "On ", "a ", "> ", " \n", "-- \n", "(", ".", "On a wrote:\n", "x\n\n", "From: \n"])
def test_hostile_texts_end(part: str) -> None:
    find_own_part((part * LONGEST)[: 4 * LONGEST], is_reply=True)


def test_a_mail_in_html_alone_is_read_as_text() -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Ada <ada@example.com>", "=?utf-8?q?=C3=96ffnungszeiten?="
    mail.set_content("<p>When is it <b>open</b>?</p><script>steal()</script><blockquote>old</blockquote>", subtype="html")
    read = read_letter(mail.as_bytes(), False)
    assert "When is it **open**?" in read.text
    assert "steal" not in read.text
    assert read.subject == "Öffnungszeiten"


@pytest.mark.parametrize(
    ("charset", "body", "text"),
    [("iso-8859-1", "Gr\xfc\xdfe".encode("latin-1"), "Grüße"), ("nonsense", "Grüße".encode(), "Grüße"), ("utf-7", b"a\0b", "ab"), ("utf-8", b"\xff", "ÿ")],
)  # fmt: skip
def test_charsets_and_null_bytes(charset: str, body: bytes, text: str) -> None:
    head = f"From: a@b.c\nContent-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n".encode()
    assert read_letter(head + body, False).text == text


def test_files_are_named_and_not_read() -> None:
    mail = EmailMessage()
    mail["From"] = "ada@example.com"
    mail.set_content("See the plan.")
    mail.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="../plan.pdf")
    mail.add_attachment("notes", filename="notes.txt")
    read = read_letter(mail.as_bytes(), False)
    assert (read.text, read.attachments, read.is_cut) == ("See the plan.", ("../plan.pdf", "notes.txt"), False)
    assert read_letter(mail.as_bytes()[:-30], True).is_cut


def test_the_headers_that_decide() -> None:
    data = write_mail(
        to=None, auto_submitted="auto-replied", return_path="<>", references="<a@x> <b@x>", in_reply_to="<b@x>", delivered_to="ask+t@lamps.example.org"
    )  # fmt: skip
    head = b"Authentication-Results: mx.example.org (v=1; x); spf=pass; dmarc=fail (p=none) header.from=a\n"
    read = read_letter(head + b"Authentication-Results: fake; dmarc=pass\n" + data, False)
    assert read.authentication == (("mx.example.org", "fail"), ("fake", "pass"))
    assert (read.root, read.answers, read.recipients) == ("<a@x>", ("<b@x>", "<a@x>"), ("ask+t@lamps.example.org",))
    assert (read.is_empty_sender, read.headers) == (True, (("auto-submitted", "auto-replied"),))


HOSTILE = {
    "nested": b"From: a@b.c\n" + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3_000)),
    "attached": b"From: a@b.c\n" + b"Content-Type: message/rfc822\n\n" * 2_000,
    "deep html": b"From: a@b.c\nContent-Type: text/html\n\n" + b"<div>" * 20_000,
    "ten thousand recipients": b"From: a@b.c\nTo: " + b", ".join(b"u%d@x.org" % n for n in range(10_000)) + b"\n\nhi",
    "words of a header": b"From: a@b.c\nSubject: " + b"=?x?b?" * 50_000 + b"\n\nhi",
    "many parts": b"From: a@b.c\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\nContent-Type: text/plain\n\nx\n" * 5_000,
    "a long text": b"From: a@b.c\n\n" + b"a" * 900_000,
    "no header": b"\0" * 100_000,
    "random": random.Random(3).randbytes(500_000),
    "nothing": b"",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_mail_has_an_outcome(name: str) -> None:
    read = read_letter(HOSTILE[name], False)
    assert len(read.text) <= LONGEST_BODY
    assert len(read.recipients) <= 60
    assert "\0" not in read.text
    if name in ("nested", "attached", "deep html"):
        assert read.is_broken or not read.text
        assert read.senders == (("", "a@b.c"),), "it is shown whose it was"
    if name == "ten thousand recipients":
        assert read.is_to_many


def test_a_mail_is_read_apart_from_the_program() -> None:
    read = asyncio.run(ConfinedLetters(programs.READERS).read_letter(write_mail("And in winter?\n\n-- \nAda"), True))
    assert isinstance(read, ReadLetter)
    assert (read.text, read.senders, read.is_cut) == ("And in winter?", (("Ada", "ada@example.com"),), True)


def test_bytes_in_headers_are_text() -> None:
    read = read_letter("From: a@b.c\nSubject: Öffnungszeiten\n\nhi".encode() + b"", False)
    assert read.subject == "Öffnungszeiten"
    assert read_letter(b"From: a@b.c\nMessage-ID: <\xff\xfe@x>\n\nhi", False).message_id.encode()
