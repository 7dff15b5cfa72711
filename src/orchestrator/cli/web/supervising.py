"""Several web processes on one address: started, watched, replaced, and given up where they never become ready.

A process may take as long as it needs to start, because on a busy machine importing the program takes many times longer
than on an idle one. It is replaced when it ends, or when its event loop has given no sign of life for a minute.
"""

import logging
import multiprocessing
import selectors
import signal
import socket
import time
from collections.abc import Callable
from multiprocessing.context import SpawnProcess
from types import FrameType

from orchestrator.bootstrap.stopping import MARGIN_S
from orchestrator.cli.web.server import News, run_child
from orchestrator.domain.errors import Unavailable

SILENCE_S = 60.0
"""A process that was ready and gave no sign of life for this long is replaced."""
LOOK_S = 0.5
SLOW_START_S = 60.0
"""A warning is logged each time a process has not been ready for this long."""
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.5, 30.0
"""Pauses before a process that ended is started again; each early end doubles the pause."""
TRIES = 3
"""Ends of each process before any is ready, after which the supervisor gives up."""
STOP_S = MARGIN_S + 10.0
"""Time after the grace period before processes are killed; they end themselves by force before that."""

log = logging.getLogger(__name__)


class Worker:
    """One web process and the connection on which it tells about itself."""

    def __init__(self, listening: list[socket.socket]) -> None:
        self.connection, theirs = socket.socketpair()
        self.connection.setblocking(False)
        # A fresh interpreter: a fork would share the threads' locks and the database's connections.
        self.process: SpawnProcess = multiprocessing.get_context("spawn").Process(target=run_child, args=(listening, theirs), daemon=False)
        self.process.start()
        theirs.close()
        self.is_ready = False
        self.heard_at = time.monotonic()
        """When it last gave a sign of life, or its start; on the monotonic clock."""

    @property
    def is_running(self) -> bool:
        return self.process.is_alive()

    def hear(self) -> None:
        """Reads what the process has told."""
        try:
            told = self.connection.recv(4096)
        except BlockingIOError:
            return
        except OSError:
            told = b""
        if told:
            self.heard_at = time.monotonic()
            self.is_ready = self.is_ready or News.ready.value in told

    def close(self) -> None:
        self.process.join()
        self.connection.close()


class Supervisor:
    """Keeps `number` web processes running on the sockets until SIGINT or SIGTERM."""

    def __init__(self, listening: list[socket.socket], number: int, say_ready: Callable[[], None], grace_s: float) -> None:
        """`grace_s` is the time that a process has to finish its requests and jobs."""
        self._grace_s = grace_s
        self._listening = listening
        self._say_ready = say_ready
        self._workers: list[Worker | None] = [None] * number
        self._start_at = [0.0] * number
        self._early_ends = 0
        self._is_stopping = False

    def run(self) -> None:
        """Returns when it was told to stop. Raises Unavailable `web_processes_fail` where no process becomes ready."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        said = False
        try:
            while not self._is_stopping:
                self._start_due()
                self._listen()
                self._replace_ended()
                if not said and all(worker is not None and worker.is_ready for worker in self._workers):
                    said = True
                    self._say_ready()
        finally:
            self._end_all()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._is_stopping = True

    def _start_due(self) -> None:
        for index, worker in enumerate(self._workers):
            if worker is None and time.monotonic() >= self._start_at[index]:
                self._workers[index] = Worker(self._listening)

    def _listen(self) -> None:
        with selectors.DefaultSelector() as selector:
            for worker in filter(None, self._workers):
                if worker.is_running:
                    selector.register(worker.connection, selectors.EVENT_READ, worker)
            for key, _ in selector.select(LOOK_S):
                key.data.hear()

    def _replace_ended(self) -> None:
        for index, worker in enumerate(self._workers):
            if worker is None:
                continue
            silent_s = time.monotonic() - worker.heard_at
            if worker.is_running and worker.is_ready and silent_s > SILENCE_S:
                log.error("web process %s gave no sign of life for %.0f s and is replaced", worker.process.pid, silent_s)
                worker.process.kill()
                worker.process.join()
            if not worker.is_running:
                self._workers[index] = None
                self._plan_restart(index, worker)
            elif not worker.is_ready and silent_s > SLOW_START_S:
                log.warning("web process %s has not started yet; is the machine very busy?", worker.process.pid)
                worker.heard_at = time.monotonic()

    def _plan_restart(self, index: int, ended: Worker) -> None:
        """Raises Unavailable `web_processes_fail`."""
        worker, code = ended, ended.process.exitcode
        worker.close()
        self._early_ends = 0 if worker.is_ready else self._early_ends + 1
        is_any_ready = any(other is not None and other.is_ready for other in self._workers)
        if self._early_ends >= TRIES * len(self._workers) and not is_any_ready:
            raise Unavailable(
                "web_processes_fail",
                f"The web processes ended {self._early_ends} times before one was ready, the last time with exit code {code}; "
                "the lines above say why.",
            )
        pause_s = min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2 ** min(self._early_ends, 10))
        log.warning("web process %s ended with exit code %s; another one starts in %.1f s", worker.process.pid, code, pause_s)
        self._start_at[index] = time.monotonic() + pause_s

    def _end_all(self) -> None:
        workers = [worker for worker in self._workers if worker is not None]
        for worker in workers:
            worker.process.terminate()
        deadline = time.monotonic() + self._grace_s + STOP_S
        for worker in workers:
            worker.process.join(max(0.0, deadline - time.monotonic()))
            if worker.is_running:
                log.error("web process %s did not end in time and is killed", worker.process.pid)
                worker.process.kill()
            worker.close()
