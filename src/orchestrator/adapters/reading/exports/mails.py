"""A mailbox in the format mbox: mails of others with the creator's replies to them."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
from itertools import islice

from orchestrator.adapters.reading.exports.pairing import collect, fold_names, is_one_of, make_key, make_question
from orchestrator.adapters.reading.refusing import unreadable
from orchestrator.adapters.reading.texts.mail import read_mail
from orchestrator.domain.message.manners.quoted import find_own_lines
from orchestrator.ports.sources import ReadExport, ReadQuestion

MOST_MAILS = 50_000
LONGEST_MAIL = 2_000_000
"""Bytes of one mail that are looked at; attachments come after its text."""
_LONGEST_BODY = 60_000
_FROM_LINE = re.compile(rb"(?m)^From [^\n]{1,500}\n")
_IDS = re.compile(r"<[^<>\s]{1,500}>")
_ANSWER_ENDS = re.compile(r"(?m)^-- ?$")


@dataclass(frozen=True, slots=True)
class _Mail:
    id: str
    answers: tuple[str, ...]
    """Ids of mails before it, the nearest first."""
    name: str
    address: str
    data: bytes


def read_mbox(name: str, data: bytes, answered_by: list[str]) -> ReadExport:
    """A mail of somebody else is a question where the creator replied to it. Quoted mail and signatures are left out.

    Raises Invalid `unreadable_document`.
    """
    if not _FROM_LINE.match(data):
        raise unreadable(name, "it is no mailbox in the format mbox")
    mails = list(_read_mails(data))
    by_id = {mail.id: mail for mail in mails if mail.id}
    names, answerers, found = fold_names(answered_by), Counter[str](), list[ReadQuestion | None]()
    for mail in mails:
        asked = next((by_id[each] for each in mail.answers if each in by_id), None)
        if asked is None or asked.address == mail.address:
            continue
        answerers[mail.address] += 1
        if is_one_of(names, mail.address, mail.name) and not is_one_of(names, asked.address, asked.name):
            question, answer = _read_own(asked), _ANSWER_ENDS.split(_read_own(mail), maxsplit=1)[0]
            found.append(make_question(make_key("mail", asked.id), question, answer, f"{asked.name} {asked.address.partition('@')[0]}"))
    return collect(found, answerers)


def _read_mails(data: bytes) -> Iterator[_Mail]:
    found = [(match.start(), match.end()) for match in islice(_FROM_LINE.finditer(data), MOST_MAILS)]
    for (_, start), (end, _) in zip(found, [*found[1:], (len(data), 0)], strict=True):
        raw = data[start : min(end, start + LONGEST_MAIL)].replace(b"\n>From ", b"\nFrom ")
        head = BytesParser(_class=EmailMessage, policy=policy.compat32).parsebytes(raw, headersonly=True)
        said, address = parseaddr(str(head.get("From") or ""))
        ids = [*_IDS.findall(str(head.get("In-Reply-To") or ""))[:1], *reversed(_IDS.findall(str(head.get("References") or ""))[-20:])]
        own = _IDS.search(str(head.get("Message-ID") or ""))
        yield _Mail(own[0] if own else "", tuple(ids), said, address.lower(), raw)


def _read_own(mail: _Mail) -> str:
    """What its writer wrote."""
    text, _ = read_mail(mail.data)
    text = text[:_LONGEST_BODY]
    start, end = find_own_lines(text)
    return text[start:end].strip()
