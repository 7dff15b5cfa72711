"""How long a text can hold the event loop: the CPU of each function of the domain that reads one, with 10,000 characters of
every hostile kind.

    python benchmarks/event_loop.py [--slowest 20]

Prints the slowest pairs of function and kind as ms and as a share of the limit of 50 ms, each the least of three tries without
anything kept from an earlier call. How fast the core is just then is measured by a fixed piece of work around each try
and counted out, so that figures of two machines can be compared. Exits with 1 where a function is past the limit.
"""

import argparse
import importlib
import pkgutil
import sys
import time
from collections.abc import Callable
from typing import Any

import orchestrator.domain
from support.texts.functions import TEXT_FUNCTIONS
from support.texts.hostile import CHARACTERS, HOSTILE

LIMIT_S = 0.050
TRIES = 3
WORK_S = 0.0060
"""CPU of the piece of work in `work_s` on the machine that the limit was set for."""


def work_s() -> float:
    """CPU of a fixed piece of work just now."""
    started = time.thread_time()
    sum(hash(str(number)) % 7 for number in range(40_000))
    return time.thread_time() - started


def caches() -> list[Any]:
    modules = (importlib.import_module(each.name) for each in pkgutil.walk_packages(orchestrator.domain.__path__, "orchestrator.domain."))
    return [member for module in modules for member in vars(module).values() if hasattr(member, "cache_clear")]


def measured_s(read: Callable[[str], object], text: str, kept: list[Any]) -> float:
    """Seconds of CPU, in the measure of the machine that the limit was set for."""
    for cache in kept:
        cache.cache_clear()
    before, started = work_s(), time.thread_time()
    read(text)
    took = time.thread_time() - started
    return took * WORK_S / max(before, work_s())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--slowest", type=int, default=20)
    options, kept = parser.parse_args(), caches()
    rows = sorted(
        ((min(measured_s(read, make(CHARACTERS), kept) for _ in range(TRIES)), name, kind)
         for name, read in TEXT_FUNCTIONS.items() for kind, make in HOSTILE.items()),
        reverse=True,
    )  # fmt: skip
    print("| function | kind of text | ms | of the limit |\n|---|---|---:|---:|")
    for took_s, name, kind in rows[: options.slowest]:
        print(f"| `{name}` | {kind} | {took_s * 1000:.0f} | {took_s / LIMIT_S:.2f} |")
    return int(rows[0][0] >= LIMIT_S)


if __name__ == "__main__":
    sys.exit(main())
