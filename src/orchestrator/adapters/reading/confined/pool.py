"""The DocumentReader of the program: reads documents in processes that have limits and can be killed. A process reads
one document after the other, because loading the libraries takes longer than reading most documents."""

import asyncio
import logging
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from orchestrator.adapters.reading.confined.limits import OUT_OF_MEMORY, ReadingLimits
from orchestrator.adapters.reading.confined.process import Answer, Died, ReadingProcess, Refused
from orchestrator.adapters.reading.confined.requests import Request
from orchestrator.adapters.reading.refusing import needs_memory, too_slow
from orchestrator.domain.errors import Invalid, Kind, OrchestratorError, TooLarge, Unavailable
from orchestrator.ports.reading import ReadDocument

IDLE_S = 60.0
"""A process without a document for this long is ended, because it holds 100 MB."""
AT_ONCE = 2

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Ticket:
    """One call of `read`, as the thread that serves it and the caller that may cancel it share it."""

    is_cancelled: bool = False
    process: ReadingProcess | None = field(default=None)


class ReadingProcesses:
    """A DocumentReader. At most `at_once` documents are read at the same time; the others wait in their order."""

    def __init__(self, limits: ReadingLimits | None = None, at_once: int = AT_ONCE) -> None:
        self._limits = limits or ReadingLimits()
        self._threads = ThreadPoolExecutor(at_once, "reading")
        self._lock = threading.Lock()
        self._all: set[ReadingProcess] = set()
        self._idle: list[ReadingProcess] = []
        self._is_closed = False

    async def read(self, name: str, data: bytes) -> ReadDocument:
        """Raises the errors of the port. Cancelling it kills the process that reads."""
        answer = await self._run(Request(name), data)
        assert answer.read is not None
        return answer.read

    async def read_source(self, request: Request, data: bytes) -> dict[str, Any]:
        """What was read of a source, as JSON of one of the records in `ports.sources`. Raises and ends as `read`."""
        answer = await self._run(request, data)
        assert answer.found is not None
        return answer.found

    async def _run(self, request: Request, data: bytes) -> Answer:
        ticket = _Ticket()
        future = asyncio.get_running_loop().run_in_executor(self._threads, self._read, request, data, ticket)
        try:
            return await asyncio.shield(future)
        except asyncio.CancelledError:
            with self._lock:
                ticket.is_cancelled = True
                if ticket.process is not None:
                    ticket.process.kill()
            future.add_done_callback(_drop)
            future.cancel()
            raise

    async def close(self) -> None:
        """Kills all processes and waits until they are gone."""
        with self._lock:
            self._is_closed = True
            for process in self._all:
                process.kill()
            for process in self._idle:
                self._forget(process)
        await asyncio.to_thread(self._threads.shutdown, cancel_futures=True)

    def _read(self, request: Request, data: bytes, ticket: _Ticket) -> Answer:
        process = self._take(ticket)
        try:
            answer = process.ask(request, data)
        except Died as death:
            raise self._explain(request.name, death) from death
        finally:
            self._put_back(process, ticket)
        if answer.read is not None or answer.found is not None:
            return answer
        if answer.refused is not None:
            raise _error(answer.refused)
        raise RuntimeError(f"the process that reads documents failed:\n{answer.fault}")

    def _take(self, ticket: _Ticket) -> ReadingProcess:
        with self._lock:
            if self._is_closed or ticket.is_cancelled:
                raise Unavailable("reading_interrupted", "The program was stopped while it read the document.")
            ticket.process = self._take_idle() or ReadingProcess(self._limits)
            self._all.add(ticket.process)
            return ticket.process

    def _take_idle(self) -> ReadingProcess | None:
        while self._idle:
            process = self._idle.pop()
            process.stop_idling()
            if process.is_usable():
                return process
            self._forget(process)
        return None

    def _put_back(self, process: ReadingProcess, ticket: _Ticket) -> None:
        with self._lock:
            ticket.process = None
            if self._is_closed or not process.is_usable():
                self._forget(process)
                return
            self._idle.append(process)
            process.idle(IDLE_S, lambda: self._retire(process))

    def _retire(self, process: ReadingProcess) -> None:
        with self._lock:
            if process in self._idle:
                self._idle.remove(process)
                self._forget(process)

    def _forget(self, process: ReadingProcess) -> None:
        process.close()
        self._all.discard(process)

    def _explain(self, name: str, death: Died) -> OrchestratorError:
        if death.status == OUT_OF_MEMORY:
            return needs_memory(name, self._limits.memory_mb)
        if death.status == -signal.SIGXCPU:
            return too_slow(name, "it needs too much computing; print it to a new PDF, or split it")
        if death.is_late:
            log.warning("a document was not read in its time, as the machine has much other work")
        else:
            log.warning("the process that read a document ended with status %d", death.status)
        return Unavailable("reading_interrupted", f"'{name}' could not be read: reading it was interrupted.", file=name)


def _error(refused: Refused) -> OrchestratorError:
    kind = TooLarge if refused.kind is Kind.too_large else Invalid
    return kind(refused.code, refused.detail, **refused.fields)


def _drop(future: "asyncio.Future[Answer]") -> None:
    """Looks at the outcome that nobody waits for, so that it is not reported as forgotten."""
    if not future.cancelled():
        future.exception()
