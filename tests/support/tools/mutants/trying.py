"""A copy of the repository in which one fault at a time is tried."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from support.tools.mutants.areas import NOT_COUNTED, near_tests, tests_for
from support.tools.mutants.fault import Fault

LIMIT_S = 900
"""For one step of tests. A fault that makes them hang is found as well."""
COPIED = ("src", "tests", "pyproject.toml", "README.md", "docs", "benchmarks")


def copy_repository(root: Path, into: Path) -> None:
    for name in COPIED:
        source = root / name
        if source.is_dir():
            shutil.copytree(source, into / name, ignore=shutil.ignore_patterns("__pycache__", ".*_cache"))
        else:
            shutil.copy(source, into / name)


def find_test_that_fails(copy: Path, fault: Fault, near_only: bool = False) -> str | None:
    """The first test that fails with the fault, as its name; None if all pass. The copy is as before afterwards."""
    path = copy / fault.path
    path.write_text(fault.after)
    try:
        steps = [near_tests(copy, fault.path)] if near_only else tests_for(copy, fault.path)
        return next((failed for step in steps if step and (failed := _failing(copy, step))), None)
    finally:
        path.write_text(fault.before)


def _failing(copy: Path, folders: list[str]) -> str | None:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-x",
        "-q",
        "--tb=no",
        "-rfE",
        "-n",
        "2",
        *(f"--ignore={path}" for path in NOT_COUNTED),
        *folders,
    ]
    environment = os.environ | {"PYTHONPATH": f"{copy / 'src'}{os.pathsep}{copy / 'tests'}", "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, timeout=LIMIT_S, check=False)
    except subprocess.TimeoutExpired:
        return f"no end within {LIMIT_S} s"
    if done.returncode == 0:
        return None
    named = [line.split(" ", 1)[1].split(" - ")[0] for line in done.stdout.splitlines() if line.startswith(("FAILED ", "ERROR "))]
    return named[0] if named else f"pytest ended with {done.returncode}"
