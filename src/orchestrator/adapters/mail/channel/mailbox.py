"""The mailbox of an agent, read by IMAP: what nobody has read since the channel was connected."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from imap_tools import BaseMailBox

from orchestrator.adapters.mail.imap_session import (
    DEADLINE_S,
    AwayError,
    Connect,
    FolderError,
    ImapSessions,
    SignInError,
    check,
    fetch_piece,
    read_validity,
)
from orchestrator.adapters.mail.server_url import IncomingServer
from orchestrator.domain.errors import Forbidden, Invalid, OrchestratorError, Unavailable

BATCH_MAILS = 20
BATCH_BYTES = 8_000_000
MOST_BYTES = 1_000_000
"""Of one mail, from its beginning: what somebody wrote stands before the files."""
LARGEST_PIECE = 4_000_000
SEEN = r"(\Seen)"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Beginning:
    """From where on a mailbox is the agent's to answer. What was there before stays as it is."""

    validity: int
    """The UIDVALIDITY of the mailbox; with another one, `first` says nothing."""
    first: int
    """The first UID."""
    day: str
    """As IMAP writes days, such as 29-Nov-2026."""


@dataclass(frozen=True, slots=True)
class RawMail:
    uid: int
    data: bytes
    is_cut: bool


@dataclass(frozen=True, slots=True)
class RawMails:
    validity: int
    mails: tuple[RawMail, ...]
    is_all: bool


class AgentMailbox:
    """One mailbox. Each method signs in, ends within a deadline, and raises Forbidden `needs_token`, Invalid `channel_refused` or
    Unavailable `channel_unreachable`."""

    def __init__(self, server: IncomingServer, connect: Connect, deadline_s: float = DEADLINE_S) -> None:
        self._server, self._sessions = server, ImapSessions(server, LARGEST_PIECE, deadline_s, connect)

    @property
    def name(self) -> str:
        return f"{self._server.user}@{self._server.host}:{self._server.port}/{self._server.folder}"

    async def begin(self, now: datetime) -> Beginning:
        """The end of the mailbox as it is, which has to allow marking mails as read."""
        day = f"{now.day}-{MONTHS[now.month - 1]}-{now.year}"
        return await self._run(False, lambda box: Beginning(read_validity(box), _read_next(box), day))

    async def fetch(self, beginning: Beginning) -> RawMails:
        """Unread mails, oldest first; they stay unread."""
        return await self._run(True, lambda box: _fetch(box, beginning))

    async def mark_read(self, validity: int, uids: Collection[int]) -> None:
        """Nothing where the mailbox counts anew meanwhile."""

        def mark(box: BaseMailBox) -> None:
            # Not the library's own `flag`, which also expunges.
            if read_validity(box) == validity:
                check(box.client.uid("STORE", ",".join(map(str, sorted(uids))), "+FLAGS", SEEN))

        if uids:
            await self._run(False, mark)

    async def _run(self, only_reads: bool, work: Callable[[BaseMailBox], Result]) -> Result:
        try:
            return await self._sessions.run(only_reads, work)
        except SignInError:
            raise needs_token("reading", "password") from None
        except FolderError as error:
            raise Invalid("channel_refused", f"The mail server refused: {error}.", field="folder") from None
        except AwayError as error:
            raise self._unreachable(str(error)) from None

    def _unreachable(self, why: str) -> OrchestratorError:
        return Unavailable("channel_unreachable", f"The mailbox at {self._server.host}:{self._server.port} cannot be read: {why}.")


def needs_token(what: str, field: str) -> Forbidden:
    detail = f"The mail server for {what} does not accept the user or password. Give the channel the right ones."
    return Forbidden("needs_token", detail, field=field)


def _read_next(box: BaseMailBox) -> int:
    """The UID that the next mail will have at least."""
    return max(map(int, box.uids("UID 1:*")), default=0) + 1


def _fetch(box: BaseMailBox, beginning: Beginning) -> RawMails:
    validity = read_validity(box)
    # A mailbox that counts anew, such as after a move to another server, is told by its days: old mails stay as they are.
    is_same = validity == beginning.validity
    wanted = f"UID {beginning.first}:* UNSEEN" if is_same else f"UID 1:* UNSEEN SINCE {beginning.day}"
    uids = sorted(uid for uid in map(int, box.uids(wanted)) if not is_same or uid >= beginning.first)
    mails, total = list[RawMail](), 0
    for uid in uids[:BATCH_MAILS]:
        if total >= BATCH_BYTES:
            break
        data = fetch_piece(box, uid, f"BODY.PEEK[]<0.{MOST_BYTES}>", MOST_BYTES)
        total += len(data)
        mails.append(RawMail(uid, data, len(data) >= MOST_BYTES))
    return RawMails(validity, tuple(mails), len(mails) == len(uids))
