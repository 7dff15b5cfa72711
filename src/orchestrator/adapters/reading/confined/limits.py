"""The limits of a process that reads documents, and setting them from inside that process. The system enforces them, so
they hold inside a library's C code too."""

import contextlib
import os
import resource
import signal
import sys
from dataclasses import dataclass

NICENESS = 5
OUT_OF_MEMORY = 77
"""Exit status of a process that used more memory than it may."""
_KILL_ME_FIRST = 900


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """What reading one document may use."""

    cpu_s: int = 300
    """Seconds of computing, >= 1. A PDF of few pages gets less."""
    memory_mb: int = 1024
    """Memory of the whole process in MiB, >= 256; the libraries alone take about 170."""
    result_bytes: int = 128 * 2**20
    """Size of the text with its passages, as it is handed over."""


def confine(limits: ReadingLimits) -> None:
    """Sets what holds for the life of the process: memory, no files written, no core dumps, less right to the
    processor than the servers have, and the first to be killed where the machine runs out of memory.

    None of it needs rights. macOS does not enforce the limit on memory; `is_too_large` is asked there, too.
    """
    memory = limits.memory_mb * 2**20
    for kind, most in (
        (resource.RLIMIT_DATA, memory),
        (resource.RLIMIT_AS, 4 * memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))
    with contextlib.suppress(OSError):
        os.nice(NICENESS)
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as score:
        score.write(str(_KILL_ME_FIRST))


def wall_s(cpu_s: int) -> float:
    """Seconds by the clock for so many of computing: far more, because the machine may have other work."""
    return 30.0 + 6.0 * cpu_s


def start_clock(cpu_s: int) -> None:
    """Gives the process `cpu_s` of computing from now on; then the system ends it with SIGXCPU. SIGALRM ends it where
    nobody is left who watches its deadline."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + cpu_s + 1, most))
    signal.setitimer(signal.ITIMER_REAL, wall_s(cpu_s) + 10)


def stop_clock() -> None:
    """Between two documents no time limit holds."""
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (most, most))
    signal.setitimer(signal.ITIMER_REAL, 0)


def peak_mb() -> float:
    """The most memory that the process has used so far, in MiB."""
    try:
        # Linux counts in `ru_maxrss` what the parent used when it started this process, too.
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM:")) / 2**10
    except (OSError, StopIteration):
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak / (2**20 if sys.platform == "darwin" else 2**10)


def is_too_large(limits: ReadingLimits) -> bool:
    return peak_mb() > limits.memory_mb
