"""Sending the mails of a channel by SMTP, with what the server says told as a channel's outcomes."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email.message import EmailMessage

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

from orchestrator.adapters.mail.channel.mailbox import needs_token
from orchestrator.adapters.mail.channel.servers import Accounts
from orchestrator.adapters.mail.imap_session import Connect
from orchestrator.adapters.mail.smtp import DEADLINE_S, FIRST_FINAL, STEP_S, say_reply, sign_in
from orchestrator.domain.errors import Invalid, NotFound, OrchestratorError, Unavailable


class Sender:
    """Connects for each mail."""

    def __init__(self, connect: Connect, connect_house: Connect, deadline_s: float = DEADLINE_S) -> None:
        self._connect, self._connect_house, self._deadline_s = connect, connect_house, deadline_s

    async def check(self, accounts: Accounts) -> None:
        """Signs in, and sends nothing. Raises as `send`."""
        async with self._signed_in(accounts):
            pass

    async def send(self, accounts: Accounts, recipient: str, mail: EmailMessage) -> None:
        """Raises the errors of `Channel.send`."""
        async with self._signed_in(accounts) as client:
            # Not `send_message`, which would fold long Message-IDs.
            await client.sendmail(accounts.own.address, [recipient], mail.as_bytes())

    @asynccontextmanager
    async def _signed_in(self, accounts: Accounts) -> AsyncIterator[aiosmtplib.SMTP]:
        client: aiosmtplib.SMTP | None = None
        try:
            async with asyncio.timeout(self._deadline_s):
                client = await self._open(accounts)
                await sign_in(client, accounts.outgoing)
                yield client
        except TimeoutError:
            raise _unreachable("it took too long") from None
        except SMTPException as error:
            raise _read(error, accounts.is_house) from None
        except (OSError, ssl.SSLError) as error:
            raise _unreachable(say_reply(error)) from None
        except Unavailable as error:
            raise Unavailable("channel_unreachable", error.detail) from None
        finally:
            if client is not None:
                client.close()

    async def _open(self, accounts: Accounts) -> aiosmtplib.SMTP:
        server = accounts.outgoing
        connect = self._connect_house if accounts.is_house else self._connect
        opened = await asyncio.to_thread(connect, server.host, server.port, STEP_S)
        opened.setblocking(False)
        return aiosmtplib.SMTP(
            hostname=server.host, port=None, sock=opened, timeout=min(STEP_S, self._deadline_s), use_tls=server.scheme == "smtps",
            start_tls=False, local_hostname=accounts.own.address.rpartition("@")[2],
        )  # fmt: skip


def _read(error: SMTPException, is_house: bool) -> OrchestratorError:
    match error:
        case SMTPRecipientsRefused():
            return _read(error.recipients[0], is_house)
        case SMTPRecipientRefused() if error.code >= FIRST_FINAL:
            return NotFound("thread_gone", f"The mail server refused the address: {say_reply(error)}")
        case SMTPNotSupported():
            return NotFound("thread_gone", f"The mail server cannot send to such an address: {say_reply(error)}")
        # Its words may repeat what was sent.
        case SMTPAuthenticationError() if is_house:
            return _unreachable("it does not accept this installation's user or password")
        case SMTPAuthenticationError() if error.code >= FIRST_FINAL:
            return needs_token("sending", "smtp_password")
        case SMTPAuthenticationError():
            return _unreachable("it lets nobody sign in just now")
        case SMTPDataError() if error.code >= FIRST_FINAL:
            return Invalid("channel_refused", f"The mail server rejected the mail: {say_reply(error)}", reason=say_reply(error))
        case SMTPResponseException():
            return _unreachable(say_reply(error))
        case _:
            return _unreachable(say_reply(error))


def _unreachable(why: str) -> Unavailable:
    return Unavailable("channel_unreachable", f"The mail server for sending cannot be reached or failed: {why}.")
