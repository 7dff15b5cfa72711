"""Protection against server-side request forgery: host names are resolved and checked, and a guarded process connects
to public addresses only.

An audit hook of the interpreter checks each connection. It sees the address that the system is about to connect to,
whichever library opens the connection. A host name that changes its address after the check, or a redirect, is
therefore refused too.
"""

import contextlib
import socket
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass

from orchestrator.domain.errors import Invalid, Unavailable
from orchestrator.domain.notifying.addresses import is_public


@dataclass(slots=True)
class _Guarded:
    """State of this process, all its threads included: a library may send from a thread of its own. Only the process of
    one errand is ever guarded."""

    is_active: bool = False
    has_refused: bool = False


_guarded = _Guarded()
_hooked = threading.Lock()


class RefusedAddress(OSError):
    """A connection to a private address was refused."""


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event not in ("socket.connect", "socket.sendto") or not _guarded.is_active:
        return
    address = arguments[1]
    if not (isinstance(address, tuple) and is_public(str(address[0]))):
        _guarded.has_refused = True
        raise RefusedAddress("a private address was refused")


def install() -> None:
    """Installs the audit hook once per process; Python cannot remove it."""
    if _hooked.acquire(blocking=False):
        sys.addaudithook(_watch)


@contextlib.contextmanager
def guarded(allow_private: bool) -> Iterator[None]:
    """Inside the block this process can connect to public addresses only.

    Raises Invalid `target_not_allowed` at the end if another connection was attempted.
    """
    if allow_private:
        yield
        return
    _guarded.is_active, _guarded.has_refused = True, False
    try:
        yield
    except Exception:
        if _guarded.has_refused:
            raise not_allowed() from None
        raise
    finally:
        _guarded.is_active = False
    if _guarded.has_refused:
        raise not_allowed()


def check_host(host: str, port: int | None, allow_private: bool) -> None:
    """Resolves the host and checks all its addresses; blocks. Raises Invalid `target_not_allowed`, Unavailable
    `target_not_found`."""
    try:
        addresses = socket.getaddrinfo(host, port or 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unavailable("target_not_found", f"The host name {host[:100]} cannot be resolved.") from error
    if not allow_private and not all(is_public(str(address[0])) for *_, address in addresses):
        raise not_allowed()


def not_allowed() -> Invalid:
    """The error for an address that is not public."""
    return Invalid("target_not_allowed", "This address is private; only public addresses are allowed here.")
