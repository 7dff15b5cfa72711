"""A session with a mailbox by IMAP. The library blocks, so it runs in a thread, whose connection is cut at a deadline."""

import asyncio
import imaplib
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from socket import SHUT_RDWR, create_connection, socket
from typing import TypeVar

from imap_tools import BaseMailBox, ImapToolsError

from orchestrator.adapters.mail.server_url import IncomingServer

DEADLINE_S = 60.0
"""Longest time from connecting to the last word, however the server drips."""
STEP_S = 20.0
"""Longest wait for one piece of an answer."""
PASSING = ("UNAVAILABLE", "LIMIT", "INUSE", "SERVERBUG")
"""Codes of RFC 5530 of a server that refuses a sign-in for now, whatever the password."""

FAULTS = (OSError, imaplib.IMAP4.error, ImapToolsError, ValueError)
"""What the libraries raise where the server is away, or does not speak as it should."""

Result = TypeVar("Result")
Connect = Callable[[str, int, float | None], socket]
"""Opens a connection to (host, port), with a limit in seconds of each wait."""


class AwayError(Exception):
    """The server cannot be reached, or does not speak as it should; the words are for people and hold no secret."""


class SignInError(Exception):
    """The server did not accept the user or password."""


def connect_anywhere(host: str, port: int, timeout: float | None) -> socket:
    return create_connection((host, port), timeout)


class FolderError(Exception):
    """The server has no such folder, or does not open it."""


class ImapSessions:
    """Signs in for each piece of work."""

    def __init__(
        self, server: IncomingServer, largest_piece: int, deadline_s: float = DEADLINE_S, connect: Connect = connect_anywhere
    ) -> None:
        """`largest_piece`: bytes that the server may send at once, whatever it was asked."""
        self._server, self._largest, self._deadline_s, self._connect = server, largest_piece, deadline_s, connect

    async def run(self, only_reads: bool, work: Callable[[BaseMailBox], Result]) -> Result:
        """Does `work` in a thread, with the folder chosen. Raises AwayError, SignInError, FolderError."""
        line = _Line()
        try:
            async with asyncio.timeout(self._deadline_s):
                return await asyncio.to_thread(self._work, line, only_reads, work)
        except TimeoutError:
            raise AwayError("it took too long") from None
        except FAULTS as error:
            raise AwayError(say(error)) from None
        finally:
            line.cut()

    def _work(self, line: "_Line", only_reads: bool, work: Callable[[BaseMailBox], Result]) -> Result:
        with self._open(line) as box:
            try:
                box.folder.set(self._server.folder, readonly=only_reads)
            except ImapToolsError:
                raise FolderError(f"it has no folder {self._server.folder[:100]}, or does not open it") from None
            return work(box)

    @contextmanager
    def _open(self, line: "_Line") -> Iterator[BaseMailBox]:
        server, box = self._server, _Box(self._server, line, self._largest, self._connect)
        try:
            if server.scheme == "imap" and not server.is_local:
                check(box.client.starttls(ssl.create_default_context()))
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
        except (ImapToolsError, imaplib.IMAP4.error, ValueError) as error:
            if any(f"[{each}]" in str(error)[:1_000].upper() for each in PASSING):
                raise AwayError("the server lets nobody sign in just now") from None
            raise SignInError from None


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

    def __init__(self, server: IncomingServer, line: _Line, largest: int, connect: Connect) -> None:
        self._server, self._line, self._largest, self._connect = server, line, largest, connect
        super().__init__()

    def _get_mailbox_client(self) -> imaplib.IMAP4:
        server = self._server
        made = _make_client(self._line, self._largest, self._connect)
        if server.scheme == "imaps":
            return _encrypted(made, self._line)(server.host, server.port, timeout=STEP_S)
        return made(server.host, server.port, timeout=STEP_S)


def _make_client(line: _Line, largest: int, connect: Connect) -> type[imaplib.IMAP4]:
    class Client(imaplib.IMAP4):
        """Takes no piece larger than it can keep."""

        def _create_socket(self, timeout: float | None) -> socket:
            opened = connect(self.host, self.port, timeout)
            line.take(opened)
            return opened

        def read(self, size: int) -> bytes:
            if size > largest:
                raise self.abort(f"the server sent a piece of {size} bytes")
            return super().read(size)

    return Client


def _encrypted(client: type[imaplib.IMAP4], line: _Line) -> type[imaplib.IMAP4]:
    class Encrypted(client):  # type: ignore[valid-type, misc]  # a class that was just made
        """From the first byte."""

        def _create_socket(self, timeout: float | None) -> socket:
            # The connection is another object once it is encrypted, and may be cut in the middle of that.
            wrapped = ssl.create_default_context().wrap_socket(super()._create_socket(timeout), server_hostname=self.host)
            line.take(wrapped)
            return wrapped

    return Encrypted


def read_validity(box: BaseMailBox) -> int:
    """Of the folder that was chosen last. Raises ValueError."""
    _, [said] = box.client.response("UIDVALIDITY")
    return int(said or b"")


def fetch_piece(box: BaseMailBox, uid: int, piece: str, most: int) -> bytes:
    """At most `most` bytes of a message, cut where the server sent more than was asked for; none where it has no such message."""
    data = check(box.client.uid("FETCH", str(uid), f"({piece})"))
    return next((each[1][:most] for each in data if isinstance(each, tuple)), b"")


def check(answer: tuple[str, Sequence[object]]) -> Sequence[object]:
    status, data = answer
    if status != "OK":
        raise imaplib.IMAP4.error(f"the server answered {status}")
    return data


def say(error: Exception) -> str:
    return " ".join(str(error).split())[:200].rstrip(".") or type(error).__name__
