"""The machine's own clock and randomness."""

import random
import time
from datetime import UTC, datetime


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)

    def elapsed_s(self) -> float:
        return time.perf_counter()


class SystemChance:
    def draw(self) -> float:
        return random.random()
