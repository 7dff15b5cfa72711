"""Plots of the benchmarks with matplotlib, if it is installed."""

import importlib
from pathlib import Path
from typing import Any


def load_plotting() -> Any:
    """matplotlib.pyplot. Ends the program if it is not installed; it is in the dependency group `bench` only."""
    try:
        importlib.import_module("matplotlib").use("Agg")
    except ModuleNotFoundError:
        raise SystemExit("--plot needs matplotlib, which is not installed: pip install matplotlib") from None
    return importlib.import_module("matplotlib.pyplot")


def save(figure: Any, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(file, dpi=110)
    print(f"{file} written")
