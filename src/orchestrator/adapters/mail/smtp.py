"""Sending mail by a mail server."""

import asyncio
import re
import ssl
from collections.abc import Collection
from email.headerregistry import Address
from uuid import UUID

import aiosmtplib
from aiosmtplib import (
    SMTPAuthenticationError,
    SMTPDataError,
    SMTPException,
    SMTPNotSupported,
    SMTPRecipientRefused,
    SMTPRecipientsRefused,
    SMTPResponseException,
)

from orchestrator.adapters.mail.composing import compose
from orchestrator.adapters.mail.server_url import MailServer
from orchestrator.domain.errors import Invalid, OrchestratorError, Unavailable
from orchestrator.ports.mail import Mail
from orchestrator.ports.system import Clock

DEADLINE_S = 60.0
"""Longest time of one mail, from connecting to the server's last word, however it drips."""
STEP_S = 20.0
"""Longest wait for one reply of the server."""
LONGEST_REPLY = 300
"""Characters of the server's words that are kept."""
FIRST_FINAL = 500
"""Replies from this code on are final; those below, from 400 on, ask to try again."""


class SmtpMailer:
    """A `ports.mail.Mailer` that connects for each mail."""

    def __init__(self, server: MailServer, sender: Address, clock: Clock, deadline_s: float = DEADLINE_S) -> None:
        self._server, self._sender, self._clock, self._deadline_s = server, sender, clock, deadline_s

    @property
    def says(self) -> str:
        return f"by the mail server {self._server.host}:{self._server.port}"

    async def forget(self, mails: Collection[UUID]) -> None:
        """Nothing is kept."""

    async def send(self, mail: Mail) -> None:
        message = compose(mail, self._sender, self._clock)
        client = aiosmtplib.SMTP(
            hostname=self._server.host, port=self._server.port, timeout=min(STEP_S, self._deadline_s),
            use_tls=self._server.scheme == "smtps", start_tls=False, local_hostname=self._sender.domain,
        )  # fmt: skip
        try:
            async with asyncio.timeout(self._deadline_s):
                await sign_in(client, self._server)
                await client.send_message(message, sender=self._sender.addr_spec, recipients=[mail.recipient])
        except TimeoutError:
            raise Unavailable("mail_failed", "The mail server took too long.") from None
        except SMTPException as error:
            raise _read(error) from None
        except (OSError, ssl.SSLError) as error:
            raise Unavailable("mail_failed", f"The mail server cannot be reached: {say_reply(error)}") from None
        finally:
            # What was sent is sent: the server's goodbye is not waited for.
            client.close()


async def sign_in(client: aiosmtplib.SMTP, server: MailServer) -> None:
    """Connects, encrypts as the address of the server says, and signs in.

    Raises Unavailable `mail_failed` where a password would have to be sent in clear text over a network, and what the library raises.
    """
    await client.connect()
    await client.ehlo()
    if server.scheme == "starttls" or (server.scheme == "smtp" and not server.is_local and client.supports_extension("starttls")):
        await client.starttls()
    if server.user is None or server.password is None:
        return
    if not (client.get_transport_info("sslcontext") or server.is_local):
        raise Unavailable("mail_failed", "The mail server offers no encryption, so the password was not sent to it.")
    await client.login(server.user, server.password)


def _read(error: SMTPException) -> OrchestratorError:
    """What a fault of the mail server means for the mail."""
    match error:
        case SMTPRecipientsRefused():
            return _read(error.recipients[0])
        case SMTPRecipientRefused() if error.code >= FIRST_FINAL:
            return Invalid("mail_refused", f"The mail server refused the address: {say_reply(error)}")
        case SMTPDataError() if error.code >= FIRST_FINAL:
            return Invalid("mail_rejected", f"The mail server rejected the mail: {say_reply(error)}")
        case SMTPNotSupported():
            return Invalid("mail_rejected", f"The mail server cannot send to such an address: {say_reply(error)}")
        # Its words may repeat what was sent.
        case SMTPAuthenticationError():
            return Unavailable("mail_failed", f"The mail server did not accept the user or password of SMTP_URL ({error.code}).")
        case _:
            return Unavailable("mail_failed", f"The mail server failed: {say_reply(error)}")


def say_reply(error: Exception) -> str:
    """The server's words, short and on one line."""
    said = f"{error.code} {error.message}" if isinstance(error, SMTPResponseException) else str(error)
    return re.sub(r"\s+", " ", said)[:LONGEST_REPLY].strip() or type(error).__name__
