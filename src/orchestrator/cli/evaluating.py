"""The command `evaluate`: the product's own decisions on labelled sets, the error bound of the trust controller, and
baselines."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from orchestrator.adapters.models.calibrations import load_calibration
from orchestrator.adapters.models.embedding.local import LocalEmbedder
from orchestrator.cli.console import err, fail, out
from orchestrator.cli.evaluation.figures import TARGETS, figures, macro
from orchestrator.cli.evaluation.plotting import load_plotting, plot
from orchestrator.cli.evaluation.routing import POLICY, Routed, route_all
from orchestrator.cli.evaluation.sets import Vectors, find_sets, read_set, search_all
from orchestrator.domain.errors import Invalid, OrchestratorError
from orchestrator.domain.matching.looks.calibration import Calibration
from orchestrator.domain.matching.looks.second_look import SecondLook
from orchestrator.domain.policy.trust_mode import Mode
from orchestrator.settings import Settings

FROZEN = "frozen"
RECORDED = "recorded"
PROTOCOLS = (FROZEN, RECORDED)


def evaluate(
    folder: Annotated[Path, typer.Argument(help="A set (bank.jsonl and stream.jsonl), or a folder of sets.", exists=True, file_okay=False)],
    protocol: Annotated[
        str,
        typer.Option(
            help="frozen: messages drawn at random from the set, with a fixed bank. recorded: all messages once, in the order of arrival."
        ),
    ] = FROZEN,
    json_file: Annotated[Path | None, typer.Option("--json", help="File to write all figures to.")] = None,
    plot_file: Annotated[
        Path | None, typer.Option("--plot", help="File for a plot of risk against coverage (PNG); needs matplotlib.")
    ] = None,
    seeds: Annotated[
        int, typer.Option(help="Runs of the controller for each set; each has another order of messages and other audits.", min=1)
    ] = 20,
    messages: Annotated[int, typer.Option(help="Messages in a run of the protocol frozen, 30 a day.", min=30)] = 4000,
    cards: Annotated[int, typer.Option(help="Labels a day, audits and suggestions together.", min=1, max=50)] = 3,
    weights: Annotated[
        Path | None,
        typer.Option(help="JSON file with another second look instead of the shipped one, or a folder with SET.json for each set."),
    ] = None,
) -> None:
    """Route labelled messages with the product's own router and print what was served, what was wrong, and whether the
    bound held.

    Needs no database. Exit code 2 if the folder holds no set.
    """
    try:
        if protocol not in PROTOCOLS:
            raise Invalid("unknown_protocol", f"There is no protocol {protocol!r}; choose {' or '.join(PROTOCOLS)}.")
        plotting = load_plotting() if plot_file else None
        cache = Settings().home / "benchmark-cache"
        vectors = Vectors(LocalEmbedder(cache), cache)
        results, routed_sets, versions = {}, {}, {}
        columns = TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn()
        with Progress(*columns, console=err, transient=True) as progress:
            for set_folder in find_sets(folder):
                task = progress.add_task(f"{set_folder.name}: routing", total=seeds * len(TARGETS) * len(Mode))
                calibration = _load_calibration(weights / f"{set_folder.name}.json" if weights and weights.is_dir() else weights)
                assert calibration.second_look is not None  # shipped for the local embedder
                versions[set_folder.name] = calibration.second_look.version
                routed = route_all(search_all(read_set(set_folder), vectors), calibration)
                progress.update(task, description=f"{set_folder.name}: replaying")
                routed_sets[set_folder.name] = routed
                results[set_folder.name] = figures(
                    routed, calibration.second_look.pooled, POLICY.canonical_match_threshold, seeds,
                    None if protocol == RECORDED else messages, cards, lambda task=task: progress.advance(task),  # type: ignore[misc]  # mypy infers no lambda with a default
                )  # fmt: skip
    except OrchestratorError as error:
        fail(error)
    _finish(results, routed_sets, ", ".join(dict.fromkeys(versions.values())), protocol, json_file, plot_file, plotting)


def _finish(
    results: dict[str, Any], routed: dict[str, Routed], version: str, protocol: str, json_file: Path | None, plot_file: Path | None, plotting: Any
) -> None:  # fmt: skip
    everything = {"second_look": version, "protocol": protocol, "sets": results, "macro": macro(list(results.values()))}
    _report(everything)
    if json_file:
        json_file.write_text(json.dumps(everything, indent=2) + "\n", encoding="utf-8")
    if plot_file:
        plot(plotting, routed, plot_file)


def _load_calibration(weights: Path | None) -> Calibration:
    calibration = load_calibration(LocalEmbedder.identity.name)
    if weights is None:
        return calibration
    try:
        return replace(calibration, second_look=SecondLook.from_mapping(json.loads(weights.read_text(encoding="utf-8"))))
    except (OSError, ValueError) as error:
        raise Invalid("unreadable_weights", f"{weights} does not hold a second look: {error}.") from error


def _report(everything: dict[str, Any]) -> None:
    rows = {**everything["sets"], "macro": everything["macro"]}
    _table("Second look, split test: coverage in % with at most 1, 2, 5 % wrong, threshold chosen in hindsight; area under risk-coverage; calibration error",
           ("<=1", "<=2", "<=5", "cosine<=1", "cosine<=2", "cosine<=5", "area", "cos.area", "error", "err.200"),
           {name: [*_coverages(row), *_coverages(row["baselines"]["cosine_0.85"]), row["aurc"], row["baselines"]["cosine_0.85"]["aurc"],
                   row["ece"], row["ece_after_200_labels"]] for name, row in rows.items()}, thousandths=4)  # fmt: skip
    for mode in Mode:
        for most in TARGETS:
            key = f"{mode.value}_{round(100 * most)}"
            runs = everything["macro"]["controller"][key]["runs"]
            _table(f"Controller, {mode.value}, at most {most:.0%} wrong, {runs:.0f} runs from no labels: in %; labels and audits in a run. "
                   "apart: violations apart from messages whose label contradicts the bank; answerable: right of those with an answer",
                   ("served", "wrong", "at most", "violations", "apart", "proven", "at 100", "of provable", "answerable", "at 300", "of provable",
                    "of hindsight", "answerable", "to human", "labels", "audits"),
                   {name: [100 * value if value is not None else None for value in (
                        row["controller"][key][part] for part in ("coverage", "wrong_served", "wrong_upper95", "violations",
                        "violations_apart_from_contradictions", "proven", "coverage_at_100_labels", "share_of_provable_at_100_labels",
                        "right_at_100_labels", "coverage_at_300_labels", "share_of_provable_at_300_labels", "share_of_hindsight_at_300_labels",
                        "right_at_300_labels", "human_load"))]
                        + [row["controller"][key]["labels"], row["controller"][key]["audits"]] for name, row in rows.items()})  # fmt: skip
    for name in everything["macro"]["baselines"]:
        _table(f"Baseline {name}: in %", ("served", "wrong", "at most", "violations", "to human", "path ok"),
               {each: [100 * row["baselines"][name][part] for part in ("coverage", "wrong_served", "wrong_upper95", "violations", "human_load",
                       "path_acceptance")] for each, row in rows.items()})  # fmt: skip


def _coverages(row: dict[str, Any]) -> list[float]:
    return [100 * row[f"coverage_at_{most}_hindsight"] for most in (1, 2, 5)]


def _table(title: str, names: tuple[str, ...], rows: dict[str, list[float | None]], thousandths: int = 0) -> None:
    """The last `thousandths` columns have three decimals, the other columns one."""
    out.print(f"\n{title}", highlight=False, soft_wrap=True)
    out.print(f"{'set':18}" + "".join(f"{name:>13}" for name in names), highlight=False, soft_wrap=True)
    for name, values in rows.items():
        cells = []
        for place, value in enumerate(values):
            fine = place >= len(values) - thousandths
            cells.append(f"{'-':>13}" if value is None else f"{value:13.3f}" if fine else f"{value:13.1f}")
        out.print(f"{name:18}" + "".join(cells), highlight=False, soft_wrap=True)
