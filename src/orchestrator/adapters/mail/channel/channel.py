"""Mail as a channel. Nobody posts to us: the mailbox is looked at, and what is in it is marked as read once it is kept."""

import asyncio
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime

from orchestrator.adapters.mail.channel.mailbox import AgentMailbox, Beginning, RawMail
from orchestrator.adapters.mail.channel.sending import Sender
from orchestrator.adapters.mail.channel.servers import Accounts, make_connect, read_accounts
from orchestrator.adapters.mail.channel.writing import Render, Writer
from orchestrator.adapters.mail.imap_session import DEADLINE_S, connect_anywhere
from orchestrator.adapters.mail.reports import read_report
from orchestrator.adapters.mail.server_url import MailServer
from orchestrator.domain.channels.events import InboundEvent, Outgoing
from orchestrator.domain.channels.kinds import ChannelKind
from orchestrator.domain.channels.mail.letters import ReadLetter
from orchestrator.domain.channels.mail.sorting import ADDRESS, make_event
from orchestrator.domain.errors import Forbidden, Invalid, Kind, NotFound, OrchestratorError, Unauthenticated
from orchestrator.ports.channels import Connected, Connection, Fetched, InboundReply, InboundRequest
from orchestrator.ports.letters import LetterReader

REPORT_BYTES = 131_072


class EmailChannel:
    """A PulledChannel. A thread of mails of one address is one thread."""

    def __init__(
        self, reader: LetterReader, writer: tuple[Render, Render], house: MailServer | None, allow_private: bool = False,
        deadline_s: float = DEADLINE_S,
    ) -> None:  # fmt: skip
        """`writer` makes (plain text, HTML) of Markdown; `house` sends the mails of channels that name no server of their own."""
        self._reader, self._writer, self._house, self._deadline_s = reader, Writer(*writer), house, deadline_s
        self._connect = make_connect(allow_private)
        self._sender = Sender(self._connect, connect_anywhere, deadline_s)

    @property
    def kind(self) -> ChannelKind:
        return ChannelKind.email

    async def connect(self, connection: Connection, inbound_url: str) -> Connected:
        """Where the same mailbox is connected again, it is read from where it was connected first: what came meanwhile is not lost."""
        accounts = read_accounts(connection, self._house)
        mailbox = self._mailbox(accounts)
        try:
            beginning = await mailbox.begin(datetime.now(UTC))
            await self._sender.check(accounts)
        except Forbidden as error:
            raise Invalid("channel_refused", error.detail, **error.fields) from None
        if connection.settings.get("mailbox") == mailbox.name:
            beginning = _read_beginning(connection)
        found = {"validity": str(beginning.validity), "first": str(beginning.first), "day": beginning.day, "mailbox": mailbox.name}
        return Connected(accounts.own.address, found)

    async def disconnect(self, connection: Connection) -> None:
        """Nothing: the mailbox keeps what arrives."""

    def receive(self, connection: Connection, request: InboundRequest) -> InboundReply:
        raise Unauthenticated("bad_signature", "Nothing is posted to a channel of this kind: its mailbox is read.")

    async def fetch(self, connection: Connection) -> Fetched:
        accounts = read_accounts(connection, self._house)
        raw = await self._mailbox(accounts).fetch(_read_beginning(connection))
        events, receipts = list[InboundEvent](), list[str]()
        for mail in raw.mails:
            receipt = f"{raw.validity}:{mail.uid}"
            letter = await self._read(mail)
            if letter is None:
                continue  # it stays unread, and is looked at again
            if mail.data:  # deleted meanwhile
                events.append(make_event(letter, accounts.own, f"{connection.id} {receipt}"))
            receipts.append(receipt)
        return Fetched(tuple(events), tuple(receipts), raw.is_all)

    async def acknowledge(self, connection: Connection, fetched: Fetched) -> None:
        uids = defaultdict[int, list[int]](list)
        for each in fetched.receipts:
            validity, _, uid = each.partition(":")
            uids[int(validity)].append(int(uid))
        mailbox = self._mailbox(read_accounts(connection, self._house))
        for number, found in uids.items():
            await mailbox.mark_read(number, found)

    async def send(self, connection: Connection, thread: str, message: Outgoing, handle: str = "") -> str:
        accounts = read_accounts(connection, self._house)
        recipient = thread.partition(" ")[2]
        if not ADDRESS.fullmatch(recipient):
            raise NotFound("thread_gone", "This thread has no address to write to.")
        own = accounts.own
        mail = self._writer.write(own.address, own.secret, accounts.has_plus, thread, message, handle, datetime.now(UTC))
        await self._sender.send(accounts, recipient, mail)
        return str(mail["Message-ID"])

    async def edit(self, connection: Connection, thread: str, message: str, changed: Outgoing, handle: str = "") -> None:
        """Nothing: a mail that left stays as it is."""

    async def close(self) -> None:
        """Nothing is kept open."""

    def _mailbox(self, accounts: Accounts) -> AgentMailbox:
        return AgentMailbox(accounts.incoming, self._connect, self._deadline_s)

    async def _read(self, mail: RawMail) -> ReadLetter | None:
        """None where another try may help."""
        try:
            letter = await self._reader.read_letter(mail.data, mail.is_cut)
        except OrchestratorError as error:
            return None if error.kind is Kind.unavailable else ReadLetter(is_broken=True)
        if letter.content_type != "multipart/report":
            return letter
        return replace(letter, report=await asyncio.to_thread(read_report, mail.data[:REPORT_BYTES]))


def _read_beginning(connection: Connection) -> Beginning:
    settings = connection.settings
    return Beginning(int(settings.get("validity", "0")), int(settings.get("first", "1")), settings.get("day", "1-Jan-2000"))
