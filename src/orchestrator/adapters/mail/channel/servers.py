"""The mail servers of a channel: what its owner filled in, and connections that lead nowhere private."""

import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from orchestrator.adapters.mail.server_url import INBOX, INCOMING_PORTS, PORTS, IncomingServer, MailServer
from orchestrator.domain.channels.mail.sorting import ADDRESS, OwnMailbox
from orchestrator.domain.channels.mail.threads import TOKEN_CHARACTERS
from orchestrator.domain.errors import Invalid
from orchestrator.domain.notifying.addresses import is_public
from orchestrator.ports.channels import Connection

LONGEST_USER = 64
"""Characters before the @, by RFC 5321."""
YES, NO = frozenset({"", "yes", "true", "1"}), frozenset({"no", "false", "0"})


@dataclass(frozen=True, slots=True)
class Accounts:
    """Where a channel's mail is read and sent."""

    own: OwnMailbox
    incoming: IncomingServer
    outgoing: MailServer
    is_house: bool
    """Whether mail leaves by the server of this installation."""
    has_plus: bool
    """Whether replies may go to `agent+token@…`."""


def read_accounts(connection: Connection, house: MailServer | None) -> Accounts:
    """Raises Invalid `channel_refused` for what cannot be right."""
    settings, secrets = connection.settings, connection.secrets
    address = settings.get("address", "").strip().lower()
    if not ADDRESS.fullmatch(address):
        raise refused("Write the address as name@example.org.", "address")
    plus = settings.get("plus", "").strip().lower()
    if plus not in YES | NO:
        raise refused("Write yes or no.", "plus")
    if plus in YES and len(address.partition("@")[0]) + 1 + TOKEN_CHARACTERS > LONGEST_USER:
        raise refused("This address is too long for a word after a plus: write no there.", "plus")
    user, password = settings.get("user") or settings.get("address", ""), secrets.get("password", "")
    scheme, host, port = _read_server(settings.get("imap", ""), INCOMING_PORTS, "imaps", "imap")
    incoming = IncomingServer(scheme, host, port, user, password, settings.get("folder") or INBOX)
    own = OwnMailbox(address, secrets["inbound_secret"], settings.get("checked_by", ""))
    if settings.get("smtp"):
        scheme, host, port = _read_server(settings["smtp"], PORTS, "starttls", "smtp")
        outgoing = MailServer(scheme, host, port, settings.get("smtp_user") or user, secrets.get("smtp_password") or password)
        return Accounts(own, incoming, outgoing, False, plus in YES)
    if house is None:
        raise refused("Fill in the server for sending: this installation has none of its own.", "smtp")
    return Accounts(own, incoming, house, True, plus in YES)


def make_connect(allow_private: bool) -> Callable[[str, int, float | None], socket.socket]:
    """Opens connections; without `allow_private`, only to addresses of the public internet, whatever name they have."""

    def connect(host: str, port: int, timeout: float | None) -> socket.socket:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
        if not allow_private and not all(map(is_public, addresses)):
            raise OSError("the server's address is private, and only public ones are allowed here")
        failed: OSError | None = None
        # To the very address that was looked at: a second look at the name could find another.
        for address in addresses:
            try:
                return socket.create_connection((address, port), timeout)
            except OSError as error:
                failed = error
        raise failed or OSError("the server has no address")

    return connect


def refused(detail: str, field: str) -> Invalid:
    return Invalid("channel_refused", detail, field=field)


def _read_server(text: str, ports: Mapping[str, int], usual: str, field: str) -> tuple[str, str, int]:
    """(scheme, host, port) of `scheme://host:port`, `host:port` or `host`."""
    text = text.strip()
    try:
        parts = urlsplit(text if "://" in text else f"{usual}://{text}")
        scheme, host, port = parts.scheme, parts.hostname or "", parts.port
    except ValueError:
        scheme, host, port = "", "", None
    rest = host and (parts.path.strip("/") or parts.query or parts.fragment or parts.username is not None)
    if scheme not in ports or not host or rest or not host.isprintable() or " " in host:
        raise refused(
            f"Write the server as {usual}://mail.example.org; it may begin with {', '.join(f'{each}://' for each in ports)}.", field
        )
    return scheme, host, port or ports[scheme]
