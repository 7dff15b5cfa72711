"""A circuit breaker: a service that fails repeatedly is not called for a while, then tried with a single call."""

import time
from collections import deque
from collections.abc import Callable


class CircuitBreaker:
    """Opens for `open_s` seconds after `failures` failures within `window_s` seconds. Then one probe closes it or opens
    it again.

    Use it from one event loop. `clock` counts seconds and never goes backwards.
    """

    def __init__(
        self, failures: int = 5, window_s: float = 60.0, open_s: float = 15.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._limit = failures
        self._window_s = window_s
        self._open_s = open_s
        self._clock = clock
        self._failed: deque[float] = deque(maxlen=failures)
        self._open_until: float | None = None
        self._is_probing = False

    @property
    def is_open(self) -> bool:
        """Whether a call would be refused now."""
        return self._open_until is not None and (self._is_probing or self._clock() < self._open_until)

    def admit(self) -> bool:
        """Whether a call may start now. After True the caller reports `succeeded`, `failed` or `gave_up` exactly
        once."""
        if self.is_open:
            return False
        self._is_probing = self._open_until is not None
        return True

    def succeeded(self) -> None:
        self._failed.clear()
        self._open_until, self._is_probing = None, False

    def failed(self) -> None:
        now = self._clock()
        was_probing, self._is_probing = self._is_probing, False
        self._failed.append(now)
        is_too_often = len(self._failed) == self._limit and now - self._failed[0] <= self._window_s
        if was_probing or is_too_often:
            self._open_until = now + self._open_s

    def gave_up(self) -> None:
        """The call ended without showing whether the service works."""
        self._is_probing = False

    def hold(self, seconds: float) -> None:
        """Opens for the time that the service asked for (Retry-After), at most `open_s`."""
        self._open_until = max(self._open_until or 0.0, self._clock() + min(seconds, self._open_s))
