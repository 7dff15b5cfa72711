"""No way in: names are resolved and every address checked, and inside the guard no connection is made but to a public one.

The check at connecting is an audit hook of the interpreter. It sees the very address the system is about to connect to, whatever
library asks, so a name that changes its address between check and use, or a redirect, leads nowhere either.
"""

import contextlib
import socket
import sys
import threading
from collections.abc import Iterator

from orchestrator.domain.errors import Invalid, Unavailable
from orchestrator.domain.notifying.addresses import is_public


class _Guarded(threading.local):
    """Of this thread: whether the guard is up, and whether it held something back."""

    up = False
    refused = False


_guarded = _Guarded()
_hooked = threading.Lock()


class RefusedAddress(OSError):
    """A connection that was about to be made to a private address."""


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event not in ("socket.connect", "socket.sendto") or not _guarded.up:
        return
    address = arguments[1]
    if not (isinstance(address, tuple) and is_public(str(address[0]))):
        _guarded.refused = True
        raise RefusedAddress("a private address was refused")


def install() -> None:
    """Once a process: an interpreter's hooks are never taken off. Costs nothing but a comparison where no guard is up."""
    if _hooked.acquire(blocking=False):
        sys.addaudithook(_watch)


@contextlib.contextmanager
def guarded(allow_private: bool) -> Iterator[None]:
    """While it lasts, this thread connects to public addresses only. Raises Invalid `target_not_allowed` if it tried another."""
    if allow_private:
        yield
        return
    _guarded.up, _guarded.refused = True, False
    try:
        yield
    except Exception:
        if _guarded.refused:
            raise not_allowed() from None
        raise
    finally:
        _guarded.up = False
    if _guarded.refused:
        raise not_allowed()


def check_host(host: str, port: int | None, allow_private: bool) -> None:
    """Resolves and checks all addresses. Blocks. Raises Invalid `target_not_allowed`, Unavailable `target_not_found`."""
    try:
        found = socket.getaddrinfo(host, port or 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unavailable("target_not_found", f"The name {host[:100]} leads to no address.") from error
    if not allow_private and not all(is_public(str(place[0])) for *_, place in found):
        raise not_allowed()


def not_allowed() -> Invalid:
    return Invalid("target_not_allowed", "This leads to a private address, and only public ones may be reached from here.")
