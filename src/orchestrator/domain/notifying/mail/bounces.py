"""What another mail server reports, hours later, about a mail that it did not deliver (RFC 3464)."""

import re
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

LONGEST_MESSAGE_ID = 998
"""Characters, the longest line of a mail."""
OUR_ID = re.compile(r"<([0-9a-f]{32})@[^@<>\s]+>")
STATUS = re.compile(r"([245])\.(\d{1,3})\.(\d{1,3})")
OF_THE_MAIL = frozenset({"2.3", "3.4"})
"""Codes of RFC 3463 without their class that blame the mail's size."""
OF_CONTENT = frozenset({"6", "7"})
"""Subjects of RFC 3463 that blame what the mail says or who sends it: its media, and the server's rules."""


class Fate(StrEnum):
    """What a report says of a mail."""

    refused = "refused"
    """It cannot be delivered to this address, now or later."""
    rejected = "rejected"
    """This mail is not taken; another one may be."""
    given_up = "given_up"
    """It could not be delivered for so long that the other server stopped trying."""
    open = "open"
    """It is delivered, or still tried."""


@dataclass(frozen=True, slots=True)
class ReportedRecipient:
    """One recipient's block of a delivery status notification."""

    addresses: tuple[str, ...]
    """Where the mail was sent to and where it ended, as bare addresses; at most two."""
    action: str
    """The word of RFC 3464, in small letters: 'failed', 'delayed', 'delivered', 'relayed' or 'expanded'."""
    status: str
    """Such as '5.1.1'."""
    said: str
    """The words of the server that refused; '' where it gave none."""


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """A delivery status notification."""

    message_ids: tuple[str, ...]
    """The Message-IDs that it names, with their angle brackets."""
    recipients: tuple[ReportedRecipient, ...]


def read_mail_id(message_id: str) -> UUID | None:
    """The id of our mail with this Message-ID; None where we make no such ones."""
    found = OUR_ID.fullmatch(message_id.strip()) if len(message_id) <= LONGEST_MESSAGE_ID else None
    return UUID(found[1]) if found else None


def read_fate(recipient: ReportedRecipient) -> Fate:
    """What the codes of RFC 3463 say. Only an address that does not take mail is refused, as in `Mailer.send`."""
    found = STATUS.match(recipient.status.strip()[:20])
    if recipient.action != "failed" or found is None or found[1] == "2":
        return Fate.open
    if found[1] == "4":
        return Fate.given_up
    return Fate.rejected if found[2] in OF_CONTENT or f"{found[2]}.{found[3]}" in OF_THE_MAIL else Fate.refused
