"""Replays how a bank grows: it starts empty, or with half of the groups, and grows by the answers of the human.

    python benchmarks/growing_bank.py FOLDER [--sets stackfaq,clinc150] [--plot FILE] [--json FILE]

FOLDER holds a folder for each set, with bank.jsonl and stream.jsonl. In the order of seq, each message is decided by
the product's own `read_signals` and `decide` with the shipped calibration and embedder. If the decision is to offer an
escalation, a simulated human accepts and answers at once, and the text of the message enters the bank under its real
group. For comparison: plain cosine thresholds on the same vectors, and a perfect router, which asks once for each
group. Needs no database.

Favourable assumptions: each offer is accepted, each answer comes before the next message and fits its whole group, and
there are no documents, limits or layers. Left out although it would help: feedback on wrong answers.
"""

import argparse
import importlib
import json
import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path as File
from typing import Any
from uuid import UUID, uuid5

import numpy as np
from fitting import Array
from sets import Row, local_vectors, read_rows

from orchestrator.adapters.models.calibrations import load_calibration
from orchestrator.adapters.models.embedding.local import LocalEmbedder
from orchestrator.cli.evaluation.sets import Vectors
from orchestrator.domain.accounts.access import Tier
from orchestrator.domain.accounts.agents import Agent, Asker
from orchestrator.domain.matching.hits import AnswerCentroid, CanonicalHit
from orchestrator.domain.matching.hits import Bank as Centre
from orchestrator.domain.matching.looks.calibration import Calibration
from orchestrator.domain.paths import Path
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.routing.deciding.decide import decide
from orchestrator.domain.routing.deciding.decision import Decision
from orchestrator.domain.routing.facts import Facts
from orchestrator.domain.routing.signals import read_signals

NOW = datetime(2026, 1, 1, tzinfo=UTC)
NOBODY = UUID(int=0)
NEAREST = 24
"""The number of answered questions that the product's search returns."""
POLICY = Policy(max_escalations_per_day=10_000, max_escalations_per_week=10_000, allowed_user_tiers=frozenset(Tier))
"""The defaults with every gate open, so that no limit hides how many messages go to the human."""
EMPTY = Facts("", "", Agent(NOBODY, NOBODY, "agent", "Agent", "The creator"), Asker(NOBODY), NOW)
COSINES = (0.80, 0.85)
CHECKPOINTS = 10
WINDOW = 0.05
"""Share of the stream over which the load at one moment is averaged."""
PERFECT = "perfect"


class End(StrEnum):
    """How a message ends."""

    right = "right"
    """Served with an answer of the message's own group."""
    wrong = "wrong"
    human = "human"
    asked_back = "asked_back"
    small_talk = "small_talk"


@dataclass(frozen=True)
class Hit:
    place: int
    """Its index in the bank."""
    question: str
    cosine: float
    answer: UUID
    common: float
    centroid: AnswerCentroid


Router = Callable[[str, Sequence[Hit], Centre], End | int]
"""Decides on a text and its nearest questions, best first: an End, or the index in the bank of the question that is
served."""


class Bank:
    """Up to `size` answered questions and their vectors. Questions of one group are phrasings of one answer."""

    def __init__(self, size: int, width: int) -> None:
        self.vectors: Array = np.zeros((size, width), np.float32)
        self.questions: list[str] = []
        self.groups: list[str] = []
        self.total: Array = np.zeros(width)
        self.sums: dict[str, Array] = {}
        self.phrasings = Counter[str]()

    def add(self, question: str, group: str, vector: Array) -> None:
        self.vectors[len(self.groups)] = vector
        self.questions.append(question)
        self.groups.append(group)
        self.total = self.total + vector
        self.sums[group] = self.sums.get(group, 0.0) + vector
        self.phrasings[group] += 1

    def nearest(self, vector: Array) -> tuple[list[Hit], Centre]:
        if not self.groups:
            return [], Centre()
        cosines = self.vectors[: len(self.groups)] @ vector
        best = np.argsort(-cosines, kind="stable")[:NEAREST]
        centre = self.total / len(self.groups)
        hits = [
            Hit(
                int(i), self.questions[i], float(cosines[i]), uuid5(NOBODY, self.groups[i]), float(self.vectors[i] @ centre),
                self._whole(self.groups[i], vector, centre),
            )
            for i in best
        ]  # fmt: skip
        return hits, Centre(len(self.groups), float(centre @ vector), float(centre @ centre))

    def _whole(self, group: str, vector: Array, centre: Array) -> AnswerCentroid:
        mean = self.sums[group] / self.phrasings[group]
        return AnswerCentroid(self.phrasings[group], float(mean @ vector), float(mean @ centre), float(mean @ mean))


@dataclass(frozen=True)
class Run:
    """One replay of one set: how each message ended, in the order of seq."""

    router: str
    start: str
    ends: tuple[End, ...]

    def count(self, *ends: End) -> int:
        return sum(end in ends for end in self.ends)

    @property
    def served(self) -> int:
        return self.count(End.right, End.wrong)

    def load_at(self, seq: int) -> float:
        """Share of messages that went to the human among the last WINDOW of the stream before message `seq`."""
        window = max(1, round(WINDOW * len(self.ends)))
        last = self.ends[max(0, seq - window) : seq]
        return sum(end is End.human for end in last) / len(last)

    def wrong_until(self, seq: int) -> tuple[int, int]:
        """(wrong, served) among the first `seq` messages."""
        first = self.ends[:seq]
        wrong = sum(end is End.wrong for end in first)
        return wrong, wrong + sum(end is End.right for end in first)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=File)
    parser.add_argument("--sets", default="stackfaq,clinc150", help="separated by commas (default: %(default)s)")
    parser.add_argument("--plot", type=File, help="writes a PNG; needs matplotlib")
    parser.add_argument("--json", type=File, help="writes every figure and series")
    parser.add_argument("--cache", type=File, default=File(".orchestrator/benchmark-cache"))
    options = parser.parse_args()
    plotting = load_plotting() if options.plot else None

    vectors = local_vectors(options.cache)
    calibration = load_calibration(LocalEmbedder.identity.name)
    runs = {name: replay_set(options.folder / name, vectors, calibration) for name in options.sets.split(",")}
    for name, found in runs.items():
        report(name, found)
    if options.json:
        options.json.write_text(json.dumps({name: [as_json(run) for run in found] for name, found in runs.items()}, indent=1) + "\n")
    if options.plot:
        plot(plotting, runs, options.plot)


def load_plotting() -> Any:
    """matplotlib.pyplot. Ends the program if it is not installed; it is in the dependency group `bench` only."""
    try:
        importlib.import_module("matplotlib").use("Agg")
    except ModuleNotFoundError:
        raise SystemExit("--plot needs matplotlib, which is not installed: pip install matplotlib") from None
    return importlib.import_module("matplotlib.pyplot")


def replay_set(folder: File, vectors: Vectors, calibration: Calibration) -> list[Run]:
    bank, stream = read_rows(folder / "bank.jsonl"), read_rows(folder / "stream.jsonl")
    banked = vectors.of([row["question"] for row in bank])
    asked = vectors.of([row["text"] for row in stream])
    groups = sorted({str(row["group"]) for row in bank})
    half = set(groups[::2])
    order = sorted(range(len(stream)), key=lambda i: int(stream[i]["seq"]))
    rows, asked = [stream[i] for i in order], asked[order]
    routers = {"product": product(calibration)} | {f"cosine {least:.2f}": plain_cosine(least) for least in COSINES}
    runs = []
    for start, known in (("empty", set[str]()), ("half", half)):
        for name, router in routers.items():
            grown = Bank(len(bank) + len(stream), asked.shape[1])
            for row, vector in zip(bank, banked, strict=True):
                if row["group"] in known:
                    grown.add(row["question"], row["group"], vector)
            runs.append(Run(name, start, replay(rows, asked, grown, router)))
        runs.append(Run(PERFECT, start, perfect(rows, known)))
    return runs


def replay(rows: Sequence[Row], vectors: Array, bank: Bank, router: Router) -> tuple[End, ...]:
    """How each message ends; the bank grows by the messages that go to the human."""
    ends = []
    for row, vector in zip(rows, vectors, strict=True):
        chosen = router(row["text"], *bank.nearest(vector))
        if isinstance(chosen, End):
            ends.append(chosen)
        else:
            ends.append(End.right if bank.groups[chosen] == real_group(row) else End.wrong)
        if ends[-1] is End.human:
            bank.add(row["text"], real_group(row), vector)
    return tuple(ends)


def real_group(row: Row) -> str:
    """The group that the message really asks for; a message without a group is its own group."""
    return str(row["latent_group"] or f"alone:{row['id']}")


def product(calibration: Calibration) -> Router:
    """A router that uses the product's own decision. Without documents, path A is small talk only."""

    def route(text: str, hits: Sequence[Hit], centre: Centre) -> End | int:
        known = tuple(
            CanonicalHit(hit.answer, hit.question, "", hit.cosine, NOW, common=hit.common, centroid=hit.centroid) for hit in hits
        )  # fmt: skip
        facts = replace(EMPTY, text=text, question=text, canonical=known, bank=centre)
        signals = read_signals(facts, calibration)
        decision = decide(signals, POLICY, facts)
        assert isinstance(decision, Decision)  # a draft is needed only if there are passages
        match decision.path:
            case Path.serve_canonical:
                assert signals.best_answer is not None  # it was served
                return next(hit.place for hit in hits if hit.answer == signals.best_answer.id)
            case Path.offer_escalation:
                return End.human
            case Path.clarify:
                return End.asked_back
            case Path.auto_answer:
                return End.small_talk
            case Path.refuse | Path.queue_for_creator:
                raise AssertionError("every gate is open, and nobody is queued without consent")

    return route


def plain_cosine(least: float) -> Router:
    def route(text: str, hits: Sequence[Hit], centre: Centre) -> End | int:
        return hits[0].place if hits and hits[0].cosine >= least else End.human

    return route


def perfect(rows: Sequence[Row], known: set[str]) -> tuple[End, ...]:
    """How each message ends with a router that asks exactly once for each group; no router can do better."""
    answered, ends = set(known), []
    for row in rows:
        ends.append(End.right if real_group(row) in answered else End.human)
        answered.add(real_group(row))
    return tuple(ends)


def upper_bound(wrong: int, served: int) -> float:
    """The exact (Clopper-Pearson) one-sided 95 % upper bound of a share, found by bisection; 1 if nothing was
    served."""
    if wrong >= served:
        return 1.0
    low, high = wrong / served, 1.0
    for _ in range(50):
        middle = (low + high) / 2
        likely = sum(math.exp(log_binomial(served, k, middle)) for k in range(wrong + 1))
        low, high = (middle, high) if likely > 0.05 else (low, middle)
    return high


def log_binomial(n: int, k: int, share: float) -> float:
    chosen = math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
    return chosen + k * math.log(max(share, 1e-300)) + (n - k) * math.log(max(1 - share, 1e-300))


def report(name: str, runs: Sequence[Run]) -> None:
    size = len(runs[0].ends)
    print(f"\n{name}: {size} messages\n{'start':7}{'router':13}{'to human':>10}{'served':>9}{'wrong':>7}{'of served':>11}{'at most':>9}"
          f"{'asked back':>12}{'small talk':>12}")  # fmt: skip
    for run in runs:
        wrong = run.count(End.wrong)
        share, most = (f"{wrong / run.served:.1%}", f"{upper_bound(wrong, run.served):.1%}") if run.served else ("-", "-")
        print(f"{run.start:7}{run.router:13}{run.count(End.human) / size:10.1%}{run.served / size:9.1%}{wrong:7}{share:>11}{most:>9}"
              f"{run.count(End.asked_back):12}{run.count(End.small_talk):12}")  # fmt: skip
    for start in dict.fromkeys(run.start for run in runs):
        report_course(name, [run for run in runs if run.start == start])


def report_course(name: str, runs: Sequence[Run]) -> None:
    size = len(runs[0].ends)
    print(f"\n{name}, start {runs[0].start}: share to the human in the last {WINDOW:.0%} of the stream | wrong / served until then")
    print(f"{'seq':>6}" + "".join(f"{run.router:>22}" for run in runs))
    for seq in [round(size * step / CHECKPOINTS) for step in range(1, CHECKPOINTS + 1)]:
        cells = (f"{run.load_at(seq):.0%} | {wrong}/{served}" for run in runs for wrong, served in (run.wrong_until(seq),))
        print(f"{seq:6}" + "".join(f"{cell:>22}" for cell in cells))


def as_json(run: Run) -> dict[str, Any]:
    wrong = run.count(End.wrong)
    return {
        "router": run.router,
        "start": run.start,
        "messages": len(run.ends),
        **Counter(end.value for end in run.ends),
        "served": run.served,
        "wrong_of_served": wrong / run.served if run.served else None,
        "wrong_of_served_at_most": upper_bound(wrong, run.served) if run.served else None,
        "course": [
            {"seq": seq, "load": run.load_at(seq), "wrong": run.wrong_until(seq)[0], "served": run.wrong_until(seq)[1]}
            for seq in [round(len(run.ends) * step / 100) for step in range(1, 101)]
        ],
    }


def plot(plotting: Any, runs: dict[str, list[Run]], file: File) -> None:
    """Draws one row for each set: load of the human, and share of wrong answers so far. Solid: empty bank; dashed:
    half of the groups."""
    figure, panels = plotting.subplots(len(runs), 2, figsize=(13, 4.5 * len(runs)), squeeze=False, layout="constrained")
    colours = {router: f"C{i}" for i, router in enumerate(dict.fromkeys(run.router for found in runs.values() for run in found))}
    for row, (name, found) in zip(panels, runs.items(), strict=True):
        for run in found:
            course = as_json(run)["course"]
            style = {"color": colours[run.router], "linestyle": "-" if run.start == "empty" else "--", "linewidth": 1.4}
            at = [point["seq"] for point in course]
            row[0].plot(at, [100 * point["load"] for point in course], label=f"{run.router}, {run.start}", **style)
            if run.router != PERFECT:
                wrong = [100 * point["wrong"] / point["served"] if point["served"] else math.nan for point in course]
                row[1].plot(at, wrong, label=f"{run.router}, {run.start}", **style)
        row[0].set(title=f"{name}: messages to the human, last {WINDOW:.0%}", xlabel="seq", ylabel="%", ylim=(0, 102))
        row[1].set(title=f"{name}: wrong of served so far", xlabel="seq", ylabel="%", ylim=(0, None))
        for panel in row:
            panel.grid(alpha=0.3)
    figure.legend(*panels[0][0].get_legend_handles_labels(), loc="outside lower center", ncols=4)
    figure.savefig(file, dpi=110)


if __name__ == "__main__":
    main()
