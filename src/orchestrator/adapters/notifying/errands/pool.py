"""Handing errands to the process that runs them."""

import asyncio
import contextlib
import logging
import os
import sys
from uuid import UUID

from orchestrator.adapters.notifying.errands.records import Errand, Outcome, read_outcome, write_line
from orchestrator.adapters.notifying.errands.turns import Turns
from orchestrator.domain.errors import Unavailable

log = logging.getLogger(__name__)

AT_ONCE = 24
PER_PERSON = 2
SLACK_S = 20.0
"""Seconds after the deadline at which the process itself counts as hung: it may have to start and to load libraries."""
LONGEST_LINE = 9 * 2**20
"""Bytes of an outcome on the pipe: a page that was fetched, in base64."""
# Nothing else of the environment reaches the process: it holds the passwords of the database and of models.
PASSED_ON = ("PATH", "PYTHONPATH", "LANG", "LC_ALL", "SYSTEMROOT", "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE")


class ErrandPool:
    """Starts the process with the first errand, and again where it has ended."""

    def __init__(self, deadline_s: float) -> None:
        self._deadline_s = deadline_s
        self._turns = Turns(AT_ONCE, PER_PERSON)
        self._starting = asyncio.Lock()
        self._process: asyncio.subprocess.Process | None = None
        self._reading: asyncio.Task[None] | None = None
        self._numbers = 0
        self._open: dict[int, asyncio.Future[Outcome]] = {}

    @property
    def deadline_s(self) -> float:
        """Seconds that an errand may take in all: names, connection, encryption and every byte."""
        return self._deadline_s

    async def run(self, errand: Errand, person: UUID, wait_s: float = 0.0) -> Outcome:
        """What came of the errand, in at most `wait_s` and the deadline. Raises Limited `sending_busy`."""
        async with self._turns.take(person, wait_s):
            process = await self._start()
            self._numbers += 1
            number, future = self._numbers, asyncio.get_running_loop().create_future()
            self._open[number] = future
            try:
                return await asyncio.wait_for(self._hand_over(process, number, errand, future), errand.deadline_s + SLACK_S)
            except TimeoutError:
                await self._end(process)
                raise _lost() from None
            finally:
                self._open.pop(number, None)

    async def close(self) -> None:
        """Ends the process, with the errands that it runs."""
        async with self._starting:
            if self._process is not None:
                await self._end(self._process)
            if self._reading is not None:
                await self._reading
            self._process = self._reading = None

    async def _hand_over(
        self, process: asyncio.subprocess.Process, number: int, errand: Errand, future: asyncio.Future[Outcome]
    ) -> Outcome:
        assert process.stdin is not None
        try:
            process.stdin.write(write_line(number, errand))
            await process.stdin.drain()
        except (BrokenPipeError, ConnectionResetError):
            raise _lost() from None
        return await future

    async def _start(self) -> asyncio.subprocess.Process:
        async with self._starting:
            if self._process is None or self._process.returncode is not None:
                environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
                self._process = await asyncio.create_subprocess_exec(
                    sys.executable, "-P", "-m", "orchestrator.adapters.notifying.errands.server",
                    stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, start_new_session=True,
                    limit=LONGEST_LINE,
                    # A file with passwords for hosts, which one of the libraries would read.
                    env=environment | {"NETRC": os.devnull},
                )  # fmt: skip
                self._reading = asyncio.create_task(self._read(self._process))
            return self._process

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        while line := await process.stdout.readline():
            number, outcome = read_outcome(line)
            future = self._open.get(number)
            if future is not None and not future.done():
                future.set_result(outcome)
        log.info("the process for errands has ended")
        for future in list(self._open.values()):
            if not future.done():
                future.set_exception(_lost())

    async def _end(self, process: asyncio.subprocess.Process) -> None:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        if process.stdin is not None:
            process.stdin.close()
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                await process.stdin.wait_closed()
        await process.wait()


def _lost() -> Unavailable:
    return Unavailable("target_failed", "The attempt ended without a result.")
