"""Reading the mailbox that answers to our mails come to. So far only delivery status notifications are read; a channel by mail
reads the other messages through this port, too."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from orchestrator.domain.notifying.mail.bounces import DeliveryReport


@dataclass(frozen=True, slots=True)
class MailboxPosition:
    """How far a mailbox was read. IMAP counts its messages upwards and never uses a number twice."""

    validity: int
    """The UIDVALIDITY of the mailbox: with another one, its numbers began anew."""
    last_uid: int
    """The number of the last message that was read; 0 for none."""


@dataclass(frozen=True, slots=True)
class IncomingMail:
    """One message of the mailbox."""

    uid: int
    report: DeliveryReport | None
    """None for everything but a readable delivery status notification: such a message is left as it is."""


@dataclass(frozen=True, slots=True)
class NewMail:
    """The messages after a position, oldest first."""

    mails: tuple[IncomingMail, ...]
    position: MailboxPosition
    """Behind the last of them."""
    is_all: bool
    """Whether none is left behind them."""


class IncomingMailbox(Protocol):
    """A mailbox at a mail server. Each method signs in, and ends within a deadline of its own."""

    @property
    def name(self) -> str:
        """Which mailbox it is, without secrets; another user or folder has another name."""
        ...

    async def fetch_new(self, after: MailboxPosition | None) -> NewMail:
        """Reads a batch of messages and changes nothing. With None, or where the mailbox counts anew, it begins with the
        oldest. Raises Unavailable `mailbox_unreachable`; its detail holds no secret."""
        ...

    async def mark_read(self, validity: int, uids: Collection[int]) -> None:
        """Marks messages as read for everybody who opens the mailbox; nothing where it counts anew meanwhile.

        Raises Unavailable `mailbox_unreachable`.
        """
        ...
