"""The process that runs errands: it reads them from its standard input and forks once for each.

It has one thread, so that a fork is safe, and loads the libraries once, so that a fork is cheap. The kernel kills an
errand at its deadline, in whatever call it is: resolving a name, connecting, or waiting for the next byte.
"""

import contextlib
import logging
import os
import resource
import selectors
import signal
import sys
from collections.abc import Callable
from importlib import import_module

from orchestrator.adapters.notifying.errands.confining import confine
from orchestrator.adapters.notifying.errands.records import Errand, Job, Outcome, read_errand, read_error, write_line
from orchestrator.domain.errors import OrchestratorError

WORK = {
    Job.check_target: ("orchestrator.adapters.notifying.errands.messages", "check_target"),
    Job.send: ("orchestrator.adapters.notifying.errands.messages", "send"),
    Job.check_webhook: ("orchestrator.adapters.notifying.errands.posts", "check_webhook"),
    Job.post: ("orchestrator.adapters.notifying.errands.posts", "post"),
    Job.fetch: ("orchestrator.adapters.notifying.errands.fetches", "fetch"),
}
"""The module and function of each job. The modules are loaded when they are needed first: apprise costs two seconds."""
LONGEST_OUTCOME = 8 * 2**20
"""Bytes of an outcome at most: a fetched page in base64."""


def load_work(job: Job) -> Callable[[Errand], Outcome]:
    """The function that does this job."""
    module, name = WORK[job]
    work: Callable[[Errand], Outcome] = getattr(import_module(module), name)
    return work


def run_errand(work: Callable[[Errand], Outcome], errand: Errand) -> Outcome:
    """The outcome of an errand. Every error becomes one, without its text: that may hold secrets of the address."""
    try:
        return work(errand)
    except OrchestratorError as error:
        return read_error(error)
    except MemoryError:
        return Outcome(code="target_failed", detail="The answer of the receiver was too large.")
    except Exception as error:
        return Outcome(code="target_failed", detail=f"The receiver cannot be reached: {type(error).__name__}.")


class Server:
    """Forks for each errand and hands back what it wrote into its pipe."""

    def __init__(self, commands: int, answers: int) -> None:
        self._commands, self._answers = commands, answers
        self._running: dict[int, tuple[int, int, bytearray, float]] = {}
        self._selector = selectors.DefaultSelector()
        self._selector.register(commands, selectors.EVENT_READ)
        self._unread = bytearray()

    def serve(self) -> None:
        """Until the input ends: the program that started this process has gone."""
        while True:
            for key, _ in self._selector.select():
                if key.fd == self._commands:
                    if not self._read_commands():
                        return
                else:
                    self._read_pipe(key.fd)

    def _read_commands(self) -> bool:
        data = os.read(self._commands, 65_536)
        self._unread += data
        *lines, rest = self._unread.split(b"\n")
        self._unread = bytearray(rest)
        for line in lines:
            self._start(*read_errand(bytes(line)))
        return bool(data)

    def _start(self, number: int, errand: Errand) -> None:
        work = load_work(errand.job)
        reading, writing = os.pipe()
        process = os.fork()
        if process == 0:
            self._run_forked(writing, number, work, errand)
        os.close(writing)
        self._running[reading] = (number, process, bytearray(), errand.deadline_s)
        self._selector.register(reading, selectors.EVENT_READ)

    def _run_forked(self, writing: int, number: int, work: Callable[[Errand], Outcome], errand: Errand) -> None:
        """In the forked process; never returns."""
        try:
            signal.setitimer(signal.ITIMER_REAL, errand.deadline_s)
            os.close(self._commands)
            os.dup2(os.open(os.devnull, os.O_RDWR), self._answers)
            confine()
            os.write(writing, write_line(number, run_errand(work, errand))[:LONGEST_OUTCOME])
        finally:
            os._exit(0)

    def _read_pipe(self, pipe: int) -> None:
        number, process, answer, deadline_s = self._running[pipe]
        if data := os.read(pipe, 65_536):
            answer += data
            return
        self._selector.unregister(pipe)
        os.close(pipe)
        del self._running[pipe]
        _, status = os.waitpid(process, 0)
        self._answer(bytes(answer) if answer.endswith(b"\n") else write_line(number, _read_end(status, deadline_s)))

    def _answer(self, line: bytes) -> None:
        while line:
            line = line[os.write(self._answers, line) :]


def _read_end(status: int, deadline_s: float) -> Outcome:
    """The outcome of a process that ended without one."""
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGALRM:
        return Outcome(code="target_too_slow", detail=f"The receiver was not done after {deadline_s:g} s, so the connection was closed.")
    return Outcome(code="target_failed", detail="The attempt ended without a result.")


def main() -> None:
    """Serves on the standard streams, without logs of the libraries: they write addresses with their secrets."""
    logging.disable(logging.INFO)
    logging.getLogger().addHandler(logging.NullHandler())
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(BrokenPipeError, KeyboardInterrupt):
        Server(sys.stdin.fileno(), sys.stdout.fileno()).serve()


if __name__ == "__main__":
    main()
