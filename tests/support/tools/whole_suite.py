"""`python -m support.tools.whole_suite`: every test, as `make test` runs them, and what failed once more by itself.

Some tests fail on a machine that does too much at once, and pass alone: with eleven thousand of them, one in a thousand runs each is a red
build every other day. So at most a handful of failures is tried again, one after the other with nothing beside them. A test that fails
twice fails the run. One that passes then is named at the end, as a weakness of the test: it is to be mended, not to be lived with.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

PARTS = (
    ("-n", "2", "--dist", "worksteal", "--ignore", "tests/browser"),
    # On their own: their driver keeps an event loop running in the process it is in.
    ("-n", "2", "--dist", "loadfile", "tests/browser"),
)
MOST_TRIED_AGAIN = 5
"""In a part. More failures than that have a reason in the code."""
TESTS_FAILED = 1
"""pytest's exit code where tests failed; any other but 0 is no matter of single tests."""


def main() -> int:
    passed_alone: list[str] = []
    is_good = True
    for part in PARTS:
        code, failed = _run(*part)
        if code == TESTS_FAILED and 0 < len(failed) <= MOST_TRIED_AGAIN:
            print(f"\n{len(failed)} failed; once more, alone:", *failed, sep="\n  ", flush=True)
            code, again = _run(*failed)
            passed_alone += sorted(set(failed) - set(again))
        is_good = is_good and code == 0
    if passed_alone:
        print("\nFailed beside other tests and passed alone; to be mended:", *passed_alone, sep="\n  ")
    return 0 if is_good else 1


def _run(*arguments: str) -> tuple[int, list[str]]:
    """pytest's exit code, and the tests that failed."""
    with tempfile.TemporaryDirectory() as folder:
        failures = Path(folder) / "failed"
        command = [sys.executable, "-m", "pytest", *arguments]
        code = subprocess.run(command, env=os.environ | {"FAILED_TESTS": str(failures)}, check=False).returncode
        return code, failures.read_text().splitlines() if failures.exists() else []


if __name__ == "__main__":
    sys.exit(main())
