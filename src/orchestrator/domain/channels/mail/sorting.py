"""From a mail to what happened: a message of somebody in a thread, a mail of ours that came back, or one that is not answered."""

import hashlib
import json
import re
from dataclasses import dataclass

from orchestrator.domain.channels.events import InboundEvent, InboundKind, SetAside
from orchestrator.domain.channels.mail import machines
from orchestrator.domain.channels.mail.letters import ReadLetter
from orchestrator.domain.channels.mail.threads import OUR_ID, find_tokens, name_thread, read_token
from orchestrator.domain.notifying.mail.bounces import Fate, read_fate

ADDRESS = re.compile(r"[^\s<>\"(),:;\\@\[\]\x7f-\U0010ffff]{1,64}@[^\s<>\"(),:;\\@\[\]\x7f-\U0010ffff]{1,190}")
MAX_ID_CHARACTERS = 200
MOST_REFERENCES = 8
UNSAFE = re.compile(r"[\s\x00-\x20]")


@dataclass(frozen=True, slots=True)
class OwnMailbox:
    """Whom the mails were written to."""

    address: str
    """In small letters."""
    secret: str
    """Signs tokens."""
    checked_by: str = ""
    """The name under which the receiving server tells how it checked the sender; '' believes nobody."""


@dataclass(frozen=True, slots=True)
class Handle:
    """What a reply to a mail needs of it; travels as text with the thread."""

    message_id: str
    subject: str
    references: tuple[str, ...]
    """Oldest first."""


def make_event(letter: ReadLetter, own: OwnMailbox, number: str) -> InboundEvent:
    """What the mail says happened. `number` is the mailbox's own of the mail, for one without a Message-ID."""
    sender = letter.senders[0][1] if len(letter.senders) == 1 else ""
    if letter.report is not None:
        returned = _read_return(letter, number)
        if returned is not None:
            return returned
    aside = _set_aside(letter, own, sender)
    event_id = f"mail {_digest(f'{sender} {letter.message_id}' if letter.message_id else number)}"
    shown = sender if ADDRESS.fullmatch(sender) and len(sender) <= MAX_ID_CHARACTERS else "?"
    token, proven = _find_thread(letter, own, shown)
    return InboundEvent(
        id=event_id,
        kind=InboundKind.message,
        sender=shown,
        sender_name=letter.senders[0][0] if letter.senders else "",
        thread=f"{token} {shown}",
        message=_short_id(letter.message_id) or f"#{_digest(number)}",
        text=letter.text if letter.text.strip() or letter.answers else letter.subject,
        reply_to=next((each for each in letter.answers if OUR_ID.fullmatch(each)), ""),
        handle=write_handle(Handle(letter.message_id, letter.subject, _references(letter))),
        is_proven=proven,
        unread=letter.attachments,
        is_cut=letter.is_cut,
        set_aside=aside,
    )


def write_handle(handle: Handle) -> str:
    return json.dumps([handle.message_id, handle.subject, list(handle.references)], ensure_ascii=False)


def read_handle(text: str) -> Handle | None:
    """None for '' and for whatever is none of ours."""
    try:
        message_id, subject, references = json.loads(text)
        return Handle(str(message_id), str(subject), tuple(map(str, references)))
    except (ValueError, TypeError, RecursionError):
        return None


def _set_aside(letter: ReadLetter, own: OwnMailbox, sender: str) -> SetAside | None:
    """Why it is not answered."""
    if machines.is_ours(letter, own.address):
        return SetAside.own
    if machines.is_of_machine(letter):
        return SetAside.machine
    if letter.is_broken or not ADDRESS.fullmatch(sender) or len(sender) > MAX_ID_CHARACTERS:
        return SetAside.unreadable
    checked = next((result for name, result in letter.authentication if name == own.checked_by.lower()), "")
    return SetAside.forged if own.checked_by and checked == "fail" else None


def _find_thread(letter: ReadLetter, own: OwnMailbox, sender: str) -> tuple[str, bool]:
    """(the thread, whether the mail bears a token that only the sender was given). Without one, the Message-ID that the mails of this
    sender began with names the thread: another sender's is another one."""
    tokens = find_tokens(own.address, letter.recipients, letter.answers)
    found = next((thread for each in tokens if (thread := read_token(own.secret, each, sender))), None)
    if found is not None:
        return found, True
    return name_thread(letter.root or letter.message_id or letter.subject, sender), False


def _read_return(letter: ReadLetter, number: str) -> InboundEvent | None:
    """A notification that a mail of ours cannot be delivered to its address, now or later; None for every other one."""
    assert letter.report is not None
    ours = next((each for each in letter.report.message_ids if OUR_ID.fullmatch(each)), None)
    refused = [each for each in letter.report.recipients if read_fate(each) is Fate.refused]
    if ours is None or not refused:
        return None
    address = refused[0].addresses[0].lower()[:MAX_ID_CHARACTERS]
    return InboundEvent(
        id=f"mail {_digest(f'{ours} {letter.message_id or number}')}",
        kind=InboundKind.returned,
        sender=address,
        sender_name="",
        thread="?",
        message=f"#{_digest(number)}",
        text=(refused[0].said or refused[0].status)[:MAX_ID_CHARACTERS],
        reply_to=ours[:MAX_ID_CHARACTERS],
    )


def _references(letter: ReadLetter) -> tuple[str, ...]:
    found = [letter.root, *reversed(letter.answers[: MOST_REFERENCES - 2])]
    return tuple(dict.fromkeys(each for each in found if _short_id(each)))


def _short_id(message_id: str) -> str:
    return message_id if 0 < len(message_id) <= MAX_ID_CHARACTERS and not UNSAFE.search(message_id) else ""


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:40]
