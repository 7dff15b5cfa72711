"""Reading the mailbox of MAIL_FROM by IMAP."""

from collections.abc import Callable, Collection
from typing import TypeVar

from imap_tools import BaseMailBox

from orchestrator.adapters.mail.imap_session import (
    DEADLINE_S,
    AwayError,
    FolderError,
    ImapSessions,
    SignInError,
    check,
    fetch_piece,
    read_validity,
)
from orchestrator.adapters.mail.reports import is_report, read_report
from orchestrator.adapters.mail.server_url import IncomingServer
from orchestrator.domain.errors import Unavailable
from orchestrator.domain.notifying.mail.bounces import DeliveryReport
from orchestrator.ports.incoming_mail import IncomingMail, MailboxPosition, NewMail

BATCH_MAILS = 100
MOST_BYTES = 131_072
"""Of one notification, from its beginning: what is said of the mail stands before the mail itself."""
MOST_HEADER_BYTES = 4_096
LARGEST_PIECE = 4 * MOST_BYTES
"""Bytes that the server may send at once, whatever it was asked."""
SEEN = r"(\Seen)"

Result = TypeVar("Result")


class ImapMailbox:
    """A `ports.incoming_mail.IncomingMailbox` that signs in for each batch."""

    def __init__(self, server: IncomingServer, deadline_s: float = DEADLINE_S) -> None:
        self._server, self._sessions = server, ImapSessions(server, LARGEST_PIECE, deadline_s)

    @property
    def name(self) -> str:
        return f"{self._server.user}@{self._server.host}:{self._server.port}/{self._server.folder}"

    async def fetch_new(self, after: MailboxPosition | None) -> NewMail:
        return await self._run(True, lambda box: _fetch(box, after))

    async def mark_read(self, validity: int, uids: Collection[int]) -> None:
        def mark(box: BaseMailBox) -> None:
            # Not the library's own `flag`, which also expunges: what a person deleted there is theirs to restore.
            if uids and read_validity(box) == validity:
                check(box.client.uid("STORE", ",".join(map(str, sorted(uids))), "+FLAGS", SEEN))

        await self._run(False, mark)

    async def _run(self, only_reads: bool, work: Callable[[BaseMailBox], Result]) -> Result:
        try:
            return await self._sessions.run(only_reads, work)
        except SignInError:
            raise self._unreachable("the server did not accept the user or password of IMAP_URL") from None
        except (AwayError, FolderError) as error:
            raise self._unreachable(str(error)) from None

    def _unreachable(self, why: str) -> Unavailable:
        return Unavailable("mailbox_unreachable", f"The mailbox at {self._server.host}:{self._server.port} cannot be read: {why}.")


def _fetch(box: BaseMailBox, after: MailboxPosition | None) -> NewMail:
    validity = read_validity(box)
    last = after.last_uid if after is not None and after.validity == validity else 0
    # A range up to `*` always holds the last message, also where it is older than the range's beginning.
    uids = sorted(uid for uid in map(int, box.uids(f"UID {last + 1}:*")) if uid > last)
    batch = uids[:BATCH_MAILS]
    mails = tuple(IncomingMail(uid, _read(box, uid)) for uid in batch)
    return NewMail(mails, MailboxPosition(validity, batch[-1] if batch else last), len(batch) == len(uids))


def _read(box: BaseMailBox, uid: int) -> DeliveryReport | None:
    """None for a message that is no readable notification, or that was deleted meanwhile."""
    headers = fetch_piece(box, uid, f"BODY.PEEK[HEADER.FIELDS (CONTENT-TYPE)]<0.{MOST_HEADER_BYTES}>", MOST_HEADER_BYTES)
    return read_report(fetch_piece(box, uid, f"BODY.PEEK[]<0.{MOST_BYTES}>", MOST_BYTES)) if is_report(headers) else None
