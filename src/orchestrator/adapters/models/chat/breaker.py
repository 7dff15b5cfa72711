"""A circuit breaker: whoever fails again and again is left alone for a while, then tried with one call."""

import time
from collections import deque
from collections.abc import Callable


class CircuitBreaker:
    """Opens after `failures` failures within `window_s` seconds, for `open_s`; then one probe at a time closes it or opens it again.

    For one event loop; `clock` counts seconds and never goes back.
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
        """Whether a call may go now; who was admitted tells `succeeded`, `failed` or `gave_up` exactly once."""
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
        """The call ended without telling anything of the other side."""
        self._is_probing = False

    def hold(self, seconds: float) -> None:
        """Leaves the other side alone for so long, as it asked; no longer than it would after failures."""
        self._open_until = max(self._open_until or 0.0, self._clock() + min(seconds, self._open_s))
