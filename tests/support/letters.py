"""Mails that people and machines write to an agent."""

from email.message import EmailMessage
from typing import Any

from orchestrator.adapters.channels.letters import render_letter
from orchestrator.adapters.channels.plain import render_plain
from orchestrator.adapters.mail.channel.channel import EmailChannel
from orchestrator.adapters.mail.server_url import MailServer as Outgoing
from orchestrator.adapters.reading.letters.letter import read_letter
from orchestrator.domain.channels.mail.letters import ReadLetter
from support.servers.imap_server import PASSWORD, USER, ImapServer
from support.servers.mail_server import MailServer

AGENT = "ask@lamps.example.org"
ADA = "ada@example.com"


def write_mail(text: str = "When is it open?", sender: str = f"Ada <{ADA}>", **headers: Any) -> bytes:
    """A mail to the agent; `in_reply_to="<1@x>"` is the header In-Reply-To, and None leaves one out."""
    given = {"from": sender, "to": AGENT, "subject": "Opening hours", "message_id": "<1@example.com>"} | headers
    mail = EmailMessage()
    for name, value in given.items():
        if value is not None:
            mail[name.replace("_", "-").title()] = value
    mail.set_content(text)
    return mail.as_bytes()


def reply_to(mail: EmailMessage, text: str, sender: str = ADA, **headers: Any) -> bytes:
    """What a mail program makes of an answer to one of the agent's mails."""
    quoted = "\n".join(f"> {line}" for line in str(mail.get_body(("plain",)).get_content()).splitlines())  # type: ignore[union-attr]  # ours have one
    given = {
        "to": str(mail["Reply-To"] or mail["From"]),
        "subject": f"Re: {mail['Subject']}",
        "in_reply_to": str(mail["Message-ID"]),
        "references": f"{mail['References'] or ''} {mail['Message-ID']}".strip(),
        "message_id": f"<{abs(hash((text, str(mail['Message-ID']))))}@example.com>",
    }
    return write_mail(f"{text}\n\nOn Mon, 3 Feb 2025 at 10:00, the agent <{AGENT}> wrote:\n{quoted}\n", sender, **given | headers)


class PlainLetters:
    """A LetterReader that reads in this process."""

    async def read_letter(self, data: bytes, is_cut: bool) -> ReadLetter:
        return read_letter(data, is_cut)


def make_channel(house: Outgoing | None = None, *, allow_private: bool = True, deadline_s: float = 20.0) -> EmailChannel:
    return EmailChannel(PlainLetters(), (render_plain, render_letter), house, allow_private, deadline_s)


def fill_in(imap: ImapServer, smtp: MailServer | None = None, /, **changes: str) -> dict[str, str]:
    """What an owner enters for the two servers."""
    sending = {"smtp": smtp.url} if smtp else {}
    return {"address": AGENT, "user": USER, "password": PASSWORD, "imap": f"imap://127.0.0.1:{imap.port}", **sending, **changes}
