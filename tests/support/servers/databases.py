"""Copies of a server's migrated, empty database, made and dropped by a thread while tests run."""

import secrets
import shutil
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer

Named = tuple[str, EmbeddedServer]

MEMORY = Path("/dev/shm")
ENOUGH_BYTES = 4 * 2**30


def folder_in_memory() -> Path | None:
    """Where a server's files are kept in memory, if there is room; None for the usual temporary folder.

    On ext4, files are created slowly for minutes after many others were deleted, as with each dropped database: a copy then
    takes 0.7 s, in memory 0.08 s.
    """
    return MEMORY if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= ENOUGH_BYTES else None


class Databases:
    """One copy is always ready, or being made. To be closed before the server stops."""

    def __init__(self, server: EmbeddedServer) -> None:
        self._server = server
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="databases")
        self._next = self._thread.submit(self._make)

    def take(self) -> Named:
        """A database that nobody has used, under its name. Raises what making it raised."""
        ready = self._next.result()
        self._next = self._thread.submit(self._make)
        return ready

    def give_back(self, name: str) -> "Future[None]":
        """It is dropped after the next one is made."""
        return self._thread.submit(self._server.drop, name)

    def close(self) -> None:
        self._thread.shutdown(cancel_futures=True)

    def _make(self) -> Named:
        name = f"test_{secrets.token_hex(6)}"
        # Copying files is quicker than writing the copy to the log first, where nothing is flushed.
        return name, self._server.clone(name, strategy="file_copy")
