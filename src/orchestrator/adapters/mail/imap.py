"""Reading a mailbox by IMAP. The library blocks, so it runs in a thread, whose connection is cut at a deadline."""

import asyncio
import imaplib
import ssl
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from socket import SHUT_RDWR, socket
from typing import TypeVar

from imap_tools import BaseMailBox, ImapToolsError

from orchestrator.adapters.mail.reports import is_report, read_report
from orchestrator.adapters.mail.server_url import IncomingServer
from orchestrator.domain.errors import Unavailable
from orchestrator.domain.notifying.mail.bounces import DeliveryReport
from orchestrator.ports.incoming_mail import IncomingMail, MailboxPosition, NewMail

DEADLINE_S = 60.0
"""Longest time from connecting to the last word, however the server drips."""
STEP_S = 20.0
"""Longest wait for one piece of an answer."""
BATCH_MAILS = 100
MOST_BYTES = 131_072
"""Of one notification, from its beginning: what is said of the mail stands before the mail itself."""
MOST_HEADER_BYTES = 4_096
LARGEST_PIECE = 4 * MOST_BYTES
"""Bytes that the server may send at once, whatever it was asked."""
SEEN = r"(\Seen)"

FAULTS = (OSError, imaplib.IMAP4.error, ImapToolsError, ValueError)
"""What the libraries raise where the server is away, or does not speak as it should."""

Result = TypeVar("Result")


class ImapMailbox:
    """A `ports.incoming_mail.IncomingMailbox` that signs in for each batch."""

    def __init__(self, server: IncomingServer, deadline_s: float = DEADLINE_S) -> None:
        self._server, self._deadline_s = server, deadline_s

    @property
    def name(self) -> str:
        return f"{self._server.user}@{self._server.host}:{self._server.port}/{self._server.folder}"

    async def fetch_new(self, after: MailboxPosition | None) -> NewMail:
        return await self._run(True, lambda box: _fetch(box, after))

    async def mark_read(self, validity: int, uids: Collection[int]) -> None:
        def mark(box: BaseMailBox) -> None:
            # Not the library's own `flag`, which also expunges: what a person deleted there is theirs to restore.
            if uids and _read_validity(box) == validity:
                _check(box.client.uid("STORE", ",".join(map(str, sorted(uids))), "+FLAGS", SEEN))

        await self._run(False, mark)

    async def _run(self, only_reads: bool, work: Callable[[BaseMailBox], Result]) -> Result:
        line = _Line()
        try:
            async with asyncio.timeout(self._deadline_s):
                return await asyncio.to_thread(self._work, line, only_reads, work)
        except TimeoutError:
            raise self._unreachable("it took too long") from None
        except FAULTS as error:
            raise self._unreachable(_say(error)) from None
        finally:
            line.cut()

    def _work(self, line: "_Line", only_reads: bool, work: Callable[[BaseMailBox], Result]) -> Result:
        with self._open(line) as box:
            box.folder.set(self._server.folder, readonly=only_reads)
            return work(box)

    @contextmanager
    def _open(self, line: "_Line") -> Iterator[BaseMailBox]:
        server, box = self._server, _Box(self._server, line)
        try:
            if server.scheme == "imap" and not server.is_local:
                _check(box.client.starttls(ssl.create_default_context()))
                line.take(box.client.sock)
            self._sign_in(box)
            yield box
        finally:
            with suppress(*FAULTS):
                box.logout()
            # Where the goodbye failed, the library leaves its connection open.
            with suppress(*FAULTS):
                box.client.shutdown()

    def _sign_in(self, box: BaseMailBox) -> None:
        try:
            box.login(self._server.user, self._server.password, initial_folder=None)
        except imaplib.IMAP4.abort:
            raise
        # Their words may repeat what was sent.
        except (ImapToolsError, imaplib.IMAP4.error, ValueError):
            raise self._unreachable("the server did not accept the user or password of IMAP_URL") from None

    def _unreachable(self, why: str) -> Unavailable:
        return Unavailable("mailbox_unreachable", f"The mailbox at {self._server.host}:{self._server.port} cannot be read: {why}.")


class _Line:
    """The connection of one session, which another thread may cut at any time."""

    def __init__(self) -> None:
        self._lock, self._sockets, self._is_cut = threading.Lock(), list[socket](), False

    def take(self, opened: socket) -> None:
        """Raises OSError where the session has ended already."""
        with self._lock:
            self._sockets.append(opened)
            if self._is_cut:
                opened.close()
                raise OSError("the session has ended")

    def cut(self) -> None:
        with self._lock:
            self._is_cut = True
            for each in self._sockets:
                with suppress(OSError):
                    each.shutdown(SHUT_RDWR)


class _Box(BaseMailBox):
    """The library's mailbox over a connection that can be cut before the server's first word."""

    def __init__(self, server: IncomingServer, line: _Line) -> None:
        self._server, self._line = server, line
        super().__init__()

    def _get_mailbox_client(self) -> imaplib.IMAP4:
        server = self._server
        if server.scheme == "imaps":
            # Without a context of ours, the library checks no certificate.
            return _encrypted(self._line)(server.host, server.port, ssl_context=ssl.create_default_context(), timeout=STEP_S)
        return _plain(self._line)(server.host, server.port, timeout=STEP_S)


class _Bounded(imaplib.IMAP4):
    """A client that takes no piece larger than it can keep."""

    def read(self, size: int) -> bytes:
        if size > LARGEST_PIECE:
            raise self.abort(f"the server sent a piece of {size} bytes")
        return super().read(size)


def _plain(line: _Line) -> type[_Bounded]:
    class Plain(_Bounded):
        def open(self, host: str = "", port: int = 143, timeout: float | None = None) -> None:
            super().open(host, port, timeout)
            line.take(self.sock)

    return Plain


def _encrypted(line: _Line) -> "type[imaplib.IMAP4_SSL]":
    class Encrypted(_Bounded, imaplib.IMAP4_SSL):
        def open(self, host: str = "", port: int | None = 993, timeout: float | None = None) -> None:
            super().open(host, port, timeout)
            line.take(self.sock)

    return Encrypted


def _fetch(box: BaseMailBox, after: MailboxPosition | None) -> NewMail:
    validity = _read_validity(box)
    last = after.last_uid if after is not None and after.validity == validity else 0
    # A range up to `*` always holds the last message, also where it is older than the range's beginning.
    uids = sorted(uid for uid in map(int, box.uids(f"UID {last + 1}:*")) if uid > last)
    batch = uids[:BATCH_MAILS]
    mails = tuple(IncomingMail(uid, _read(box, uid)) for uid in batch)
    return NewMail(mails, MailboxPosition(validity, batch[-1] if batch else last), len(batch) == len(uids))


def _read(box: BaseMailBox, uid: int) -> DeliveryReport | None:
    """None for a message that is no readable notification, or that was deleted meanwhile."""
    headers = _fetch_piece(box, uid, f"BODY.PEEK[HEADER.FIELDS (CONTENT-TYPE)]<0.{MOST_HEADER_BYTES}>")
    return read_report(_fetch_piece(box, uid, f"BODY.PEEK[]<0.{MOST_BYTES}>")) if is_report(headers) else None


def _fetch_piece(box: BaseMailBox, uid: int, piece: str) -> bytes:
    """The bytes of a message, cut where the server sent more than was asked for; none where it has no such message."""
    data = _check(box.client.uid("FETCH", str(uid), f"({piece})"))
    return next((each[1][:MOST_BYTES] for each in data if isinstance(each, tuple)), b"")


def _read_validity(box: BaseMailBox) -> int:
    """Of the folder that was chosen last. Raises ValueError."""
    _, [said] = box.client.response("UIDVALIDITY")
    return int(said or b"")


def _check(answer: tuple[str, Sequence[object]]) -> Sequence[object]:
    status, data = answer
    if status != "OK":
        raise imaplib.IMAP4.error(f"the server answered {status}")
    return data


def _say(error: Exception) -> str:
    return " ".join(str(error).split())[:200].rstrip(".") or type(error).__name__
