"""A message of the agent as a mail in its thread."""

import secrets
from collections.abc import Callable
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from orchestrator.domain.channels.events import Outgoing
from orchestrator.domain.channels.mail.machines import OURS
from orchestrator.domain.channels.mail.sorting import Handle, read_handle
from orchestrator.domain.channels.mail.threads import make_reply_address, make_token

LONGEST_SUBJECT = 200
# A long Message-ID on a line of its own: folded as words it would be another one to most mail programs.
LINES = SMTP.clone(max_line_length=998, cte_type="7bit")
NO_SUBJECT = "Your message"
PAGE = (
    '<!doctype html>\n<html><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"></head>\n'
    '<body style="font-family:system-ui,sans-serif; font-size:16px; line-height:1.5">'
    '<div dir="auto" style="max-width:640px; white-space:pre-wrap; overflow-wrap:anywhere">{}</div></body></html>\n'
)

Render = Callable[[str], str]


class Writer:
    """`render_plain` and `render_html` make plain text and a part of an HTML page of Markdown."""

    def __init__(self, render_plain: Render, render_html: Render) -> None:
        self._plain, self._html = render_plain, render_html

    def write(self, own: str, secret: str, has_plus: bool, thread: str, message: Outgoing, handle: str, now: datetime) -> EmailMessage:
        """The mail. `thread` is a thread's name and the address that it belongs to; nobody else gets the mail.

        Its Message-ID depends on the message's key alone, so that each repetition has the same.
        """
        name, _, recipient = thread.partition(" ")
        token, domain = make_token(secret, name, recipient), own.rpartition("@")[2]
        mail = EmailMessage(LINES)
        mail["From"] = Address(addr_spec=own)
        mail["To"] = Address(addr_spec=recipient)
        if has_plus:
            mail["Reply-To"] = Address(addr_spec=make_reply_address(own, token))
        mail["Date"] = format_datetime(now)
        mail["Message-ID"] = f"<{message.key or f'{secrets.token_hex(16)}-0'}.{token}@{domain}>"
        self._thread(mail, message, read_handle(handle))
        # No answering machine should answer it; RFC 3834, and what Exchange reads.
        mail["Auto-Submitted"] = "auto-generated" if message.subject else "auto-replied"
        mail["X-Auto-Response-Suppress"] = "OOF, AutoReply"
        mail[OURS] = "reply"
        mail.set_content(self._plain(message.text).strip() + "\n")
        mail.add_alternative(PAGE.format(self._html(message.text)), subtype="html")
        return mail

    def _thread(self, mail: EmailMessage, message: Outgoing, handle: Handle | None) -> None:
        """What begins a new subject begins a new thread of mails."""
        if message.subject or handle is None:
            mail["Subject"] = _one_line(message.subject) or NO_SUBJECT
            return
        subject = _one_line(handle.subject)
        mail["Subject"] = subject if subject.lower().startswith("re:") else f"Re: {subject or NO_SUBJECT}"
        answers = message.reply_to if message.reply_to.startswith("<") else handle.message_id
        earlier = [*handle.references, *([handle.message_id] if handle.message_id else []), *([answers] if answers else [])]
        if answers:
            mail["In-Reply-To"] = answers
            mail["References"] = " ".join(dict.fromkeys(earlier))


def _one_line(text: str) -> str:
    return " ".join(text.split())[:LONGEST_SUBJECT]
