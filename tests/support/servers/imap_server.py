"""A mailbox at a real IMAP server on the loopback, with the few commands that reading it needs; its faults are a test's to choose."""

import contextlib
import re
import socketserver
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

from support.servers.ports import free_port

USER, PASSWORD = "hello", "open sesame"
PIECE = re.compile(r"BODY(?:\.PEEK)?\[(?P<part>[^\]]*)\](?:<0\.(?P<size>\d+)>)?", re.IGNORECASE)
CONTENT_TYPE = re.compile(rb"^content-type:[^\n]*\n(?:[ \t][^\n]*\n)*", re.IGNORECASE | re.MULTILINE)


@dataclass
class Stored:
    uid: int
    data: bytes
    flags: set[str] = field(default_factory=set)


@dataclass
class ImapServer:
    """One mailbox, INBOX. It knows the user and password of this module."""

    port: int
    tls: ssl.SSLContext | None = None
    validity: int = 7
    messages: list[Stored] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    """The commands, without the password."""
    hangs_at: str = ""
    """The command that gets no answer; 'GREETING' for a server that never says a word."""
    drips: bool = False
    """Whether the greeting comes one byte at a time, for ever."""
    dies_at: str = ""
    """The command at which the connection is lost."""
    refuses_at: str = ""
    """The command that is answered with NO."""
    garbage_at: str = ""
    """The command that is answered with bytes that are no IMAP."""
    password: str = PASSWORD
    refuses_sign_in: str = ""
    """The code of RFC 5530 with which nobody may sign in."""
    ignores_sizes: bool = False
    """Whether it sends whole messages where only their beginnings were asked for."""
    last_uid: int = 0
    ending: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"{'imaps' if self.tls else 'imap'}://{USER}:{PASSWORD.replace(' ', '%20')}@127.0.0.1:{self.port}"

    def receive(self, data: bytes, *flags: str) -> Stored:
        """A message that arrives."""
        self.last_uid += 1
        stored = Stored(self.last_uid, data, set(flags))
        self.messages.append(stored)
        return stored

    def seen(self) -> list[int]:
        return [each.uid for each in self.messages if "\\Seen" in each.flags]


class _Session(socketserver.StreamRequestHandler):
    server: "_Server"
    wbufsize, disable_nagle_algorithm = -1, True

    def setup(self) -> None:
        if self.server.mailbox.tls is not None:
            self.request = self.server.mailbox.tls.wrap_socket(self.request, server_side=True)
        super().setup()

    def finish(self) -> None:
        with contextlib.suppress(OSError):
            super().finish()
        self.request.close()

    def handle(self) -> None:
        with contextlib.suppress(OSError):
            self._talk(self.server.mailbox)

    def _talk(self, mailbox: ImapServer) -> None:
        if mailbox.hangs_at == "GREETING":
            mailbox.ending.wait(60)
        while mailbox.drips and not mailbox.ending.wait(0.05):
            self.wfile.write(b"*")
            self.wfile.flush()
        self.wfile.write(b"* OK ready\r\n")
        self.wfile.flush()
        while line := self.rfile.readline().decode():
            tag, _, rest = line.strip().partition(" ")
            words = rest.split(" ")
            name = " ".join(words[:2]).upper() if words[0].upper() == "UID" else words[0].upper()
            mailbox.said.append("LOGIN" if name == "LOGIN" else rest)
            if name == mailbox.dies_at:
                return
            if name == mailbox.hangs_at:
                mailbox.ending.wait(60)
            if name == mailbox.garbage_at:
                self.wfile.write(b"\xff\x00* nonsense {12\r\n" * 3)
                return
            said = "NO not now" if name == mailbox.refuses_at else self._answer(mailbox, name, words, rest)
            self.wfile.write(f"{tag} {said}\r\n".encode())
            self.wfile.flush()
            if name == "LOGOUT":
                return

    def _answer(self, mailbox: ImapServer, name: str, words: list[str], rest: str) -> str:
        match name:
            case "CAPABILITY":
                self.wfile.write(b"* CAPABILITY IMAP4rev1\r\n")
            case "LOGIN":
                if mailbox.refuses_sign_in:
                    return f"NO [{mailbox.refuses_sign_in}] not now"
                if rest != f'LOGIN "{USER}" "{mailbox.password}"':
                    return f"NO [AUTHENTICATIONFAILED] {rest}"
            case "SELECT" | "EXAMINE":
                mode = "READ-ONLY" if name == "EXAMINE" else "READ-WRITE"
                lines = f"* {len(mailbox.messages)} EXISTS\r\n* OK [UIDVALIDITY {mailbox.validity}] valid\r\n"
                self.wfile.write(lines.encode())
                return f"OK [{mode}] done"
            case "UID SEARCH":
                first = int(re.search(r"UID (\d+):\*", rest)[1])  # type: ignore[index]  # a test that asks for something else fails here
                unread = {each.uid for each in mailbox.messages if "\\Seen" not in each.flags}
                found = [uid for uid in self._from(mailbox, first) if "UNSEEN" not in rest or uid in unread]
                self.wfile.write(f"* SEARCH {' '.join(map(str, found))}\r\n".encode())
            case "UID FETCH":
                self._send(mailbox, int(words[2]), rest)
            case "UID STORE":
                uids = set(map(int, words[2].split(",")))
                for each in mailbox.messages:
                    if each.uid in uids:
                        each.flags |= set(rest.partition("(")[2].rstrip(")").split())
            case "EXPUNGE":
                mailbox.messages = [each for each in mailbox.messages if "\\Deleted" not in each.flags]
            case "LOGOUT":
                self.wfile.write(b"* BYE\r\n")
            case _:
                return "BAD unknown"
        return "OK done"

    def _from(self, mailbox: ImapServer, first: int) -> list[int]:
        """As RFC 3501 has it: `*` is the last message, and a range may be written backwards."""
        last = max((each.uid for each in mailbox.messages), default=0)
        return [each.uid for each in mailbox.messages if min(first, last) <= each.uid]

    def _send(self, mailbox: ImapServer, uid: int, rest: str) -> None:
        asked = PIECE.search(rest)
        assert asked is not None, rest
        for number, each in enumerate(mailbox.messages, 1):
            if each.uid == uid:
                data = each.data
                if asked["part"]:
                    found = CONTENT_TYPE.search(each.data.partition(b"\r\n\r\n")[0] + b"\r\n")
                    data = (found.group() if found else b"") + b"\r\n"
                data = data[: int(asked["size"])] if asked["size"] and not mailbox.ignores_sizes else data
                if "PEEK" not in rest:
                    each.flags.add("\\Seen")
                head = f"* {number} FETCH (UID {uid} BODY[{asked['part']}]<0> {{{len(data)}}}\r\n"
                self.wfile.write(head.encode() + data + b")\r\n")


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address, daemon_threads, block_on_close = True, True, False

    def __init__(self, mailbox: ImapServer) -> None:
        self.mailbox = mailbox
        super().__init__(("127.0.0.1", mailbox.port), _Session)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that leaves in the middle, or speaks no TLS, is part of the tests."""


@contextlib.contextmanager
def imap_server(tls: ssl.SSLContext | None = None, port: int | None = None) -> Iterator[ImapServer]:
    """With `tls`, encrypted from the first byte."""
    mailbox = ImapServer(port or free_port(), tls)
    with served(mailbox):
        yield mailbox


@contextlib.contextmanager
def served(mailbox: ImapServer) -> Iterator[None]:
    """Runs a mailbox's server until the block ends; the messages stay."""
    with _Server(mailbox) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        try:
            yield
        finally:
            mailbox.ending.set()
            server.shutdown()
