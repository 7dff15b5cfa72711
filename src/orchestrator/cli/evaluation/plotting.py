"""Plotting risk against coverage, if matplotlib is installed."""

import importlib
from pathlib import Path
from typing import Any

import numpy as np

from orchestrator.cli.evaluation.measuring import Array
from orchestrator.cli.evaluation.routing import Routed
from orchestrator.domain.errors import Invalid


def load_plotting() -> Any:
    """matplotlib.pyplot. Raises Invalid `no_matplotlib` if it is not installed."""
    try:
        importlib.import_module("matplotlib").use("Agg")
    except ModuleNotFoundError:
        raise Invalid("no_matplotlib", "--plot needs matplotlib, which is not installed: pip install matplotlib") from None
    return importlib.import_module("matplotlib.pyplot")


def plot(plotting: Any, sets: dict[str, Routed], file: Path) -> None:
    """Draws one panel for each set: share of wrong answers against coverage, by second look and by cosine, split
    `test`."""
    columns = min(3, len(sets))
    lines = -(-len(sets) // columns)
    figure, panels = plotting.subplots(lines, columns, figsize=(5 * columns, 4 * lines), squeeze=False, layout="constrained")
    for panel, (name, routed) in zip(panels.flat, sets.items(), strict=False):
        for label, score, right in (("second look", routed.score, routed.right), ("cosine", routed.cosine, routed.cosine_right)):
            coverage, wrong = _curve(score[routed.test], right[routed.test])
            panel.plot(100 * coverage, 100 * wrong, label=label)
        panel.axhline(5, color="grey", linewidth=0.8)
        panel.set(title=name, xlabel="served, %", ylabel="wrong of served, %", ylim=(0, 40))
        panel.grid(alpha=0.3)
    panels.flat[0].legend()
    for panel in list(panels.flat)[len(sets) :]:
        panel.set_visible(False)
    figure.savefig(file, dpi=110)


def _curve(score: Array, right: Array) -> tuple[Array, Array]:
    ordered = right[np.argsort(-score, kind="stable")]
    served = np.arange(1, len(ordered) + 1)
    return served / len(ordered), np.cumsum(1 - ordered) / served
