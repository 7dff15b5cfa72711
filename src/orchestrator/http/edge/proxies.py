"""Who a request comes from: the peer of the connection, or the client that trusted proxies name."""

import ipaddress
import logging
from collections.abc import Sequence

from starlette.types import ASGIApp, Receive, Scope, Send

from orchestrator.domain.errors import Invalid

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

DIRECT = "orchestrator.direct"
"""Key in the scope's state: whether no proxy has forwarded the request."""
FORWARDING = frozenset({b"x-forwarded-for", b"x-forwarded-proto", b"x-forwarded-host", b"x-real-ip", b"forwarded", b"via"})

log = logging.getLogger(__name__)


def read_networks(written: str) -> tuple[Network, ...]:
    """The addresses and networks of TRUSTED_PROXIES, separated by commas. Raises Invalid `invalid_trusted_proxies`."""
    networks = []
    for item in filter(None, (part.strip() for part in written.split(","))):
        try:
            networks.append(ipaddress.ip_network(item))
        except ValueError:
            raise Invalid(
                "invalid_trusted_proxies", f"TRUSTED_PROXIES holds {item!r}; write addresses or networks such as 127.0.0.1, 10.0.0.0/8."
            ) from None
    return tuple(networks)


def read_address(text: str) -> Address | None:
    """The address, also with a port or in brackets; an IPv4 address written as IPv6 is one of IPv4. None for other text."""
    text = text.strip().strip('"')
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


class Proxies:
    """Middleware that puts the client's address and scheme into the scope.

    X-Forwarded-For and X-Forwarded-Proto are believed from trusted proxies only. Each proxy adds the peer that it saw at
    the right, so the client is the rightmost address that is no trusted proxy; all to the left of it may be invented.
    """

    def __init__(self, app: ASGIApp, trusted: Sequence[Network] = ()) -> None:
        self._app = app
        self._trusted = tuple(trusted)
        self._has_warned = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            self._read(scope)
        await self._app(scope, receive, send)

    def _read(self, scope: Scope) -> None:
        forwarded = [(name, value.decode("latin-1")) for name, value in scope["headers"] if name in FORWARDING]
        scope.setdefault("state", {})[DIRECT] = not forwarded
        peer = read_address(scope["client"][0]) if scope.get("client") else None
        if peer is not None:
            scope["client"] = (str(peer), scope["client"][1])
        if not forwarded:
            return
        if peer is None or not self._is_trusted(peer):
            self._warn_once(peer)
            return
        scope["client"] = (self._find_client(peer, forwarded), 0)
        scheme = next((value.strip().lower() for name, value in reversed(forwarded) if name == b"x-forwarded-proto"), "")
        if scheme in ("http", "https"):
            scope["scheme"] = scheme

    def _find_client(self, peer: Address, forwarded: Sequence[tuple[bytes, str]]) -> str:
        hops = ",".join(value for name, value in forwarded if name == b"x-forwarded-for").split(",")
        client = peer
        for hop in reversed(hops):
            address = read_address(hop)
            if address is None:
                break  # text that is no address was not written by a proxy of ours
            client = address
            if not self._is_trusted(address):
                break
        return str(client)

    def _is_trusted(self, address: Address) -> bool:
        return any(address in network for network in self._trusted if network.version == address.version)

    def _warn_once(self, peer: Address | None) -> None:
        if not self._has_warned:
            self._has_warned = True
            log.warning(
                "a request from %s came with X-Forwarded-… headers, which are not believed: if that is your proxy, name it in "
                "TRUSTED_PROXIES; until then everybody behind it counts as one address",
                peer,
            )
