"""Binding the sockets of `serve`, and the address at which they answer."""

import errno
import socket

from orchestrator.domain.errors import Conflict, Forbidden, Invalid

ANY_V4, ANY_V6 = "0.0.0.0", "::"

SERVED_AT = "served-at"
"""The file of a home that holds the address of its server while that runs."""


def bind(host: str, port: int) -> list[socket.socket]:
    """Sockets bound to every address of `host`, not yet listening; port 0 takes a free one, the same for all.

    Raises Invalid `invalid_host`, Conflict `port_taken`, Forbidden `port_forbidden`.
    """
    bound: list[socket.socket] = []
    problem: OSError | None = None
    for family, address in _resolve(host, port):
        try:
            bound.append(_bind_one(family, address, bound[0].getsockname()[1] if bound else port, is_any=host == ANY_V6))
        except OSError as error:
            # A name such as localhost has an IPv6 address also where IPv6 is switched off.
            if error.errno not in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT):
                raise _explained(error, host, port) from error
            problem = error
    if not bound and problem is not None:
        raise _explained(problem, host, port) from problem
    return bound


def url_of(host: str, bound: list[socket.socket]) -> str:
    """The URL at which a program on this machine reaches the sockets that `bind` made of `host`."""
    port = bound[0].getsockname()[1]
    if host == ANY_V4 or (host == ANY_V6 and not bound[0].getsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY)):
        return f"http://127.0.0.1:{port}"
    reachable = "::1" if host == ANY_V6 else host
    # RFC 6874: the sign before the zone of an address is escaped.
    return f"http://[{reachable.replace('%', '%25')}]:{port}" if ":" in reachable else f"http://{reachable}:{port}"


def _resolve(host: str, port: int) -> list[tuple[socket.AddressFamily, str]]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError) as error:
        raise Invalid(
            "invalid_host", f"--host is {host!r}, which is no address of this machine; 127.0.0.1 serves this machine only, 0.0.0.0 all."
        ) from error
    # The text of an address with its zone, which IPv6 puts into a place of its own.
    return list(dict.fromkeys((family, _text(address)) for family, _, _, _, address in found))


def _text(address: tuple[str, int] | tuple[str, int, int, int] | tuple[int, bytes]) -> str:
    host = str(address[0])
    zone = address[3] if len(address) == 4 else 0
    return f"{host.partition('%')[0]}%{zone}" if zone else host


def _bind_one(family: socket.AddressFamily, host: str, port: int, is_any: bool) -> socket.socket:
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            # `::` serves IPv4 as well, where the system can do that; a single IPv6 address serves IPv6 only.
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0 if is_any and socket.has_dualstack_ipv6() else 1)
        made.bind((host, port))
    except OSError:
        made.close()
        raise
    return made


def _explained(error: OSError, host: str, port: int) -> Conflict | Forbidden | Invalid:
    if error.errno == errno.EADDRINUSE:
        return Conflict("port_taken", f"Port {port} of {host} is in use by another program; choose another one with --port or PORT.")
    if error.errno in (errno.EACCES, errno.EPERM):
        return Forbidden("port_forbidden", f"This user may not listen on port {port}; choose one above 1023 with --port or PORT.")
    return Invalid("invalid_host", f"--host is {host!r}, at which this machine cannot listen: {error.strerror}.")
