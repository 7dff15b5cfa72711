"""Sending mail from the house's own mailbox."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from orchestrator.domain.notifying.mail.letters import Letter


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one person."""

    id: UUID
    """Its Message-ID is made from this, so that a repetition can be recognised."""
    recipient: str
    """The bare address."""
    letter: Letter


class Mailer(Protocol):
    """Sends mail."""

    async def send(self, mail: Mail) -> None:
        """Hands a mail over, within a deadline of its own.

        Raises Unavailable `mail_failed` where another try may help; Invalid `mail_refused` where the recipient's
        address was refused for good, and `mail_rejected` where only this mail was. The detail of an error holds no secret.
        """
        ...

    async def forget(self, mails: Collection[UUID]) -> None:
        """Deletes what is kept here of mails that were sent. Raises Unavailable `mail_failed`."""
        ...

    @property
    def says(self) -> str:
        """Where mail goes, for an operator; without secrets."""
        ...
