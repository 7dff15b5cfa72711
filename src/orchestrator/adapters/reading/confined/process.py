"""One process that reads documents, seen from the program: started, asked, killed."""

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import IO, Any

from pydantic import TypeAdapter

from orchestrator.adapters.reading.confined.frames import read_frame, write_frame
from orchestrator.adapters.reading.confined.limits import ReadingLimits
from orchestrator.adapters.reading.confined.requests import Request, encode_request
from orchestrator.domain.errors import Kind
from orchestrator.ports.reading import ReadDocument

START_S = 180.0
"""Longest that a process may take until it has loaded its libraries; 16 s were seen on a machine with much other work."""
COMMAND = (sys.executable, "-P", "-m", "orchestrator.adapters.reading.confined.child")
PASSED_ON = ("PATH", "PYTHONPATH", "LANG", "LC_ALL", "TMPDIR")
"""The variables that a process gets. Passwords and keys are in others."""
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


@dataclass(frozen=True, slots=True)
class Refused:
    """An error of reading, as it is handed over."""

    kind: Kind
    code: str
    detail: str
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """One frame from a process: the time that the document gets, and then one of the others."""

    wall_s: float | None = None
    read: ReadDocument | None = None
    found: dict[str, Any] | None = None
    """What was read of a source, as `ports.sources` has it."""
    refused: Refused | None = None
    fault: str | None = None
    """A traceback: a fault of this program."""
    is_spent: bool = False
    """Whether the process has used so much memory that another one should read the next document."""


class Died(Exception):
    """The process ended before its answer."""

    def __init__(self, status: int, is_late: bool) -> None:
        super().__init__(status)
        self.status = status
        """As in `subprocess`: the exit status, or the negative number of a signal."""
        self.is_late = is_late
        """Whether it was killed at its deadline."""


_ANSWERS = TypeAdapter(Answer)


class ReadingProcess:
    """Used by one thread at a time; any thread may kill it."""

    def __init__(self, limits: ReadingLimits) -> None:
        self._limits = limits
        self._idle: threading.Timer | None = None
        self._is_late = False
        self._is_spent = False
        # In a session of its own: Ctrl-C in the terminal reaches the program, which decides what is stopped.
        self._child = subprocess.Popen(
            COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in PASSED_ON if name in os.environ} | ONE_THREAD,
            start_new_session=True,
        )
        self._write(json.dumps(asdict(limits)).encode())

    def ask(self, request: Request, data: bytes) -> Answer:
        """Reads one document or one thing of a source. Raises Died."""
        self._write(encode_request(request), data)
        begun = self._await_answer(START_S)
        answer = self._await_answer(begun.wall_s or START_S)
        self._is_spent = answer.is_spent
        return answer

    def is_usable(self) -> bool:
        """Whether it can read another document."""
        return not self._is_spent and self._child.poll() is None

    def kill(self) -> None:
        """Returns when it is dead."""
        with contextlib.suppress(ProcessLookupError):
            self._child.kill()
        self._child.wait()

    def close(self) -> None:
        """Kills it and closes its pipes. No other thread may use it."""
        self.stop_idling()
        self.kill()
        for pipe in (self._child.stdin, self._child.stdout):
            with contextlib.suppress(OSError):
                _open(pipe).close()

    def idle(self, most_s: float, retire: Callable[[], None]) -> None:
        """Calls `retire` unless `stop_idling` is called in time."""
        self._idle = threading.Timer(most_s, retire)
        self._idle.daemon = True
        self._idle.start()

    def stop_idling(self) -> None:
        if self._idle is not None:
            self._idle.cancel()
            self._idle = None

    def _await_answer(self, most_s: float) -> Answer:
        deadline = threading.Timer(most_s, self._end_late)
        deadline.daemon = True
        deadline.start()
        try:
            return _ANSWERS.validate_json(read_frame(_open(self._child.stdout), self._limits.result_bytes))
        except EOFError:
            self.kill()
            raise Died(self._child.returncode, self._is_late) from None
        finally:
            deadline.cancel()

    def _end_late(self) -> None:
        self._is_late = True
        self._child.kill()

    def _write(self, *frames: bytes) -> None:
        # That the process died shows when its answer is read.
        with contextlib.suppress(BrokenPipeError):
            for frame in frames:
                write_frame(_open(self._child.stdin), frame)


def _open(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None  # as the process was started
    return pipe
