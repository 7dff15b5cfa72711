"""Reading SMTP_URL: smtp://, smtps:// or starttls://, with user and password."""

import ipaddress
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from orchestrator.domain.errors import Invalid

PORTS = {"smtp": 25, "smtps": 465, "starttls": 587}
"""The schemes, each with its usual port. smtp: encrypted where the server offers it. smtps: from the first byte.
starttls: encrypted by STARTTLS, or not at all."""


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
        """Whether it runs on this machine, so that nobody can listen on the way."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host.lower() == "localhost"


def read_server(url: str) -> MailServer:
    """Raises Invalid `invalid_settings`; its text never repeats the address, which may hold a password."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise _invalid("it is no address") from None
    if parts.scheme not in PORTS:
        raise _invalid("it begins with smtp://, smtps:// or starttls://")
    if not parts.hostname or any(character.isspace() or ord(character) < 32 for character in url):
        raise _invalid("it has no host")
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise _invalid("nothing stands behind the port. Write characters such as / # ? @ in a password as %2F %23 %3F %40")
    if (parts.username is None) != (parts.password is None):
        raise _invalid("it has a user and a password, or neither")
    user, password = (unquote(each) if each is not None else None for each in (parts.username, parts.password))
    return MailServer(parts.scheme, parts.hostname, port or PORTS[parts.scheme], user, password)


def _invalid(why: str) -> Invalid:
    return Invalid("invalid_settings", f"SMTP_URL cannot be read: {why}.")
