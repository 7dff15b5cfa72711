"""`python -m support.tools.mutants --seed N --each N [--area domain ...]`: a sample of faults, and the share that the tests find."""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from support.tools.mutants import of_python, of_sql
from support.tools.mutants.areas import AREAS, files_of
from support.tools.mutants.fault import Fault
from support.tools.mutants.trying import copy_repository, find_test_that_fails

WANTED = 0.85
"""Share of the faults of each area that the tests must find."""


def main() -> int:
    """0 if the tests found enough of the faults in each area, 1 if not."""
    asked = _read_arguments()
    root = Path.cwd()
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copy = Path(folder)
        copy_repository(root, copy)
        found = {area: list(_try(copy, area, sample(root, area, asked.seed, asked.each), asked.near)) for area in asked.area}
    for area, each in found.items():
        print(f"{area}: {sum(each)} of {len(each)} found, {sum(each) / max(1, len(each)):.0%}")
    return 0 if all(sum(each) >= WANTED * len(each) for each in found.values()) else 1


def sample(root: Path, area: str, seed: int, count: int) -> list[Fault]:
    """Faults of an area, the same for the same seed and code. Every place is as likely as any other, every kind as any other."""
    chance = random.Random(f"{seed} {area}")
    kinds: dict[str, list[tuple[str, object]]] = {}
    texts = {path: (root / path).read_text() for path in files_of(root, area)}
    for path, text in texts.items():
        places: Iterator[tuple[str, object]] = (
            ((change.kind, change) for change in of_sql.find_changes(text)) if area == "sql" else iter(of_python.find_faults(path, text))
        )
        for kind, place in places:
            kinds.setdefault(kind, []).append((path, place))
    faults: list[Fault] = []
    while kinds and len(faults) < count:
        kind = chance.choice(sorted(kinds))
        path, place = kinds[kind].pop(chance.randrange(len(kinds[kind])))
        fault = _make(kind, path, texts[path], place)
        faults += [fault] if fault else []
        kinds = {name: places for name, places in kinds.items() if places}
    return faults


def _make(kind: str, path: str, text: str, place: object) -> Fault | None:
    if isinstance(place, of_sql.Change):
        return of_sql.make_fault(path, text, place)
    assert isinstance(place, int)
    return of_python.make_fault(path, text, kind, place)


def _try(copy: Path, area: str, faults: list[Fault], near_only: bool) -> Iterator[bool]:
    for number, fault in enumerate(faults, 1):
        started = time.monotonic()
        failed = find_test_that_fails(copy, fault, near_only)
        print(f"\n{area} {number}/{len(faults)}  {fault.path}  {fault.kind}  ({time.monotonic() - started:.0f} s)\n{fault.shown()}")
        print(f"  found by {failed}" if failed else "  NOT FOUND", flush=True)
        yield failed is not None


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=16, help="faults per area")
    parser.add_argument("--area", nargs="*", choices=list(AREAS), default=list(AREAS))
    parser.add_argument("--near", action="store_true", help="only the tests that name the file with the fault: quick, and finds less")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
