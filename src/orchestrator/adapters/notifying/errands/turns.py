"""Who may run an errand now: a bounded number at once, and only few of them for one person."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

from orchestrator.domain.errors import Limited


class Turns:
    """At most `at_once` turns, at most `per_person` of them for one person. Within these, the first to come is first."""

    def __init__(self, at_once: int, per_person: int) -> None:
        self._free, self._per_person = at_once, per_person
        self._taken: Counter[UUID] = Counter()
        self._waiting: list[tuple[UUID, asyncio.Future[None]]] = []

    @asynccontextmanager
    async def take(self, person: UUID, wait_s: float) -> AsyncIterator[None]:
        """Inside the block the person has a turn. Raises Limited `sending_busy` where none is free within `wait_s`."""
        if not self._is_free(person):
            await self._wait(person, wait_s)
        else:
            self._occupy(person)
        try:
            yield
        finally:
            self._release(person)

    def _is_free(self, person: UUID) -> bool:
        return self._free > 0 and self._taken[person] < self._per_person

    def _occupy(self, person: UUID) -> None:
        self._free -= 1
        self._taken[person] += 1

    def _release(self, person: UUID) -> None:
        self._free += 1
        self._taken[person] -= 1
        if not self._taken[person]:
            del self._taken[person]
        self._admit()

    def _admit(self) -> None:
        for each in list(self._waiting):
            person, turn = each
            if self._is_free(person):
                self._waiting.remove(each)
                self._occupy(person)
                turn.set_result(None)

    async def _wait(self, person: UUID, wait_s: float) -> None:
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((person, turn))
        try:
            await asyncio.wait_for(asyncio.shield(turn), wait_s)
        except TimeoutError:
            if not self._withdraw(person, turn):
                return
            raise Limited(
                "sending_busy", "Too many messages are being sent for this account at the moment. Try again in a minute."
            ) from None
        except asyncio.CancelledError:
            if not self._withdraw(person, turn):
                self._release(person)
            raise

    def _withdraw(self, person: UUID, turn: asyncio.Future[None]) -> bool:
        """Ends a wait; False where the turn was given in the meantime."""
        if turn.done():
            return False
        self._waiting.remove((person, turn))
        return True
