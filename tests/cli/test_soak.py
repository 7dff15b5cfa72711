"""A short version of `make soak`: the server is killed while it works, and nothing is lost or stored twice."""

import subprocess
import sys
from pathlib import Path

import pytest

SOAK = Path(__file__).parent.parent.parent / "benchmarks" / "soak.py"


@pytest.mark.timeout(900)
def test_kills_lose_and_double_nothing() -> None:
    done = subprocess.run([sys.executable, SOAK, "--kills", "3", "--seed", "7"], capture_output=True, text=True, timeout=860, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Nothing was lost, doubled or left behind." in done.stdout
