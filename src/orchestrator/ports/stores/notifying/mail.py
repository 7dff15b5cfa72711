"""The store of mail: its outbox, the news for askers, settings, links that work once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from orchestrator.domain.notifying.mail.digest import WaitingGroup
from orchestrator.domain.notifying.mail.kinds import MailKind, MailSettings, Sent
from orchestrator.domain.notifying.mail.letters import NewsContent
from orchestrator.domain.notifying.mail.news import WaitingNews
from orchestrator.ports.incoming_mail import MailboxPosition
from orchestrator.ports.stores.notifying.sendings import Failure


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing is mailed to an address any more."""

    address: str
    since: datetime
    reason: str
    """What the mail server said."""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A person as a receiver of mail."""

    address: str
    handle: str
    is_confirmed: bool
    is_pending: bool
    """Whether the account waits for the confirmation of its address."""
    guest_of: str
    """The display name of the agent that a guest asks; '' for an account."""
    settings: MailSettings
    version: int
    """Counts the saves of the settings, from 1."""
    refusal: Refusal | None
    """None where the address is not known to be refused."""
    seen_at: datetime | None
    """When the app was last open; None for never."""
    lately: tuple[Sent, ...]
    """The mails of the last hour, to this address."""

    @property
    def is_refused(self) -> bool:
        return self.refusal is not None


@dataclass(frozen=True, slots=True)
class MailRow:
    """A mail with its state."""

    id: UUID
    kind: MailKind
    address: str
    status: str
    """'waiting', 'sent', 'failed' or 'dropped'."""
    attempts: int
    """Failures so far, >= 0."""
    last_error: str | None
    created_at: datetime
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class MailLink:
    """A link that was sent by mail."""

    person: UUID
    purpose: MailKind
    """Never one of OPTIONAL."""
    address: str
    """Where it was sent to."""
    is_used: bool
    is_expired: bool


@dataclass(frozen=True, slots=True)
class NamedAddress:
    """An address that somebody names as their own."""

    is_taken: bool
    """Whether an account has it that does not wait for its confirmation."""
    language: str
    """In which that account is written to, ISO 639-1; '' where there is none."""
    mails_lately: int
    """Other mails within the last hour that asked whether the address is somebody's."""


class Mails(Protocol):
    """The person's mail. Methods that concern nobody or everybody say so."""

    async def load_mailbox(self) -> Mailbox | None:
        """None where the account was deleted. Others who load it to change mail wait until the transaction ends."""
        ...

    async def set_origin(self, language: str, time_zone: str) -> None:
        """Sets what a new account's browser asks for."""
        ...

    async def save_settings(self, settings: MailSettings, expected_version: int | None) -> bool:
        """False where `expected_version` is not the current one; None stands for any.

        A new hour of the summary counts from today, where it is still to come.
        """
        ...

    async def mark_refused(self, address: str, reason: str) -> None: ...
    async def clear_refusal(self) -> None: ...

    async def insert(self, mail_id: UUID, kind: MailKind, address: str, retry_at: datetime, digest_on: date | None = None) -> bool:
        """Adds a mail to the outbox; `retry_at` is when its job counts as lost. False where that day has its summary."""
        ...

    async def claim(self, mail_id: UUID, until: datetime) -> MailRow | None:
        """A waiting mail that nobody else is sending, reserved until then; None otherwise."""
        ...

    async def finish(self, mail_id: UUID) -> None: ...
    async def drop(self, mail_id: UUID, reason: str) -> None:
        """Marks a mail as never to be sent."""
        ...

    async def fail(self, mail_id: UUID, failure: Failure) -> None: ...
    async def find_sender(self, mail_id: UUID) -> UUID | None:
        """The person for whom a mail was sent, of all people; None where no such mail was ever on its way."""
        ...

    async def bounce(self, mail_id: UUID, addresses: Sequence[str], reason: str) -> str | None:
        """Marks a mail as failed that another server sent back, and returns its address. None where it went to none of these
        addresses, or is known to have failed."""
        ...

    async def load_position(self, mailbox: str) -> MailboxPosition | None:
        """How far a mailbox was read; None where it never was."""
        ...

    async def save_position(self, mailbox: str, position: MailboxPosition) -> None:
        """Never moves back within one validity."""
        ...

    async def list_mails(self, limit: int) -> list[MailRow]:
        """Newest first."""
        ...

    async def lock_news(self) -> list[WaitingNews]:
        """The person's waiting news, locked until the transaction ends."""
        ...

    async def tell(self, mail_id: UUID, ids: Sequence[UUID]) -> None:
        """Puts news into a mail."""
        ...

    async def defer(self, later: Mapping[UUID, datetime]) -> None:
        """Sets when the given news are looked at again."""
        ...

    async def drop_news(self, ids: Sequence[UUID]) -> None: ...
    async def hurry_news(self) -> None:
        """Has waiting news looked at now, as an address was confirmed."""
        ...

    async def load_news(self, mail_id: UUID) -> list[NewsContent]:
        """What a mail tells, oldest first, as the person may see it."""
        ...

    async def begin_digest(self) -> date | None:
        """The local day of the person whose summary is due, noted as planned; None where none is due."""
        ...

    async def list_waiting_groups(self) -> list[WaitingGroup]:
        """The questions that wait for the person as a creator, those put off until tomorrow left out."""
        ...

    async def insert_link(self, secret_hash: bytes, purpose: MailKind, address: str, lifetime_s: int) -> None: ...
    async def find_link(self, secret_hash: bytes) -> MailLink | None:
        """Anybody's link."""
        ...

    async def use_link(self, secret_hash: bytes) -> bool:
        """Uses up the person's link, and all others of its purpose; False where it no longer works.

        Of links that undo a change of the address, earlier ones stay: they lead back further. Other links that open a guest's
        conversation stay, too: each came with another answer.
        """
        ...

    async def end_links(self, purpose: MailKind) -> None:
        """Uses up all links of a purpose."""
        ...

    async def find_address(self, address: str, mail_id: UUID) -> NamedAddress:
        """Anybody's address, to which this mail is to go. Other mails there wait until the transaction ends."""
        ...

    async def load_signing_key(self, purpose: str) -> bytes:
        """The key of this installation for a purpose, 32 bytes; made at its first use."""
        ...

    async def find_due(self, limit: int) -> list[tuple[str, dict[str, str]]]:
        """(task, arguments) for what is due of all people."""
        ...

    async def purge(self) -> None:
        """Deletes old mails, news and links of all people."""
        ...
