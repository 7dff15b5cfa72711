"""Stopping a process: one grace period for everything that runs in it, counted from the signal, and an end by force where
something does not let go."""

import logging
import os
import signal
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

SIGNALS = (signal.SIGINT, signal.SIGTERM)
MARGIN_S = 5.0
"""After the grace period, jobs are put back into the queue and connections closed; then the process ends by force."""

log = logging.getLogger(__name__)
_last_steps: list[Callable[[], None]] = []


class Stop:
    """When the process was told to stop, and what is left of its grace period."""

    def __init__(self, grace_s: float) -> None:
        self._grace_s = grace_s
        self._told_at: float | None = None

    @property
    def is_told(self) -> bool:
        return self._told_at is not None

    @property
    def left_s(self) -> float:
        """Seconds, in [0, grace]."""
        passed = time.monotonic() - self._told_at if self._told_at is not None else 0.0
        return max(0.0, self._grace_s - passed)

    def tell(self) -> None:
        """Starts the grace period; further calls change nothing."""
        if self._told_at is not None:
            return
        self._told_at = time.monotonic()
        # A thread of this process that waits for something outside cannot be stopped, and Python waits for it.
        force = threading.Timer(self._grace_s + MARGIN_S, _end_by_force)
        force.daemon = True
        force.start()


def before_end_by_force(step: Callable[[], None]) -> None:
    """Has `step` called in another thread before this process is ended by force: such as stopping its database."""
    _last_steps.append(step)


def on_signals(stop: Stop, act: Callable[[], None]) -> None:
    """Calls `act` at SIGINT or SIGTERM, and then the handler that was there before.

    The web server restores the handlers when it ends, so ours do not remain. Only in the main thread.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    for number in SIGNALS:
        before = signal.getsignal(number)

        def handle(number: int, frame: FrameType | None, before: Any = before) -> None:
            stop.tell()
            act()
            if callable(before):
                before(number, frame)

        signal.signal(number, handle)


def _end_by_force() -> None:
    log.error("something did not end in the grace period; the process ends now, and another one takes over its work")
    for step in _last_steps:
        step()
    os._exit(1)
