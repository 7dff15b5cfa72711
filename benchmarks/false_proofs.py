"""How often the controller proves a threshold whose true risk is just above the target.

    python benchmarks/false_proofs.py [--runs N] [--target SHARE] [--over SHARE] [--cards N]

Each run replays a creator's first months (`orchestrator evaluate`'s own replay, mode cautious) on made-up matches, where
the risk from every score up is known. In each shape the risk of some or all thresholds is `--over` times the target. A
false proof is a run in which on any day a threshold counted as proven whose risk is not under the target. The bound
promises at most 5 % of the runs. Printed with the 95 % interval of Clopper & Pearson.
"""

import argparse
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from orchestrator.adapters.models.calibrations import load_calibration
from orchestrator.adapters.models.embedding.local import LocalEmbedder
from orchestrator.cli.evaluation.measuring import Array
from orchestrator.cli.evaluation.replaying import Matches, replay
from orchestrator.cli.evaluation.routing import POLICY, Flags
from orchestrator.domain.matching.looks.calibration import pooled
from orchestrator.domain.policy.trust_mode import Mode
from orchestrator.domain.trust.bounds import exact_upper_bound

MATCHES = 40_000
"""Made-up matches, each with an answer of its own, so that no verdict changes the score of another match."""
MESSAGES = 4000
Shape = Callable[[float], tuple[Array, Array]]
"""From the risk of the thresholds under test to (scores, risk of each match), highest score first."""


def flat(risk: float) -> tuple[Array, Array]:
    """Each match has the same risk."""
    return scores(1.0, 2.0), np.full(MATCHES, risk)


def low(risk: float) -> tuple[Array, Array]:
    """The same with scores far lower than those of other creators, so that testing begins at the creator's own."""
    return scores(-1.0, 1.5), np.full(MATCHES, risk)


def cliff(risk: float) -> tuple[Array, Array]:
    """The best tenth is nearly all right and soon proven; a band of a twentieth below lifts the risk, and it stays there."""
    wrong = np.full(MATCHES, risk)
    best, band = MATCHES // 10, MATCHES // 20
    wrong[:best] = risk / 10
    wrong[best : best + band] = risk + 0.9 * risk * best / band
    return scores(1.0, 2.0), wrong


def late_cliff(risk: float) -> tuple[Array, Array]:
    """The best third is all right, and the risk is reached at half of the matches."""
    wrong = np.full(MATCHES, risk)
    wrong[: MATCHES // 3] = 0.0
    wrong[MATCHES // 3 : MATCHES // 2] = 3 * risk
    return scores(1.0, 2.0), wrong


def bad_top(risk: float) -> tuple[Array, Array]:
    """The highest scores are the worst ones, and the risk falls towards the limit from above."""
    place = np.arange(MATCHES) / MATCHES
    return scores(1.0, 2.0), risk * (1 + np.exp(-8 * place))


SHAPES: tuple[Shape, ...] = (flat, low, cliff, late_cliff, bad_top)


def scores(mean: float, spread: float) -> Array:
    odds = np.random.default_rng(7).normal(mean, spread, MATCHES)
    return np.sort(1 / (1 + np.exp(-odds)))[::-1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--target", type=float, default=0.05)
    parser.add_argument("--over", type=float, default=1.01)
    parser.add_argument("--cards", type=int, default=3)
    options = parser.parse_args()
    print(f"target {options.target}, risk {options.target * options.over:.4f}, {options.runs} runs, {options.cards} cards a day")
    false_of_all, runs_of_all = 0, 0
    for shape in SHAPES:
        score, risk = shape(options.target * options.over)
        # Spread evenly and rounded up, so that the risk of no threshold falls under the one meant.
        wrong = np.diff(np.ceil(np.cumsum(risk)), prepend=0.0)
        matches = Matches(score, 1 - wrong, np.arange(MATCHES), [Flags()] * MATCHES)
        found = [false_proof(matches, options.target, options.cards, seed) for seed in range(options.runs)]
        false_of_all, runs_of_all = false_of_all + sum(found), runs_of_all + len(found)
        print(_line(shape.__name__, sum(found), len(found)), flush=True)
    print(_line("together", false_of_all, runs_of_all))


def false_proof(matches: Matches, target: float, cards: int, seed: int) -> bool:
    policy = replace(POLICY, wrong_answers_target=target, trust_mode=Mode.cautious, trust_cards_per_day=cards)
    run = replay(matches, policy, pooled(load_calibration(LocalEmbedder.identity.name)), MESSAGES, np.random.default_rng(seed))
    thresholds = {rule.trust.proven for rule in run.rules if rule.trust.proven is not None}
    return any(1 - matches.right[matches.score >= threshold].mean() >= target for threshold in thresholds)


def _line(name: str, false: int, runs: int) -> str:
    low_end = 1 - exact_upper_bound(false, runs - false, 0.975) if false else 0.0
    high_end = exact_upper_bound(runs - false, false, 0.975)
    return f"{name:12}{100 * false / runs:6.1f} %  ({100 * low_end:.1f} to {100 * high_end:.1f})"


if __name__ == "__main__":
    main()
