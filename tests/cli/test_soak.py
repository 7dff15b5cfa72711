"""A short version of `make soak`: the server killed in the middle of its work, and nothing lost or doubled."""

import subprocess
import sys
from pathlib import Path

import pytest

SOAK = Path(__file__).parent.parent.parent / "benchmarks" / "soak.py"


@pytest.mark.timeout(400)
def test_nothing_is_lost_or_doubled_through_kills() -> None:
    done = subprocess.run([sys.executable, SOAK, "--kills", "3", "--seed", "7"], capture_output=True, text=True, timeout=380, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Nothing was lost, doubled or left behind." in done.stdout
