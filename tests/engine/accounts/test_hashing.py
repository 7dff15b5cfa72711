"""Passwords are hashed at full cost unless a test sets a cheaper one; an unknown address costs as much time as a known
one.
"""

import asyncio
import threading
from typing import Literal

from argon2 import PasswordHasher, extract_parameters
from argon2.profiles import RFC_9106_LOW_MEMORY

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.bootstrap.program import running
from orchestrator.domain.errors import Overloaded
from orchestrator.engine.password_hashing import PasswordHashing
from orchestrator.settings import Settings

PASSWORD = "a long passphrase"


def test_the_production_program_hashes_at_full_cost(settings: Settings, database: EmbeddedServer) -> None:
    async def story() -> str:
        async with running(settings, database.runtime_url) as program:
            return await program.services.passwords.hash(PASSWORD)

    assert extract_parameters(asyncio.run(story())) == RFC_9106_LOW_MEMORY


def test_only_the_right_password_is_accepted() -> None:
    async def story() -> list[bool]:
        passwords = PasswordHashing(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        hashed = await passwords.hash(PASSWORD)
        return [await passwords.is_right(*each) for each in [(PASSWORD, hashed), ("another", hashed), (PASSWORD, None), (PASSWORD, "-")]]

    assert asyncio.run(story()) == [True, False, False, False]


class Counting(PasswordHasher):
    """Records the cost parameters of each comparison."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self.costs: list[tuple[int, int, int]] = []

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002 -- the library's name
        found = extract_parameters(str(hash))
        self.costs.append((found.time_cost, found.memory_cost, found.parallelism))
        return super().verify(hash, password)


def test_without_an_account_the_comparison_costs_the_same() -> None:
    async def story() -> Counting:
        counting = Counting()
        passwords = PasswordHashing(counting)
        await passwords.is_right(PASSWORD, await passwords.hash("another passphrase"))
        await passwords.is_right(PASSWORD, None)
        return counting

    with_account, without = asyncio.run(story()).costs
    assert with_account == without


class Slow(PasswordHasher):
    """Compares only when it is let go, and knows how many comparisons ran at the same time at most."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self.let_go, self.is_full = threading.Event(), threading.Event()
        self.running, self.most = 0, 0
        self._lock = threading.Lock()

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002 -- the library's name
        with self._lock:
            self.running += 1
            self.most = max(self.most, self.running)
            if self.running == 2:
                self.is_full.set()
        assert self.let_go.wait(30)
        with self._lock:
            self.running -= 1
        return super().verify(hash, password)


def test_a_flood_of_passwords_holds_little_memory_and_a_short_queue() -> None:
    async def story() -> tuple[int, int, int]:
        slow = Slow()
        passwords = PasswordHashing(slow)
        hashed = await passwords.hash(PASSWORD)
        flood = [asyncio.create_task(passwords.is_right(PASSWORD, hashed)) for _ in range(60)]
        # The loop goes on meanwhile: those that found no place are refused while the others still run.
        refused, _ = await asyncio.wait(flood, return_when=asyncio.FIRST_COMPLETED)
        assert not slow.let_go.is_set()
        assert {str(getattr(task.exception(), "code", "")) for task in refused} == {"busy"}
        assert await asyncio.to_thread(slow.is_full.wait, 30)
        slow.let_go.set()
        results = await asyncio.gather(*flood, return_exceptions=True)
        # Afterwards there is room again.
        assert await passwords.is_right(PASSWORD, hashed)
        return results.count(True), sum(isinstance(each, Overloaded) for each in results), slow.most

    assert asyncio.run(story()) == (50, 10, 2)
