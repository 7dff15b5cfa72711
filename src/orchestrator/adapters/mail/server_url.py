"""Reading SMTP_URL and IMAP_URL: a mail server's address, with user and password."""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, unquote, urlsplit

from orchestrator.domain.errors import Invalid

PORTS = {"smtp": 25, "smtps": 465, "starttls": 587}
"""The schemes, each with its usual port. smtp: encrypted where the server offers it. smtps: from the first byte.
starttls: encrypted by STARTTLS, or not at all."""
INCOMING_PORTS = {"imap": 143, "imaps": 993}
"""imap: encrypted by STARTTLS, except to this machine itself. imaps: from the first byte."""
ESCAPES = "Write characters such as / # ? @ in a password as %2F %23 %3F %40"
INBOX = "INBOX"
"""The folder of every mailbox that mail arrives in."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """A mail server that takes mail for anybody."""

    scheme: str
    """One of PORTS."""
    host: str
    port: int
    user: str | None = None
    password: str | None = field(default=None, repr=False)

    @property
    def is_local(self) -> bool:
        return _is_local(self.host)


@dataclass(frozen=True, slots=True)
class IncomingServer:
    """A mail server that keeps a mailbox."""

    scheme: str
    """One of INCOMING_PORTS."""
    host: str
    port: int
    user: str
    password: str = field(repr=False)
    folder: str = INBOX

    @property
    def is_local(self) -> bool:
        return _is_local(self.host)


def read_server(url: str) -> MailServer:
    """Reads SMTP_URL. Raises Invalid `invalid_settings`; its text never repeats the address, which may hold a password."""
    parts, port = _split("SMTP_URL", url, PORTS)
    if parts.path not in ("", "/"):
        raise _invalid("SMTP_URL", f"nothing stands behind the port. {ESCAPES}")
    if (parts.username is None) != (parts.password is None):
        raise _invalid("SMTP_URL", "it has a user and a password, or neither")
    user, password = (unquote(each) if each is not None else None for each in (parts.username, parts.password))
    return MailServer(parts.scheme, parts.hostname or "", port, user, password)


def read_incoming_server(url: str) -> IncomingServer:
    """Reads IMAP_URL. Raises Invalid `invalid_settings`, as `read_server` does."""
    parts, port = _split("IMAP_URL", url, INCOMING_PORTS)
    if not parts.username or not parts.password:
        raise _invalid("IMAP_URL", "it has a user and a password")
    folder = unquote(parts.path.strip("/")) or INBOX
    return IncomingServer(parts.scheme, parts.hostname or "", port, unquote(parts.username), unquote(parts.password), folder)


def _split(name: str, url: str, ports: Mapping[str, int]) -> tuple[SplitResult, int]:
    """The parts of an address whose scheme is one of `ports`, and its port."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise _invalid(name, "it is no address") from None
    if parts.scheme not in ports:
        raise _invalid(name, f"it begins with one of {', '.join(f'{each}://' for each in ports)}")
    if not parts.hostname or any(character.isspace() or ord(character) < 32 for character in url):
        raise _invalid(name, "it has no host")
    if parts.query or parts.fragment:
        raise _invalid(name, f"it has no ? and no #. {ESCAPES}")
    return parts, port or ports[parts.scheme]


def _is_local(host: str) -> bool:
    """Whether a server runs on this machine, so that nobody can listen on the way."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _invalid(name: str, why: str) -> Invalid:
    return Invalid("invalid_settings", f"{name} cannot be read: {why}.")
