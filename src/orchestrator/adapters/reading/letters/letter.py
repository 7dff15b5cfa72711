"""The headers and parts of a mail. Everything is bounded before it is parsed, as mails are written to break parsers."""

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses

from orchestrator.adapters.reading.decoding import clean, decode
from orchestrator.adapters.reading.letters.own_part import find_own_part
from orchestrator.adapters.reading.pages.page import read_page
from orchestrator.adapters.reading.pages.tree import TooDeep
from orchestrator.domain.channels.mail.letters import ReadLetter
from orchestrator.domain.channels.mail.machines import MARKS

MOST_PARTS = 200
MOST_HEADERS = 300
LONGEST_HEADER = 4_000
"""Characters of one header that are read."""
LONGEST_BODY = 200_000
"""Bytes of the text that are read; a longer one is cut."""
LONGEST_SUBJECT, LONGEST_NAME, LONGEST_FILE_NAME = 200, 100, 100
MOST_ATTACHMENTS, MOST_RECIPIENTS, MOST_ANSWERS, MOST_SENDERS, MOST_CHECKS = 20, 60, 40, 5, 10
MANY = 50
HEAD_BYTES = 65_536
DELIVERED = ("delivered-to", "x-original-to", "envelope-to", "to", "cc")
_ID = re.compile(r"<[^<>\s]{1,900}>")
_SERVER = re.compile(r"[\w.-]{1,200}")
_DMARC = re.compile(r"\bdmarc\s{0,5}=\s{0,5}(\w{1,20})", re.IGNORECASE)
_COMMENT = re.compile(r"\([^()]{0,500}\)")


def read_letter(data: bytes, is_cut: bool) -> ReadLetter:
    """Reads a mail, whose end may be missing; one that no parser reads is told by its headers alone."""
    try:
        return _read(message_from_bytes(data), is_cut)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError, TooDeep):
        head = data[:HEAD_BYTES].partition(b"\n\n")[0].partition(b"\r\n\r\n")[0]
        return replace(_read(message_from_bytes(head + b"\n\n"), is_cut), text="", attachments=(), is_broken=True)


def _read(message: "Message[str, str]", is_cut: bool) -> ReadLetter:
    fields = [(name.lower(), _as_text(str(value)[:LONGEST_HEADER])) for name, value in message.raw_items()][:MOST_HEADERS]
    answers = _read_answers(fields)
    text, was_long, attachments = _read_parts(message)
    return ReadLetter(
        message_id=next(iter(_ID.findall(_first(fields, "message-id"))), ""),
        senders=tuple(_read_senders(fields)),
        recipients=tuple(dict.fromkeys(_read_recipients(fields)))[:MOST_RECIPIENTS],
        answers=tuple(answers)[:MOST_ANSWERS],
        root=next(iter(_ID.findall(_decode(_first(fields, "references")))), answers[0] if answers else ""),
        subject=_on_one_line(_decode(_first(fields, "subject")), LONGEST_SUBJECT),
        text=find_own_part(text, is_reply=bool(answers)),
        attachments=tuple(attachments[:MOST_ATTACHMENTS]),
        is_cut=is_cut or was_long,
        is_empty_sender=_first(fields, "return-path").strip() == "<>",
        headers=tuple((name, value[:200]) for name, value in fields if name in MARKS)[:20],
        content_type=message.get_content_type(),
        is_to_many=sum(str(value).count("@") for name, value in message.raw_items() if name.lower() in ("to", "cc")) > MANY,
        authentication=tuple(_read_checks(fields))[:MOST_CHECKS],
    )


def _as_text(value: str) -> str:
    """Bytes beyond ASCII, which no header should have, are UTF-8 where they can be."""
    return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _first(fields: list[tuple[str, str]], name: str) -> str:
    return next((value for each, value in fields if each == name), "")


def _read_senders(fields: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Of all From, as a mail with two of them is one that wants to be seen as another's."""
    froms = [value for name, value in fields if name == "from"]
    found = [(_on_one_line(_decode(name), LONGEST_NAME), address.strip().lower()) for name, address in getaddresses(froms[:MOST_SENDERS])]
    return [each for each in found if each[1]][:MOST_SENDERS]


def _read_recipients(fields: list[tuple[str, str]]) -> Iterator[str]:
    for wanted in DELIVERED:
        for _, address in getaddresses([value for name, value in fields if name == wanted][:MOST_SENDERS]):
            if address:
                yield address.strip().lower()


def _read_answers(fields: list[tuple[str, str]]) -> list[str]:
    """Of In-Reply-To, then of References from their end."""
    nearest, earlier = (_ID.findall(_decode(_first(fields, name))) for name in ("in-reply-to", "references"))
    return [*dict.fromkeys([*nearest, *reversed(earlier)])]


def _read_checks(fields: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """(server, result of DMARC) of each Authentication-Results (RFC 8601), the topmost first: a server adds its own at the top."""
    for name, value in fields:
        if name == "authentication-results":
            server, _, results = _COMMENT.sub(" ", value).partition(";")
            said, found = _SERVER.search(server.strip()), _DMARC.search(results)
            yield (said[0].lower() if said else "", found[1].lower() if found else "")


def _read_parts(message: "Message[str, str]") -> tuple[str, bool, list[str]]:
    """(the text, whether it was cut, the names of files)."""
    plain, html, files = "", "", list[str]()
    was_long = False
    for number, part in enumerate(_walk(message)):
        if number >= MOST_PARTS:
            was_long = True
            break
        kind, is_file = part.get_content_type(), part.get_content_disposition() == "attachment" or bool(part.get_filename())
        if part.is_multipart() and not kind.startswith("message/"):
            continue
        if is_file or kind not in ("text/plain", "text/html"):
            if kind not in ("message/delivery-status", "text/rfc822-headers"):
                files.append(_on_one_line(_decode(str(part.get_filename() or kind)), LONGEST_FILE_NAME))
            continue
        body, is_long = _read_body(part)
        was_long = was_long or is_long
        if kind == "text/plain":
            plain = plain or body
        else:
            html = html or body
    text = clean(plain) if plain.strip() else read_page(html).markdown if html.strip() else ""
    return text, was_long, files


def _walk(message: "Message[str, str]") -> "Iterator[Message[str, str]]":
    """The parts in their order, without those of a mail that is attached."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        yield part
        content = part.get_payload()
        if isinstance(content, list) and not part.get_content_type().startswith("message/"):
            waiting.extend(each for each in reversed(content) if isinstance(each, Message))


def _read_body(part: "Message[str, str]") -> tuple[str, bool]:
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return "", False
    cut = raw[:LONGEST_BODY]
    charset = (part.get_content_charset() or "utf-8")[:50]
    try:
        return cut.decode(charset, errors="replace" if len(raw) > len(cut) else "strict"), len(raw) > len(cut)
    except (LookupError, UnicodeError, ValueError):
        return decode(cut), len(raw) > len(cut)


def _decode(text: str) -> str:
    """The words of a header, whatever charset each is in."""
    try:
        return "".join(
            part if isinstance(part, str) else part.decode(charset or "ascii", errors="replace") for part, charset in decode_header(text)
        )
    except (LookupError, ValueError):
        return text


def _on_one_line(text: str, longest: int) -> str:
    return " ".join(clean(text).split())[:longest].strip()
