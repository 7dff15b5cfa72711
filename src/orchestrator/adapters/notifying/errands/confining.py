"""What the process of an errand may do besides its connection: read the files of Python, and use a bounded memory.

A second wall behind the list of options: an option that makes a library read a file, or start a program, fails here.
"""

import contextlib
import os
import resource
import ssl
import sys
import sysconfig
from pathlib import Path

MEMORY = 128 * 1024 * 1024
"""Bytes of address space that an errand may add: an answer of a receiver is read into memory by some libraries."""
STARTING = frozenset({"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty"})


class RefusedFile(PermissionError):
    """A file that does not belong to Python was opened, or a program was started."""


def confine() -> None:
    """Confines this process for good; Python cannot remove an audit hook."""
    with contextlib.suppress(OSError, ValueError):
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        limit = pages * resource.getpagesize() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    allowed = _list_readable()

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if event in STARTING:
            raise RefusedFile("an errand starts no program")
        if event == "open" and not _is_readable(arguments, allowed):
            raise RefusedFile("an errand opens no file")

    sys.addaudithook(watch)


def _list_readable() -> tuple[str, ...]:
    """Folders and files that Python itself reads: its library, the installed packages, certificates, time zones."""
    paths = ssl.get_default_verify_paths()
    found = [
        sys.prefix,
        sys.base_prefix,
        *sysconfig.get_paths().values(),
        *(path for path in sys.path if path),
        str(Path(__file__).parents[3]),
    ]
    found += [path for path in (paths.cafile, paths.capath, paths.openssl_cafile, paths.openssl_capath) if path]
    found += [os.environ[name] for name in ("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE") if os.environ.get(name)]
    return (
        *(os.path.realpath(path) for path in found),
        "/etc/ssl",
        "/etc/pki",
        "/etc/mime.types",
        "/usr/share/zoneinfo",
        "/dev/null",
        "/dev/urandom",
    )


def _is_readable(arguments: tuple[object, ...], allowed: tuple[str, ...]) -> bool:
    path, mode, flags = arguments
    if isinstance(path, int):
        return True
    if mode is not None and any(each in str(mode) for each in "wax+"):
        return False
    if not isinstance(flags, int) or flags & (os.O_WRONLY | os.O_RDWR):
        return False
    real = os.path.realpath(os.fsdecode(path)) if isinstance(path, str | bytes | os.PathLike) else ""
    return any(real == each or real.startswith(each + os.sep) for each in allowed)
