"""Turns: how many messages of one person are worked on at once in this process, so that nobody keeps the others waiting."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from uuid import UUID

from orchestrator.domain.errors import Limited

AT_ONCE = 4
"""Messages of one person that are worked on at the same time: fewer than the connections that serve messages."""
WAITING = 100
"""Further messages of that person that may wait for their turn."""
WAIT_S = 30.0
"""How long a message waits for its turn."""
RETRY_AFTER_S = 5


@dataclass(slots=True)
class _Line:
    """The messages of one person."""

    free: asyncio.Semaphore
    present: int = 0
    """Those that are worked on and those that wait."""


@dataclass(slots=True)
class Turns:
    """The turns of everybody in this process."""

    at_once: int = AT_ONCE
    waiting: int = WAITING
    wait_s: float = WAIT_S
    _lines: dict[UUID, _Line] = field(default_factory=dict)

    @asynccontextmanager
    async def take(self, person: UUID) -> AsyncIterator[None]:
        """Waits until it is this message's turn, first come first served; the turn ends with the block.

        Raises Limited `too_many_at_once` where too many wait already, or the turn does not come in time. The message was
        not stored then, and its sender is told when to send it again.
        """
        line = self._lines.setdefault(person, _Line(asyncio.Semaphore(self.at_once)))
        if line.present >= self.at_once + self.waiting:
            raise _limited()
        line.present += 1
        try:
            await self._wait(line)
            try:
                yield
            finally:
                line.free.release()
        finally:
            line.present -= 1
            if not line.present:
                del self._lines[person]

    async def _wait(self, line: _Line) -> None:
        try:
            async with asyncio.timeout(self.wait_s):
                await line.free.acquire()
        except TimeoutError:
            raise _limited() from None


def _limited() -> Limited:
    return Limited(
        "too_many_at_once",
        "Too many of your messages are being answered at the same time. Send this one again in a moment.",
        retry_after_s=RETRY_AFTER_S,
    )
