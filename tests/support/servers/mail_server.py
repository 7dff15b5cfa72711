"""A real mail server on the loopback, which answers at each step as a test says and keeps what it takes."""

import asyncio
import contextlib
import logging
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from support.servers.ports import free_port

TAKEN = "250 OK"


@dataclass
class MailServer:
    """Answers RCPT with `recipients`, DATA with `contents`, in order; the last of each is repeated."""

    port: int = 0
    recipients: list[str] = field(default_factory=lambda: [TAKEN])
    contents: list[str] = field(default_factory=lambda: [TAKEN])
    hangs: bool = False
    """Whether DATA is not answered for a minute, and the mail not taken."""
    ignored: str = ""
    """The recipient whose mails are not answered for a minute, and not taken."""
    unthanked: str = ""
    """The recipient whose mails are taken, and their sender not told so for a minute."""
    reached: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    """Released by each DATA that came."""
    got: list[EmailMessage] = field(default_factory=list)
    """The mails that were taken."""
    tried: list[str] = field(default_factory=list)
    """The recipients that were named, also those that were refused."""
    signed_in: list[tuple[bytes, bytes]] = field(default_factory=list)
    was_encrypted: list[bool] = field(default_factory=list)
    arrived: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        self.tried.append(address)
        said = self.recipients.pop(0) if len(self.recipients) > 1 else self.recipients[0]
        if said == TAKEN:
            envelope.rcpt_tos.append(address)
        return said

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.reached.release()
        if self.hangs or self.ignored in envelope.rcpt_tos:
            await asyncio.sleep(60)
            return "451 too late"
        said = self.contents.pop(0) if len(self.contents) > 1 else self.contents[0]
        if said == TAKEN:
            self.was_encrypted.append(session.ssl is not None)
            self.got.append(message_from_bytes(envelope.content, policy=WIRE))
            self.arrived.release()
        if self.unthanked in envelope.rcpt_tos:
            await asyncio.sleep(60)
        return said

    def sign_in(self, server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        self.signed_in.append((data.login, data.password))
        return AuthResult(success=data.password == b"open sesame", handled=False)

    def wait(self, timeout_s: float = 60) -> EmailMessage:
        """The next mail that comes, beginning with the first."""
        assert self.arrived.acquire(timeout=timeout_s), "no mail arrived"
        return self.got[-1]


@contextlib.contextmanager
def mail_server(tls: ssl.SSLContext | None = None, takes_passwords: bool = False, **answers: Any) -> Iterator[MailServer]:
    """With `tls`, it offers STARTTLS."""
    server = MailServer(port=free_port(), **answers)
    options: dict[str, Any] = {"tls_context": tls} if tls else {}
    if takes_passwords:
        options |= {"authenticator": server.sign_in, "auth_require_tls": False}
    # The server itself would log what it is sent.
    logging.getLogger("mail.log").setLevel(logging.ERROR)
    controller = Controller(server, hostname="127.0.0.1", port=server.port, **options)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()


def words_of(mail: EmailMessage, kind: str = "plain") -> str:
    """The text of a mail, or with `html` its other form."""
    body = mail.get_body((kind,))
    assert body is not None
    return str(body.get_content())
